"""The numbers that the home page and the directory show.

They are counted inside (docs/adr/0011). Where they are not yet, they are counted here: a withdrawn site keeps its code
and nothing else, no status, no district, no department, so counting by one of these counts the disclosed sites.
"""

from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet, Sum

from .models import ConstructionSite, CountedFigures, Department, District, SiteStatus
from .models.construction_site import UNFINISHED, ConstructionSiteQuerySet


def sites_by_status() -> list[tuple[SiteStatus, int]]:
    """How many disclosed sites stand in each status, in the statuses' order."""
    counted = CountedFigures.objects.filter(breakdown=CountedFigures.ALL).first()
    if counted is not None:
        return _statuses(counted)
    found = _counted(ConstructionSite.objects.all(), "status")
    return [(status, found.get(status, 0)) for status in SiteStatus]


def sites_by_district() -> list[tuple[District, int]]:
    """Every district with the number of its disclosed sites. A site in two districts counts in both."""
    links = ConstructionSite.districts.through._default_manager.all()
    found = _told(CountedFigures.DISTRICT) or _counted(links, "district")
    return [(district, found.get(str(district.pk), 0)) for district in District.objects.order_by("code")]


def sites_by_department() -> list[tuple[Department, int]]:
    """Every department, with its officers, and the number of its disclosed sites."""
    found = _told(CountedFigures.DEPARTMENT) or _counted(ConstructionSite.objects.all(), "department")
    departments = Department.objects.order_by("name").prefetch_related("officers")
    return [(department, found.get(str(department.pk), 0)) for department in departments]


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


def figures_of_all() -> Figures:
    """Of all disclosed sites. One statement, two where nothing is counted."""
    return _figures(CountedFigures.ALL, "") or figures_of(ConstructionSite.objects.disclosed())


def figures_in(district: District) -> Figures:
    """Of the district's sites. One statement, two where nothing is counted."""
    return _figures(CountedFigures.DISTRICT, district.pk) or figures_of(sites_in(district))


def figures_for(department: Department) -> Figures:
    """Of the department's sites. One statement, two where nothing is counted."""
    return _figures(CountedFigures.DEPARTMENT, str(department.pk)) or figures_of(sites_of(department))


def _figures(breakdown: str, key: str) -> Figures | None:
    """What was counted of a group; None where nothing was, or it has no site."""
    counted = CountedFigures.objects.filter(breakdown=breakdown, key=key).first()
    if counted is None:
        return None
    return Figures(
        statuses=_statuses(counted),
        running=counted.ongoing + counted.suspended,
        amount=counted.running_amount,
        original_amount=counted.running_original_amount,
        behind=counted.running_behind,
        extended=counted.running_extended,
    )


def figures_of(sites: ConstructionSiteQuerySet) -> Figures:
    """Counted from the sites, in one statement."""
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
    """The site of that code, with its department."""
    return ConstructionSite.objects.disclosed().select_related("department").filter(code=code).first()


def _statuses(counted: CountedFigures) -> list[tuple[SiteStatus, int]]:
    return [(status, getattr(counted, status.value)) for status in SiteStatus]


def _told(breakdown: str) -> dict[str, int]:
    """The number of each group's sites as it was counted; empty where nothing was."""
    return dict(CountedFigures.objects.filter(breakdown=breakdown).values_list("key", "sites"))


def _counted(rows: QuerySet, column: str) -> dict[str, int]:
    return {str(key): number for key, number in rows.order_by().values_list(column).annotate(number=Count("pk"))}
