"""A case goes to whom it belongs, within the time of Decree 13."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from casework.models import IN_HAND, Case, CaseState, Ending, Transfer
from casework.notices import alert, tell_citizen
from complaints.deadlines import TransferTo, city_calendar, transfer_by
from desk.actions.errors import ActionError
from desk.models import Official
from sites.models import Department

from .base import lock, note, require, words_of


@transaction.atomic
def transfer(*, case: Case, department: Department, reason: str, by: Official, now: datetime.datetime) -> Transfer:
    """To another department of the city, within 3 working hours of its arrival there (Decree 13(2)).

    The clock goes on: whoever waits has nothing to do with it.
    """
    case = lock(case)
    require(case, IN_HAND)
    reason = words_of(reason, "reason", _("Say why it belongs elsewhere."))
    if department.pk == case.department_id:
        raise ActionError({"department": _("It lies with this department already.")})
    moved = _record(case, TransferTo.WITHIN, reason=reason, by=by, now=now, department=department)
    case.answers.unsent().update(state="draft")
    case.department, case.officer, case.state = department, None, CaseState.NEW
    case.save(update_fields=["department", "officer", "state"])
    note(
        case,
        "case.transfer",
        by=by,
        details={"from": moved.from_department.code, "to": department.code, "late": moved.was_late},
    )
    tell_citizen(case, "transferred", now=now, text=reason)
    subject = gettext_noop("%(case)s was transferred to your department")
    alert(case, f"transferred:{moved.pk}", subject=subject, now=now)
    return moved


@transaction.atomic
def transfer_away(*, case: Case, authority: str, reason: str, by: Official, now: datetime.datetime) -> Transfer:
    """To another authority, within 8 working hours, and the citizen is told (Act 16, Decree 13(3))."""
    case = lock(case)
    require(case, IN_HAND)
    authority = words_of(authority, "authority", _("Name the authority."))
    reason = words_of(reason, "reason", _("Say why it belongs elsewhere."))
    moved = _record(case, TransferTo.AGENCY, reason=reason, by=by, now=now, authority=authority)
    case.answers.unsent().delete()
    case.state, case.ending, case.closed_at = CaseState.CLOSED, Ending.TRANSFERRED, now
    case.save(update_fields=["state", "ending", "closed_at"])
    note(case, "case.transfer", by=by, details={"to": authority, "late": moved.was_late})
    with override(case.language):
        told = _("It was sent on to %(authority)s, which will answer you. %(reason)s") % {
            "authority": authority,
            "reason": reason,
        }
    tell_citizen(case, "transferred", now=now, text=told)
    return moved


def legal_moment(case: Case, to: TransferTo) -> datetime.datetime:
    """Until when it has to go there: counted from when it came to where it lies now."""
    last = case.transfers.order_by("-made_at").first()
    came_at = last.made_at if last else case.received_at
    return transfer_by(to, came_at, calendar=city_calendar())


def _record(
    case: Case,
    to: TransferTo,
    *,
    reason: str,
    by: Official,
    now: datetime.datetime,
    department: Department | None = None,
    authority: str = "",
) -> Transfer:
    return Transfer.objects.create(
        case=case,
        to=to,
        from_department=case.department,
        department=department,
        authority=authority[:200],
        reason=reason[:500],
        due_at=legal_moment(case, to),
        made_at=now,
        made_by=by,
    )
