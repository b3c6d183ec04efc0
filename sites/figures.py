"""The numbers that the home page and the directory show.

A withdrawn site keeps its code and nothing else: no status, no district, no department. So counting by one
of these counts the disclosed sites, from an index alone.
"""

from django.db.models import Count, QuerySet

from .models import ConstructionSite, Department, District, SiteStatus


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


def sites_of(department: Department) -> QuerySet[ConstructionSite]:
    return ConstructionSite.objects.disclosed().filter(department=department).with_directory().newest_first()


def disclosed_site(code: str) -> ConstructionSite | None:
    return ConstructionSite.objects.disclosed().with_directory().filter(code=code).first()


def _counted(rows: QuerySet, column: str) -> dict:
    return dict(rows.order_by().values_list(column).annotate(number=Count("pk")))
