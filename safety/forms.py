"""The forms by which safety messages are written and weather is told."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk import roles
from desk.forms.uploads import StoredUploadField
from desk.models import ManagedSite, Official
from screens.models import Weather
from screens.models.safety_message import LONGEST_TEXT, LONGEST_TITLE
from sites.models import WorkType

from .access import departments_of
from .models import SafetyProposal

JPEG = ("image/jpeg",)


class SafetyForm(forms.Form):
    """Where and when it is shown, a picture, and the words in each language of the city."""

    site = forms.ModelChoiceField(
        label=gettext_lazy("site"),
        queryset=ManagedSite.objects.none(),
        required=False,
        help_text=gettext_lazy("Left empty, it is shown at every site of the department."),
    )
    department = forms.ModelChoiceField(label=gettext_lazy("department"), queryset=ManagedSite.objects.none())
    is_citywide = forms.BooleanField(label=gettext_lazy("at every site of the city"), required=False)
    work_type = forms.ChoiceField(
        label=gettext_lazy("work type"),
        choices=[("", gettext_lazy("all")), *WorkType.choices],
        required=False,
        help_text=gettext_lazy("At sites of that type alone."),
    )
    weather = forms.ChoiceField(
        label=gettext_lazy("weather"),
        choices=[("", gettext_lazy("any weather")), *Weather.choices],
        required=False,
        help_text=gettext_lazy("While that weather is announced alone (see “Weather warnings”)."),
    )
    months = forms.TypedMultipleChoiceField(
        label=gettext_lazy("months"),
        choices=list(MONTHS.items()),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("The season in which it is shown each year. None marked: all year."),
    )
    begins_on = forms.DateField(
        label=gettext_lazy("first day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    ends_on = forms.DateField(
        label=gettext_lazy("last day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, by: Official, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = roles.own_sites(by).order_by("name")  # type: ignore[attr-defined]
        departments = departments_of(by)
        self.fields["department"].queryset = departments  # type: ignore[attr-defined]
        self.fields["department"].initial = by.department_id
        self.fields["picture"] = StoredUploadField(
            accepts=JPEG,
            by=by,
            label=_("picture"),
            required=False,
            help_text=_("It supports the words. What it says must stand in the words, too."),
        )
        for code, name in settings.LANGUAGES:
            self._add_words(code, str(name), is_needed=code == settings.LANGUAGE_CODE)

    def _add_words(self, code: str, name: str, *, is_needed: bool) -> None:
        wide: dict[str, Any] = {"lang": code}
        self.fields[f"title_{code}"] = forms.CharField(
            label=_("title (%(language)s)") % {"language": name},
            max_length=LONGEST_TITLE,
            required=is_needed,
            widget=forms.TextInput(attrs={**wide, "size": LONGEST_TITLE}),
        )
        self.fields[f"text_{code}"] = forms.CharField(
            label=_("text (%(language)s)") % {"language": name},
            max_length=LONGEST_TEXT,
            required=is_needed,
            widget=forms.Textarea(attrs={**wide, "rows": 3, "cols": 60}),
            help_text=_("One instruction, at most %(number)d characters: it is read from five metres.")
            % {"number": LONGEST_TEXT},
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        begins_on, ends_on = given.get("begins_on"), given.get("ends_on")
        if begins_on and ends_on and ends_on < begins_on:
            self.add_error("ends_on", _("The last day is before the first."))
        if given.get("site") and given.get("is_citywide"):
            self.add_error("is_citywide", _("Choose one site or the whole city, not both."))
        return given

    @property
    def words(self) -> dict[str, dict[str, str]]:
        given = self.cleaned_data
        return {
            code: {"title": given.get(f"title_{code}", ""), "text": given.get(f"text_{code}", "")}
            for code, _name in settings.LANGUAGES
        }

    @property
    def occasion(self) -> dict[str, Any]:
        names = ("work_type", "weather", "months", "begins_on", "ends_on", "is_citywide")
        return {name: self.cleaned_data[name] for name in names}


def first_values(proposal: SafetyProposal) -> dict[str, Any]:
    """A form that begins from an earlier proposal."""
    values: dict[str, Any] = {
        name: getattr(proposal, name)
        for name in (
            "site",
            "department",
            "is_citywide",
            "work_type",
            "weather",
            "months",
            "begins_on",
            "ends_on",
            "picture",
        )
    }
    for code, words in proposal.words.items():
        values |= {f"title_{code}": words["title"], f"text_{code}": words["text"]}
    return values


class WithdrawForm(forms.Form):
    ground = forms.CharField(
        label=gettext_lazy("ground"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text=gettext_lazy("It stays public in place of the message."),
    )


class WarningForm(forms.Form):
    """A weather, from now until a time."""

    weather = forms.ChoiceField(label=gettext_lazy("weather"), choices=Weather.choices)
    ends_at = forms.DateTimeField(
        label=gettext_lazy("until"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=gettext_lazy("It ends by itself; at most seven days from now."),
    )
