"""The forms by which surveys are written: words in each of the city's languages, of which the first is needed."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sites.models import ConstructionSite
from surveys.models import Scope

from .models import DraftQuestion, SurveyDraft


class SurveyDraftForm(forms.ModelForm):
    """The survey itself. Its site is named by its code: there may be a million of them."""

    site_code = forms.CharField(
        label=gettext_lazy("project code of the site"),
        max_length=30,
        required=False,
        help_text=gettext_lazy("Of a survey about a site alone."),
    )

    class Meta:
        model = SurveyDraft
        fields = ("scope", "opens_on", "closes_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.site is not None:
            self.initial["site_code"] = self.instance.site.code
        for code, _name in settings.LANGUAGES:
            said = self.instance.words.get(code, {})
            self.initial[f"title_{code}"] = said.get("title", "")
            self.initial[f"purpose_{code}"] = said.get("purpose", "")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        opens_on, closes_on = given.get("opens_on"), given.get("closes_on")
        if opens_on and closes_on and closes_on < opens_on:
            self.add_error("closes_on", _("The last day is before the first."))
        self._find_site(given)
        self.instance.words = {
            code: {"title": given.get(f"title_{code}", ""), "purpose": given.get(f"purpose_{code}", "")}
            for code, _name in settings.LANGUAGES
        }
        return given

    def _find_site(self, given: dict[str, Any]) -> None:
        code, is_about_site = given.get("site_code", ""), given.get("scope") == Scope.SITE
        self.instance.site = ConstructionSite.objects.disclosed().filter(code=code).first() if is_about_site else None
        if is_about_site and self.instance.site is None:
            self.add_error("site_code", _("No disclosed site has this code."))
        elif code and not is_about_site:
            self.add_error("site_code", _("Leave it empty: this survey is about no single site."))


class DraftQuestionForm(forms.ModelForm):
    """One question with its choices, one a line."""

    class Meta:
        model = DraftQuestion
        fields = ("position", "kind")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, _name in settings.LANGUAGES:
            said = self.instance.words.get(code, {})
            self.initial[f"question_{code}"] = said.get("question", "")
            self.initial[f"choices_{code}"] = "\n".join(said.get("choices", []))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        self.instance.words = {
            code: {
                "question": given.get(f"question_{code}", ""),
                "choices": [line.strip() for line in given.get(f"choices_{code}", "").splitlines() if line.strip()],
            }
            for code, _name in settings.LANGUAGES
        }
        return given


class WithdrawForm(forms.Form):
    ground = forms.CharField(
        label=gettext_lazy("ground"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text=gettext_lazy(
            "It stays public in place of the content: name no person and repeat nothing of what is removed."
        ),
    )


def _line(label: Any, code: str, *, most: int) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        required=code == settings.LANGUAGE_CODE,
        widget=forms.TextInput(attrs={"size": 70, "lang": code}),
    )


def _lines(label: Any, code: str, *, most: int, is_needed: bool, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        required=is_needed,
        widget=forms.Textarea(attrs={"rows": 4, "cols": 70, "lang": code}),
        help_text=help_text,
    )


def _in(words: Any, name: Any) -> Any:
    """A label in whatever language the page is."""
    return format_lazy("{} ({})", words, name)


def _survey_fields() -> dict[str, forms.Field]:
    found: dict[str, forms.Field] = {}
    for code, name in settings.LANGUAGES:
        is_own = code == settings.LANGUAGE_CODE
        found[f"title_{code}"] = _line(_in(gettext_lazy("title"), name), code, most=100)
        words = _in(gettext_lazy("what it is for"), name)
        found[f"purpose_{code}"] = _lines(words, code, most=1000, is_needed=is_own)
    return found


def _question_fields() -> dict[str, forms.Field]:
    hint = gettext_lazy("One a line; of a scale the words for 1 and for 5; for words none.")
    found: dict[str, forms.Field] = {}
    for code, name in settings.LANGUAGES:
        found[f"question_{code}"] = _line(_in(gettext_lazy("question"), name), code, most=200)
        words = _in(gettext_lazy("choices"), name)
        found[f"choices_{code}"] = _lines(words, code, most=1500, is_needed=False, help_text=hint)
    return found


SURVEY_WORDS, QUESTION_WORDS = _survey_fields(), _question_fields()
SurveyDraftForm.declared_fields.update(SURVEY_WORDS)
SurveyDraftForm.base_fields.update(SURVEY_WORDS)
DraftQuestionForm.declared_fields.update(QUESTION_WORDS)
DraftQuestionForm.base_fields.update(QUESTION_WORDS)
