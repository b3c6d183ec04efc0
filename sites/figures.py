"""The numbers that the home page and the directory show.

A withdrawn site keeps its code and nothing else: no status, no district, no department. So counting by one
of these counts the disclosed sites, from an index alone.
"""

from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet, Sum

from .models import ConstructionSite, Department, District, SiteStatus
from .models.construction_site import UNFINISHED, ConstructionSiteQuerySet


def sites_by_status() -> list[tuple[SiteStatus, int]]:
    """How many disclosed sites stand in each status, in the statuses' order."""
    found = _counted(ConstructionSite.objects.all(), "status")
    return [(status, found.get(status, 0)) for status in SiteStatus]


def sites_by_district() -> list[tuple[District, int]]:
    """Every district with the number of its disclosed sites. A site in two districts counts in both."""
    found = _counted(ConstructionSite.districts.through._default_manager.all(), "district")
    return [(district, found.get(district.pk, 0)) for district in District.objects.order_by("code")]


def sites_by_department() -> list[tuple[Department, int]]:
    """Every department, with its officers, and the number of its disclosed sites."""
    found = _counted(ConstructionSite.objects.all(), "department")
    departments = Department.objects.order_by("name").prefetch_related("officers")
    return [(department, found.get(department.pk, 0)) for department in departments]


def sites_of(department: Department) -> ConstructionSiteQuerySet:
    return ConstructionSite.objects.disclosed().filter(department=department)


def sites_in(district: District) -> ConstructionSiteQuerySet:
    return ConstructionSite.objects.disclosed().filter(districts=district)


@dataclass(frozen=True)
class Figures:
    """What a set of sites comes to."""

    statuses: list[tuple[SiteStatus, int]]
    running: int  # begun and not complete
    amount: int | None  # contract amounts of those, in the currency's minor unit
    original_amount: int | None
    behind: int  # of the running, less done than planned
    extended: int  # of the running, a completion later than the first one

    @property
    def total(self) -> int:
        return sum(number for _, number in self.statuses)


def figures_of(sites: ConstructionSiteQuerySet) -> Figures:
    """One statement over the sites."""
    running = Q(status__in=UNFINISHED)
    row = sites.order_by().aggregate(
        **{status.name: Count("pk", filter=Q(status=status)) for status in SiteStatus},
        amount=Sum("contract_amount", filter=running),
        original_amount=Sum("original_contract_amount", filter=running),
        behind=Count("pk", filter=running & Q(actual_percent__lt=F("planned_percent"))),
        extended=Count("pk", filter=running & Q(ends_on__gt=F("original_ends_on"))),
    )
    return Figures(
        statuses=[(status, row[status.name]) for status in SiteStatus],
        running=sum(row[status.name] for status in UNFINISHED),
        amount=row["amount"],
        original_amount=row["original_amount"],
        behind=row["behind"],
        extended=row["extended"],
    )


def disclosed_site(code: str) -> ConstructionSite | None:
    return ConstructionSite.objects.disclosed().with_directory().filter(code=code).first()


def _counted(rows: QuerySet, column: str) -> dict:
    return dict(rows.order_by().values_list(column).annotate(number=Count("pk")))
