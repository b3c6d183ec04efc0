"""The filters of the list of sites, as one declared form in the address."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from .addresses import with_changes
from .filter_form import (
    AmountInput,
    DateInput,
    FilterForm,
    PlaceInput,
    PointField,
    RadiusSelect,
    district_choices,
    radius_choices,
    sort_choices,
)
from .gazetteer import Place, has_gazetteer
from .models import ConstructionSite, Department, SiteStatus, WorkType
from .models.construction_site import ConstructionSiteQuerySet
from .money import entry_unit, entry_unit_name
from .near import Point
from .order import COMPLETION, Order, to_be_completed
from .search import COUNT_UP_TO, Filters, Found, having, search

# What belongs together in the list of chosen filters: without a place, a radius says nothing.
_GOES_WITH = {"place": ("radius", "near"), "near": ("radius",)}
# What is in the address and narrows nothing by itself.
_NO_FILTERS = ("radius", "sort")


class PointFilter(django_filters.Filter):
    field_class = PointField


@dataclass(frozen=True)
class Chosen:
    """A filter that is on."""

    name: str
    label: str
    words: str
    remove_url: str


class SiteFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=gettext_lazy("Name, place or project code"), max_length=100, method="as_it_is")
    place = django_filters.CharFilter(
        label=gettext_lazy("Near a district or neighbourhood"), max_length=100, method="as_it_is", widget=PlaceInput
    )
    near = PointFilter(label=gettext_lazy("Near a position"), method="as_it_is", max_length=60)
    radius = django_filters.ChoiceFilter(
        label=gettext_lazy("Within"),
        choices=radius_choices,
        method="as_it_is",
        empty_label=None,
        widget=RadiusSelect,
    )
    sort = django_filters.ChoiceFilter(
        label=gettext_lazy("Sort by"), choices=sort_choices, method="as_it_is", empty_label=gettext_lazy("automatic")
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
        method="costing_at_least", min_value=0, max_value=10**9, widget=AmountInput
    )
    amount_max = django_filters.NumberFilter(method="costing_at_most", min_value=0, max_value=10**9, widget=AmountInput)
    since = django_filters.DateFilter(label=gettext_lazy("Works going on from"), method="not_over_on", widget=DateInput)
    until = django_filters.DateFilter(label=gettext_lazy("Works going on until"), method="begun_on", widget=DateInput)

    class Meta:
        model = ConstructionSite
        form = FilterForm
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = {"unit": entry_unit_name(get_language() or settings.LANGUAGE_CODE)}
        if not (has_gazetteer() or settings.ADDRESS_URL):
            del self.filters["place"]
        self.filters["amount_min"].label = _("Contract amount from (in %(unit)s)") % unit
        self.filters["amount_max"].label = _("Contract amount up to (in %(unit)s)") % unit

    def costing_at_least(self, sites: ConstructionSiteQuerySet, name: str, value: Any) -> ConstructionSiteQuerySet:
        return sites.filter(contract_amount__gte=_amount(value))

    def costing_at_most(self, sites: ConstructionSiteQuerySet, name: str, value: Any) -> ConstructionSiteQuerySet:
        return sites.filter(contract_amount__lte=_amount(value))

    def not_over_on(self, sites: ConstructionSiteQuerySet, name: str, value: datetime.date) -> ConstructionSiteQuerySet:
        return sites.filter(ends_on__gte=value)

    def begun_on(self, sites: ConstructionSiteQuerySet, name: str, value: datetime.date) -> ConstructionSiteQuerySet:
        return sites.filter(starts_on__lte=value)

    def as_it_is(self, sites: ConstructionSiteQuerySet, name: str, value: Any) -> ConstructionSiteQuerySet:
        """Fields that are applied together: see `filter_queryset`."""
        return sites

    def filter_queryset(self, queryset: Any) -> Any:
        sites = super().filter_queryset(queryset)
        if self.found is not None:
            sites = having(sites, self.words, self.found)
        if self.form.circle is not None:
            sites = self.form.circle.narrow(sites)
        return to_be_completed(sites, timezone.localdate()) if self.form.order is COMPLETION else sites

    @property
    def order(self) -> Order:
        order: Order = self.form.order
        return order

    @property
    def words(self) -> str:
        return str(self.form.cleaned_data.get("q") or "")

    @cached_property
    def found(self) -> Found | None:
        """What the search finds for the words and all other filters; None without words."""
        return search(self.words, filters=self.beside_words, limit=COUNT_UP_TO) if self.words else None

    @property
    def best(self) -> ConstructionSiteQuerySet:
        """All of them, or of a search that finds too many to be counted the best."""
        sites: ConstructionSiteQuerySet = self.qs
        return sites.filter(pk__in=self.found.ids) if self.found and self.found.is_capped else sites

    @property
    def is_ranked(self) -> bool:
        """Whether the search puts the list in order: words, and neither another order nor a place."""
        return bool(self.words) and not self.form.cleaned_data.get("sort") and self.form.circle is None

    @property
    def beside_words(self) -> Filters:
        """The other filters, as the search takes them."""
        data = self.form.cleaned_data
        return Filters(
            district=data.get("district") or "",
            work_type=data.get("work_type") or "",
            status=data.get("status") or "",
            department=data["department"].pk if data.get("department") else None,
            amount_from=_amount(data.get("amount_min")),
            amount_to=_amount(data.get("amount_max")),
            since=data.get("since"),
            until=data.get("until"),
            around=self.form.circle,
            sites=self._sites_beside_words(),
        )

    def _sites_beside_words(self) -> ConstructionSiteQuerySet | None:
        """The sites chosen by what the search has no index for; None where nothing such was chosen."""
        every = sites = ConstructionSite.objects.disclosed()
        if contractor := self.form.cleaned_data.get("contractor"):
            sites = self.filters["contractor"].filter(sites, contractor)
        if self.form.order is COMPLETION:
            sites = to_be_completed(sites, timezone.localdate())
        return None if sites is every else sites

    @property
    def first_page_url(self) -> str:
        return with_changes(self.data)

    @cached_property
    def chosen(self) -> list[Chosen]:
        """What narrows the list, each with the address of the list without it."""
        if not self.form.is_valid():
            return []
        found = []
        for name, field in self.form.fields.items():
            value = self.form.cleaned_data.get(name)
            if value in (None, "") or name in _NO_FILTERS or (name == "near" and self.form.cleaned_data.get("place")):
                continue
            gone = (name, *_GOES_WITH.get(name, ()))
            found.append(
                Chosen(
                    name,
                    self._label(name, field),
                    self._in_words(name, field, value),
                    with_changes(self.data, **dict.fromkeys(gone, "")),
                )
            )
        return found

    def _label(self, name: str, field: forms.Field) -> str:
        return str(_("Near") if name in ("place", "near") else field.label)

    def _in_words(self, name: str, field: forms.Field, value: Any) -> str:
        if isinstance(value, datetime.date):
            return value.isoformat()
        if isinstance(value, Place | Point):
            where = value.full_name if isinstance(value, Place) else _("the chosen position")
            return _("%(place)s, within %(kilometres)s km") % {
                "place": where,
                "kilometres": self.form.circle.kilometres,
            }
        # A department's value is the department, a choice's its code.
        choices = [] if isinstance(field, forms.ModelChoiceField) else getattr(field, "choices", [])
        return str(dict(choices).get(value, value))

    @property
    def place_choices(self) -> list[tuple[str, str]]:
        """Where several places are called so: the address of the list for each, and its full name."""
        return [
            (with_changes(self.data, place=place.full_name, near=""), place.full_name)
            for place in self.form.possible_places
        ]


def _amount(units: Decimal | None) -> int | None:
    """An amount as it was typed, in the unit of the fields, as the currency's minor unit."""
    return None if units is None else int(units * entry_unit())
