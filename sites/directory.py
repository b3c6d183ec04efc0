"""Who answers for what: departments, posts, duties and sites found by words (담당자 찾기)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from .figures import sites_by_department
from .models import ConstructionSite, Department, Officer
from .search import search

SITES = 10  # found sites that are shown; the list has the others


@dataclass(frozen=True)
class Entry:
    """A department with the number of its sites and the officers to be shown."""

    department: Department
    sites: int
    officers: Sequence[Officer]


@dataclass(frozen=True)
class Answer:
    """What words were found in: departments by themselves or by an officer, and sites with their department."""

    entries: Sequence[Entry]
    sites: Sequence[ConstructionSite]
    further_sites: int


def everyone() -> Answer:
    """The whole directory."""
    entries = [
        Entry(department, number, list(department.officers.all())) for department, number in sites_by_department()
    ]
    return Answer(entries, (), 0)


def find(words: str) -> Answer:
    """The departments whose name or number has all the words, the officers that have, and the sites called so.

    Of a department that was found by an officer alone, the officers that were found are shown.
    """
    numbers = {department.pk: number for department, number in sites_by_department()}
    officers = officers_found(words)
    by_department: dict[int, list[Officer]] = {}
    for officer in officers:
        by_department.setdefault(officer.department_id, []).append(officer)
    named = set(Department.objects.filter(_all(words, "name", "name_en", "phone")).values_list("pk", flat=True))
    departments = Department.objects.filter(pk__in=named | by_department.keys()).order_by("name")
    entries = [
        Entry(each, numbers[each.pk], list(each.officers.all()) if each.pk in named else by_department[each.pk])
        for each in departments.prefetch_related("officers")
    ]
    return Answer(entries, *_sites_called(words))


def officers_found(words: str) -> QuerySet[Officer]:
    """The listed officers whose post, duty, published name, number or department has all the words."""
    there = _all(words, "post", "duty", "name", "phone", "department__name", "department__name_en")
    return Officer.objects.filter(there).select_related("department")


def _sites_called(words: str) -> tuple[list[ConstructionSite], int]:
    """The sites that the search finds first, and how many more there are; none by words that it had to mend."""
    found = search(words, limit=SITES)
    if found.corrected:
        return [], 0
    sites = _with_officers(ConstructionSite.objects.disclosed()).in_bulk(found.ids)
    return [sites[key] for key in found.ids if key in sites], max(0, found.count - len(found.ids))


def _with_officers(sites: QuerySet[ConstructionSite]) -> QuerySet[ConstructionSite]:
    officers = Prefetch("department__officers", queryset=Officer.objects.exclude(phone=""))
    return sites.select_related("department").prefetch_related(officers)


def _all(words: str, *columns: str) -> Q:
    """Each of the words stands in one of the columns."""
    found = Q()
    for word in words.split():
        either = Q()
        for column in columns:
            either |= Q(**{f"{column}__icontains": word})
        found &= either
    return found
