"""Who may see and handle which case: the role says what, the department, the site or the case itself says which.

Each standing is judged for itself (desk/standing.py): one's own, and that of everyone one stands in for.
"""

from collections.abc import Iterator

from django.db.models import Q

from casework.models import Case
from casework.models.case import CaseQuerySet
from desk.models import Official
from desk.standing import Standing, standings

VIEW = "casework.view_case"
HANDLE = "casework.handle_case"
LEAD = "casework.lead_cases"
EVERY = "casework.see_every_case"


def visible_cases(user: Official) -> CaseQuerySet:
    """What this person may read; of another department's nothing."""
    cases = Case.objects.for_pages()
    if user.is_superuser or user.has_perm(EVERY):
        return cases
    reached = Q(pk__in=[])
    for standing in standings(user):
        if standing.holds(VIEW):
            reached |= _reach(standing)
    return cases.filter(reached)


def own_cases(user: Official) -> CaseQuerySet:
    """What this person, or somebody he stands in for, is in charge of."""
    return Case.objects.for_pages().filter(officer__in=[standing.official.pk for standing in standings(user)])


def may_read_cases(user: Official) -> bool:
    return user.is_superuser or user.has_perm(VIEW)


def is_in_charge(user: Official, case: Case) -> bool:
    """The officer, who stands in for the officer, or who leads the department."""
    if user.is_superuser:
        return False
    officer = any(each.official.pk == case.officer_id and each.holds(HANDLE) for each in standings(user))
    return officer or may_lead(user, case)


def may_take(user: Official, case: Case) -> bool:
    """Take the case oneself: whoever handles cases where it lies."""
    return any(_handles_there(standing, case) for standing in standings(user)[:1]) and not user.is_superuser


def may_note(user: Official, case: Case) -> bool:
    """Write for colleagues: whoever handles cases where it lies, or is in charge of it."""
    return not user.is_superuser and (is_in_charge(user, case) or any(_handles_there(e, case) for e in standings(user)))


def may_lead(user: Official, case: Case) -> bool:
    """Assign, transfer, approve, refuse, close: who leads the department, or stands in for whoever does."""
    return any(True for _each in leading(user, case))


def leading(user: Official, case: Case) -> Iterator[Official]:
    """Those by whose authority the user leads where the case lies."""
    if user.is_superuser:
        return
    for standing in standings(user):
        if standing.holds(LEAD) and standing.department == case.department_id:
            yield standing.official


def may_approve(user: Official, case: Case, written_by: int) -> bool:
    """Four eyes over real people: neither oneself nor whom one stands in for wrote it."""
    return user.pk != written_by and any(each.pk != written_by for each in leading(user, case))


def _reach(standing: Standing) -> Q:
    reached = Q(officer=standing.official) | standing.sites("site__")
    return reached if standing.department is None else reached | Q(department=standing.department)


def _handles_there(standing: Standing, case: Case) -> bool:
    if not standing.holds(HANDLE):
        return False
    at_site = case.site is not None and standing.reaches(case.site)
    return at_site or (standing.department is not None and standing.department == case.department_id)
