"""Ends without an answer of their own, each with its reason told to the citizen."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from casework.models import IN_HAND, Case, CaseState, Ending
from casework.notices import tell_citizen
from casework.same import answered_before
from desk.actions.errors import ActionError
from desk.models import Official

from .base import lock, note, require, words_of

ENOUGH = 2  # answers to the same by the same person, after which a third need not be answered (Act 23(1))


@transaction.atomic
def close_after_two(*, case: Case, reason: str, by: Official, now: datetime.datetime) -> Case:
    """The third or later petition of the same content by the same person, without a good reason."""
    case = lock(case)
    require(case, IN_HAND)
    reason = words_of(reason, "reason", _("Say why it is the same, and nothing new is to be answered."))
    earlier = answered_before(case)
    if len(earlier) < ENOUGH:
        raise ActionError(
            _("The same person has had %(count)d answers to the same; the law wants two first (Act 23(1)).")
            % {"count": len(earlier)}
        )
    with override(case.language):
        told = _(
            "You were answered about the same before (%(numbers)s). This one is closed without another answer."
        ) % {"numbers": ", ".join(each.receipt_number or each.number for each in earlier)}
    _close(case, Ending.REPEATED, now)
    note(case, "case.close", by=by, details={"ending": Ending.REPEATED, "earlier": [each.number for each in earlier]})
    tell_citizen(case, "closed", now=now, text=told, legal=reason)
    return case


@transaction.atomic
def withdraw(*, case: Case, reason: str, by: Official, now: datetime.datetime) -> Case:
    """The citizen said, or can be taken to have said, that nothing more is wanted (Act 22(2), Decree 25)."""
    case = lock(case)
    require(case, [*IN_HAND, CaseState.ASKED_BACK])
    reason = words_of(reason, "reason", _("Say how the citizen withdrew it."))
    _close(case, Ending.WITHDRAWN, now)
    note(case, "case.close", by=by, details={"ending": Ending.WITHDRAWN})
    tell_citizen(case, "closed", now=now, text=reason)
    return case


def _close(case: Case, ending: Ending, now: datetime.datetime) -> None:
    case.answers.unsent().delete()
    case.stops.filter(ended_at=None).update(ended_at=now)
    case.state, case.ending, case.closed_at, case.stopped_at = CaseState.CLOSED, ending, now, None
    case.save(update_fields=["state", "ending", "closed_at", "stopped_at"])
