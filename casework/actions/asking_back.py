"""A question back to the citizen; until the answer comes the clock stands still."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.clocks import CLOCK_FIELDS, set_clock
from casework.models import Case, CaseState, Exchange, ExchangeKind, Stop
from casework.notices import tell_citizen
from complaints.deadlines import PauseGround
from desk.actions.errors import ActionError
from desk.models import Official

from .base import lock, note, require, words_of


@transaction.atomic
def ask_back(*, case: Case, text: str, by: Official, now: datetime.datetime) -> Exchange:
    """Ask for what is missing (Act 22(1)). The citizen answers with the receipt."""
    case = lock(case)
    require(case, [CaseState.HANDLING])
    text = words_of(text, "text", _("Write what you ask the citizen."))
    if not case.receipt_key:
        raise ActionError(_("This citizen has no receipt by which to answer. Ask in another way, and note it."))
    if case.stops.filter(ended_at=None).exists():
        raise ActionError(_("The clock stands still already. End the investigation on site first."))
    asked = Exchange.objects.create(case=case, kind=ExchangeKind.QUESTION_BACK, text=text, by=by, said_at=now)
    Stop.objects.create(case=case, ground=PauseGround.QUESTION, started_at=now)
    case.state = CaseState.ASKED_BACK
    set_clock(case)
    case.save(update_fields=["state", *CLOCK_FIELDS])
    note(case, "case.ask-back", by=by)
    tell_citizen(case, "question_back", now=now, text=text)
    return asked


@transaction.atomic
def resume(*, case: Case, by: Official | None, now: datetime.datetime) -> Case:
    """The clock runs again: the citizen answered, or will not (Decree 25)."""
    case = lock(case)
    require(case, [CaseState.ASKED_BACK])
    case.stops.filter(ground=PauseGround.QUESTION, ended_at=None).update(ended_at=now)
    case.state = CaseState.HANDLING if case.officer_id else CaseState.NEW
    set_clock(case)
    case.save(update_fields=["state", *CLOCK_FIELDS])
    note(case, "case.resume", by=by)
    return case
