"""By what the statistics are broken down: each with an address, a title, and how its groups are named."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import F
from django.db.models.expressions import Combinable
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sites.models import Department, District, WorkType
from sites.templatetags.allimi import name_of


@dataclass(frozen=True)
class Name:
    """What a group is called, on the page and in a table, and the list of its sites where there is one."""

    html: str
    text: str
    address: str = ""


Names = dict[Any, Name]


@dataclass(frozen=True)
class Breakdown:
    slug: str
    title: Any
    group: Any  # the heading of the groups' column
    key: Combinable
    names: Callable[[Iterable[str]], Names]  # of the groups' keys as text, in the order in which they are listed
    without: Any  # the name of the group of sites that have no such thing
    note: Any = ""  # what a reader must know to add the groups up
    in_order: bool = False  # do the groups have an order of their own that bars keep?


def _districts(keys: Iterable[str]) -> Names:
    return {each.pk: _named(each, district=each.pk) for each in District.objects.order_by("code")}


def _departments(keys: Iterable[str]) -> Names:
    wanted = Department.objects.filter(pk__in=[int(key) for key in keys])
    return {each.pk: _named(each, department=each.code) for each in wanted.order_by("name")}


def _work_types(keys: Iterable[str]) -> Names:
    return {each.value: Name(str(each.label), str(each.label), _listed(work_type=each.value)) for each in WorkType}


def _years(keys: Iterable[str]) -> Names:
    return {year: Name(str(year), str(year)) for year in sorted(map(int, keys), reverse=True)}


def _named(thing: District | Department, **filters: str) -> Name:
    return Name(name_of(thing), thing.localized_name, _listed(**filters))


def _listed(**filters: str) -> str:
    return f"{reverse('sites:site-list')}?{urlencode(filters)}"


BREAKDOWNS: dict[str, Breakdown] = {
    each.slug: each
    for each in (
        Breakdown(
            slug="district",
            title=_("Statistics by district"),
            group=_("District"),
            key=F("districts"),
            names=_districts,
            without=_("without a district"),
            note=_("A site in several districts counts in each, so the districts add up to more than all sites."),
        ),
        Breakdown(
            slug="department",
            title=_("Statistics by department"),
            group=_("Department"),
            key=F("department"),
            names=_departments,
            without=_("without a department"),
        ),
        Breakdown(
            slug="work-type",
            title=_("Statistics by work type"),
            group=_("Work type"),
            key=F("work_type"),
            names=_work_types,
            without=_("without a work type"),
        ),
        Breakdown(
            slug="year",
            title=_("Statistics by year"),
            group=_("Year"),
            key=ExtractYear("starts_on"),
            names=_years,
            without=_("without a date"),
            note=_("The year is that in which the works begin or began."),
            in_order=True,
        ),
    )
}
