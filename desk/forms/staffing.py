"""Who is at a site, who stands in, who takes over."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.models import ManagedSite, Official, SiteDuty


class PersonField(forms.ModelChoiceField):
    """People by name, body and post, so that two of one name can be told apart."""

    def label_from_instance(self, obj: Official) -> str:
        return f"{obj.get_full_name()} – {obj.public_post}"


class DayField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AssignForm(forms.Form):
    """A duty at a site."""

    official = PersonField(label=gettext_lazy("person"), queryset=Official.objects.none())
    duty = forms.TypedChoiceField(label=gettext_lazy("duty at the site"), choices=SiteDuty.choices, coerce=SiteDuty)
    starts_on = DayField(label=gettext_lazy("from"))
    ends_on = DayField(
        label=gettext_lazy("to"),
        required=False,
        help_text=gettext_lazy("The last day; leave it empty where no end is set."),
    )

    def __init__(
        self, *args: Any, site: ManagedSite, from_everywhere: bool, today: datetime.date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        people = Official.objects.assignable()
        chosen = people if from_everywhere else people.within_reach_of(site.department_id)
        self.fields["official"].queryset = chosen  # type: ignore[attr-defined]
        self.fields["starts_on"].initial = today


class AbsenceForm(forms.Form):
    """From when to when somebody stands in for one."""

    deputy = PersonField(label=gettext_lazy("deputy"), queryset=Official.objects.none())
    starts_on = DayField(label=gettext_lazy("from"))
    ends_on = DayField(label=gettext_lazy("to"), help_text=gettext_lazy("The last day."))
    reason = forms.CharField(
        label=gettext_lazy("reason"),
        max_length=200,
        help_text=gettext_lazy("For example: annual leave, training, business trip."),
    )

    def __init__(self, *args: Any, absent: Official, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["deputy"].queryset = Official.objects.colleagues_of(absent)  # type: ignore[attr-defined]
        self.fields["starts_on"].initial = today

    def clean_ends_on(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["ends_on"]
        if day < self.today:
            raise forms.ValidationError(_("Choose today or a day in the future."), code="past")
        return day


class HandOverForm(forms.Form):
    """Who takes over."""

    successor = PersonField(label=gettext_lazy("successor"), queryset=Official.objects.none())

    def __init__(self, *args: Any, leaver: Official, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = Official.objects.colleagues_of(leaver)  # type: ignore[attr-defined]
