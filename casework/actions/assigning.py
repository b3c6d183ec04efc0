import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from casework.access import HANDLE
from casework.models import IN_HAND, Case, CaseState
from casework.notices import alert, tell_citizen
from desk.actions.errors import ActionError
from desk.models import Official

from .base import lock, note, require


@transaction.atomic
def assign(
    *, case: Case, officer: Official, by: Official, now: datetime.datetime, needs_approval: bool = False
) -> Case:
    """Put somebody of the department in charge; the citizen hears who it is (Decree 31).

    With `needs_approval` the head reads the answer before it goes out.
    """
    case = lock(case)
    require(case, [*IN_HAND, CaseState.ASKED_BACK])
    _check(case, officer)
    before, case.officer = case.officer, officer
    if case.state == CaseState.NEW:
        case.state = CaseState.HANDLING
    case.needs_approval = case.needs_approval or needs_approval
    case.save(update_fields=["officer", "state", "needs_approval"])
    details = {"to": officer.username, "from": before.username if before else "", "approval": case.needs_approval}
    note(case, "case.assign", by=by, details=details)
    if before != officer:
        tell_citizen(case, "assigned", now=now)
        if officer != by:
            subject = gettext_noop("%(case)s was given to you")
            alert(case, f"assigned:{officer.pk}:{now:%Y%m%d%H%M%S}", subject=subject, now=now, heads=False)
    return case


def _check(case: Case, officer: Official) -> None:
    if not officer.is_active or not officer.has_perm(HANDLE):
        raise ActionError({"officer": _("This person handles no cases. An administrator gives the role.")})
    if officer.department_id != case.department_id:
        raise ActionError(
            {"officer": _("Choose somebody of the department. For another department, transfer the case.")}
        )
