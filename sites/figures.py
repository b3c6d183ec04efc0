"""The numbers that the home page and the directory show."""

from django.db.models import Count, Q, QuerySet

from .models import ConstructionSite, Department, District, SiteStatus

# Count() leaves out the empty row of an outer join, so this is enough.
_DISCLOSED = Q(sites__withdrawn_at=None)


def sites_by_status() -> list[tuple[SiteStatus, int]]:
    """How many disclosed sites stand in each status, in the statuses' order."""
    rows = ConstructionSite.objects.disclosed().order_by().values_list("status").annotate(number=Count("pk"))
    found = dict(rows)
    return [(status, found.get(status, 0)) for status in SiteStatus]


def districts_with_counts() -> QuerySet[District]:
    """Every district with `number`, its disclosed sites."""
    return District.objects.annotate(number=Count("sites", filter=_DISCLOSED)).order_by("code")


def departments_with_counts() -> QuerySet[Department]:
    """Every department with `number`, its disclosed sites, and its officers."""
    departments = Department.objects.annotate(number=Count("sites", filter=_DISCLOSED)).order_by("name")
    return departments.prefetch_related("officers")


def sites_of(department: Department) -> QuerySet[ConstructionSite]:
    return ConstructionSite.objects.disclosed().filter(department=department).with_directory().newest_first()


def disclosed_site(code: str) -> ConstructionSite | None:
    return ConstructionSite.objects.disclosed().with_directory().filter(code=code).first()
