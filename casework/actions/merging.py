import datetime
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from casework.models import IN_HAND, Case, CaseState, Ending
from casework.notices import tell_citizen
from casework.same import ENOUGH_TO_MERGE
from desk.actions.errors import ActionError
from desk.models import Official

from .base import lock, note, require


@transaction.atomic
def merge(*, case: Case, others: Collection[Case], by: Official, now: datetime.datetime) -> Case:
    """Handle petitions of 5 or more persons with the same concern as one (Decree 6(6)); each is answered."""
    keys = sorted({case.pk, *(each.pk for each in others)})
    # In the order of their keys, so that two merges cannot wait for each other.
    locked = {key: lock(Case(pk=key)) for key in keys}
    into = locked.pop(case.pk)
    require(into, IN_HAND)
    persons = {each.person_index or each.number for each in [into, *locked.values(), *into.merged.all()]}
    if len(persons) < ENOUGH_TO_MERGE:
        raise ActionError(
            _("These are of %(count)d persons; from 5 on they may be handled as one (Decree 6(6)).")
            % {"count": len(persons)}
        )
    for each in locked.values():
        _merge_one(each, into, by=by, now=now)
    # What was due first decides when all are answered.
    earliest = min([into.received_at, *(each.received_at for each in locked.values())])
    note(into, "case.merge", by=by, details={"count": len(locked), "earliest": f"{earliest:%Y-%m-%d %H:%M}"})
    into.due_at = min(into.due_at, *(each.due_at for each in locked.values()))
    into.save(update_fields=["due_at"])
    return into


def _merge_one(case: Case, into: Case, *, by: Official, now: datetime.datetime) -> None:
    require(case, IN_HAND)
    if case.department_id != into.department_id:
        raise ActionError(_("%(case)s lies with another department. Transfer it first.") % {"case": case.number})
    if case.merged.exists():
        raise ActionError(_("Others are merged into %(case)s already. Merge into that one.") % {"case": case.number})
    case.answers.unsent().delete()
    case.state, case.ending, case.closed_at, case.merged_into = CaseState.CLOSED, Ending.MERGED, now, into
    case.save(update_fields=["state", "ending", "closed_at", "merged_into"])
    note(case, "case.merge", by=by, details={"into": into.number})
    with override(case.language):
        told = _("Several persons wrote the same. All are answered together; your answer comes here.")
    tell_citizen(case, "progress", now=now, text=told)
