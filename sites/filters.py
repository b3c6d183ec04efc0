"""The filters of the list of sites, as one declared form in the address."""

import datetime
from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from .models import ConstructionSite, Department, SiteStatus, WorkType
from .models.construction_site import ConstructionSiteQuerySet
from .money import entry_unit, entry_unit_name
from .search import search_words


def district_choices() -> list[tuple[str, str]]:
    language = get_language() or settings.LANGUAGE_CODE
    return [
        (district.code, district.names.get(language) or district.names["en"]) for district in settings.PROFILE.districts
    ]


class FilterForm(forms.Form):
    """What two fields must be together."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        low, high = data.get("amount_min"), data.get("amount_max")
        if low is not None and high is not None and low > high:
            self.add_error("amount_max", ValidationError(_("Give an upper amount that is not below the lower one.")))
        since, until = data.get("since"), data.get("until")
        if since and until and since > until:
            self.add_error("until", ValidationError(_("Give an end that is not before the beginning.")))
        return data


class _AmountInput(forms.TextInput):
    """Text, because a browser's number field throws away what it cannot read, and the message hangs in the air."""

    def __init__(self) -> None:
        super().__init__(attrs={"inputmode": "decimal"})


class _DateInput(forms.DateInput):
    """A date picker; plain text where the address holds what no picker could show."""

    input_type = "date"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        try:
            datetime.date.fromisoformat(str(value or "2000-01-01"))
        except ValueError:
            context["widget"]["type"] = "text"
        return context


class SiteFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=gettext_lazy("Name, place or project code"), max_length=100, method="having_words"
    )
    district = django_filters.ChoiceFilter(
        label=gettext_lazy("District"),
        field_name="districts",
        choices=district_choices,
        empty_label=gettext_lazy("all"),
    )
    work_type = django_filters.ChoiceFilter(
        label=gettext_lazy("Work type"), choices=WorkType, empty_label=gettext_lazy("all")
    )
    status = django_filters.ChoiceFilter(
        label=gettext_lazy("Status"), choices=SiteStatus, empty_label=gettext_lazy("all")
    )
    department = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Department"),
        queryset=Department.objects.all(),
        to_field_name="code",
        empty_label=gettext_lazy("all"),
    )
    contractor = django_filters.CharFilter(label=gettext_lazy("Contractor"), lookup_expr="icontains", max_length=100)
    amount_min = django_filters.NumberFilter(
        method="costing_at_least", min_value=0, max_value=10**9, widget=_AmountInput
    )
    amount_max = django_filters.NumberFilter(
        method="costing_at_most", min_value=0, max_value=10**9, widget=_AmountInput
    )
    since = django_filters.DateFilter(
        label=gettext_lazy("Works going on from"), method="not_over_on", widget=_DateInput
    )
    until = django_filters.DateFilter(label=gettext_lazy("Works going on until"), method="begun_on", widget=_DateInput)

    class Meta:
        model = ConstructionSite
        form = FilterForm
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = {"unit": entry_unit_name(get_language() or settings.LANGUAGE_CODE)}
        self.filters["amount_min"].label = _("Contract amount from (in %(unit)s)") % unit
        self.filters["amount_max"].label = _("Contract amount up to (in %(unit)s)") % unit

    def having_words(self, sites: ConstructionSiteQuerySet, name: str, value: str) -> ConstructionSiteQuerySet:
        return search_words(sites, value)

    def costing_at_least(self, sites: ConstructionSiteQuerySet, name: str, value: Any) -> ConstructionSiteQuerySet:
        return sites.filter(contract_amount__gte=int(value * entry_unit()))

    def costing_at_most(self, sites: ConstructionSiteQuerySet, name: str, value: Any) -> ConstructionSiteQuerySet:
        return sites.filter(contract_amount__lte=int(value * entry_unit()))

    def not_over_on(self, sites: ConstructionSiteQuerySet, name: str, value: datetime.date) -> ConstructionSiteQuerySet:
        return sites.filter(ends_on__gte=value)

    def begun_on(self, sites: ConstructionSiteQuerySet, name: str, value: datetime.date) -> ConstructionSiteQuerySet:
        return sites.filter(starts_on__lte=value)

    @property
    def chosen(self) -> list[tuple[str, str, str]]:
        """What narrows the list: name in the address, label, and the value in words."""
        found = []
        for name, field in self.form.fields.items():
            value = self.form.cleaned_data.get(name) if self.form.is_valid() else None
            if value not in (None, ""):
                found.append((name, str(field.label), _in_words(field, value)))
        return found


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(value, datetime.date):
        return value.isoformat()
    # A department's value is the department, a choice's its code.
    choices = [] if isinstance(field, forms.ModelChoiceField) else getattr(field, "choices", [])
    return str(dict(choices).get(value, value))
