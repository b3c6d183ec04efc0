"""Deciding that something is not disclosed, and looking at that again."""

import datetime
import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desk import actions
from desk.actions.withholding import SITE_IDENTITY, withhold_item
from desk.models import Official
from disclosures.kinds import SITE, Kind
from disclosures.models import Ground

WHOLE = "*"  # in place of a field's name: the whole item


class KeepForm(forms.Form):
    """Until when, and why: what citizens read in place of the value."""

    reason = forms.CharField(
        label=_("reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text=_("Citizens read it in place of the value."),
    )
    review_on = forms.DateField(
        label=_("review on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The day on which someone asks again whether the ground still holds."),
    )

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_review_on(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["review_on"]
        if day <= self.today:
            raise forms.ValidationError(_("Choose a day in the future."), code="past")
        return day


class WithholdForm(KeepForm):
    field = forms.ChoiceField(label=_("field"))
    ground = forms.TypedChoiceField(label=_("legal ground"), choices=Ground.choices, coerce=int)

    field_order = ("field", "ground", "reason", "review_on")

    def __init__(self, *args: Any, kind: Kind, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        self.kind = kind
        fields = [(field.name, str(field.verbose_name)) for field in kind.fields]
        if kind is SITE:
            choices = [(name, label) for name, label in fields if name not in SITE_IDENTITY]
        else:
            choices = [*fields, (WHOLE, str(_("the whole item: citizens read only that there is one")))]
        self.fields["field"].choices = choices  # type: ignore[attr-defined]

    def decide(self, *, item: uuid.UUID, by: Official) -> None:
        """Withhold what was chosen. Raises ActionError."""
        values = dict(self.cleaned_data)
        name = values.pop("field")
        if name == WHOLE:
            withhold_item(kind=self.kind.slug, item=item, by=by, **values)
        else:
            actions.withhold(kind=self.kind.slug, item=item, field=name, by=by, **values)
