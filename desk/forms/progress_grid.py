"""The grid's fields: one day for all rows, and three fields a row."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.models import DRAFT_MODELS
from desk.progress_grid import KIND, Row

_META: Any = DRAFT_MODELS[KIND.slug]._meta


class PercentInput(forms.DecimalField):
    """A percentage as people and spreadsheets write it: 62.1, 62.1 %."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace("%", "").strip() if isinstance(value, str) else value)


class GridForm(forms.Form):
    """What holds for all rows."""

    as_of_on = forms.DateField(
        label=gettext_lazy("as of"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def clean_as_of_on(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["as_of_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."), code="future")
        return day


class RowForm(forms.Form):
    """One site's progress. Empty rows are left alone."""

    planned_percent = _META.get_field("planned_percent").formfield(form_class=PercentInput, localize=False)
    actual_percent = _META.get_field("actual_percent").formfield(form_class=PercentInput, localize=False)
    gap_reason = _META.get_field("gap_reason").formfield(help_text="")

    def __init__(self, data: Any = None, *, row: Row, initial: Any = None) -> None:
        super().__init__(data, prefix=f"s{row.site.pk}", initial=initial)
        self.row = row
        for name, field in self.fields.items():
            words = {"site": row.site.name, "column": field.label}
            field.widget = forms.TextInput(
                attrs={"aria-label": _("%(site)s: %(column)s") % words, "autocomplete": "off"}
            )
            if name != "gap_reason":
                field.widget.attrs |= {"inputmode": "decimal", "class": "desk-percent", "maxlength": "8"}

    @property
    def is_empty(self) -> bool:
        return not any((self.data.get(self.add_prefix(name)) or "").strip() for name in self.fields)

    @property
    def is_entered(self) -> bool:
        """Whether the row says anything that the draft does not say already."""
        if self.is_empty:
            return False
        if self.row.draft is None:
            return True
        return any(self.cleaned_data[name] != value for name, value in self.row.values.items())

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not self.is_empty:
            for name in KIND.fields_class.required:
                if values.get(name) is None and name not in self.errors:
                    self.add_error(name, _("Give both percentages."))
        return values
