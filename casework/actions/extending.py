import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.clocks import CLOCK_FIELDS, deadline_of, set_clock
from casework.models import Case, CaseState, Extension
from casework.notices import tell_citizen
from complaints.deadlines import MOST_EXTENSIONS, NotAllowed
from complaints.deadlines import Extension as More
from desk.actions.errors import ActionError
from desk.models import Official

from .base import lock, note, require, words_of


@transaction.atomic
def extend(
    *, case: Case, amount: int, reason: str, by: Official, now: datetime.datetime, has_consent: bool = False
) -> Extension:
    """More time, by up to as much as there was, with the reason and the new date in writing (Decree 21).

    A second extension needs the citizen's consent. What is overdue cannot be extended any more.
    """
    case = lock(case)
    require(case, [CaseState.NEW, CaseState.HANDLING])
    reason = words_of(reason, "reason", _("Say why it takes longer; the citizen reads it."))
    if case.is_late(now):
        raise ActionError(_("Its time is over. Only a time that still runs can be extended; answer now."))
    before = case.due_at
    try:
        after = deadline_of(case, more=More(amount, has_consent)).due_at
    except NotAllowed as error:
        raise ActionError({"amount": str(error)}) from error
    number = case.extensions.count() + 1
    if number == MOST_EXTENSIONS and not has_consent:
        raise ActionError({"has_consent": _("A second extension needs the citizen’s consent (Decree 21(1)).")})
    if number > MOST_EXTENSIONS:
        raise ActionError(_("The time has been extended twice; the law knows no third extension (Decree 21(1))."))
    made = Extension.objects.create(
        case=case,
        sequence=number,
        amount=amount,
        reason=reason[:500],
        has_consent=has_consent,
        due_before_at=before,
        due_after_at=after,
        made_by=by,
        made_at=now,
    )
    deadline = set_clock(case)
    case.save(update_fields=CLOCK_FIELDS)
    note(case, "case.extend", by=by, details={"until": f"{after:%Y-%m-%d %H:%M}", "consent": has_consent})
    tell_citizen(case, "extended", now=now, text=reason, deadline=deadline)
    return made
