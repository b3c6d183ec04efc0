"""An investigation on site for a grievance: up to 14 days, once 7 more, which are not counted (Decree 17(4), (5))."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.clocks import CLOCK_FIELDS, set_clock
from casework.models import Case, CaseState, Stop
from complaints.deadlines import NotAllowed, PauseGround
from desk.actions.errors import ActionError
from desk.models import Official

from .base import lock, note, require


@transaction.atomic
def investigate(*, case: Case, by: Official, now: datetime.datetime) -> Stop:
    """From today on the clock stands still."""
    case = lock(case)
    require(case, [CaseState.HANDLING])
    stop = Stop.objects.create(case=case, ground=PauseGround.INVESTIGATION, started_at=now)
    _save_clock(case)
    note(case, "case.investigate", by=by)
    return stop


@transaction.atomic
def prolong_investigation(*, case: Case, by: Official, now: datetime.datetime) -> Stop:
    """By 7 days, once, where it cannot be avoided."""
    case = lock(case)
    stop = _lasting(case)
    if stop.is_longer:
        raise ActionError(_("It was prolonged already; the law knows one prolongation (Decree 17(4))."))
    stop.is_longer = True
    stop.save(update_fields=["is_longer"])
    _save_clock(case)
    note(case, "case.investigate", by=by, details={"longer": True})
    return stop


@transaction.atomic
def end_investigation(*, case: Case, by: Official, now: datetime.datetime) -> Stop:
    """From tomorrow on the days count again."""
    case = lock(case)
    stop = _lasting(case)
    stop.ended_at = now
    stop.save(update_fields=["ended_at"])
    _save_clock(case)
    note(case, "case.resume", by=by)
    return stop


def _lasting(case: Case) -> Stop:
    stop = case.stops.filter(ground=PauseGround.INVESTIGATION, ended_at=None).first()
    if stop is None:
        raise ActionError(_("No investigation on site is under way. Reload the page."))
    return stop


def _save_clock(case: Case) -> None:
    try:
        set_clock(case)
    except NotAllowed as error:
        raise ActionError(str(error)) from error
    case.save(update_fields=CLOCK_FIELDS)
