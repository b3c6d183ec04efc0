"""A draft, the head's approval where it is asked for, and the answer itself."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.clocks import CLOCK_FIELDS, set_clock
from casework.models import Answer, AnswerState, Case, CaseState
from casework.notices import tell_citizen
from desk.actions.errors import ActionError
from desk.models import Official

from .base import lock, note, require, words_of

# Where an answer may be written and sent: an answer ends a question back, too.
ANSWERABLE = (CaseState.HANDLING, CaseState.ASKED_BACK)


@transaction.atomic
def save_draft(
    *,
    case: Case,
    text: str,
    by: Official,
    now: datetime.datetime,
    is_refusal: bool = False,
    reason: str = "",
    remedy: str = "",
) -> Answer:
    """Keep what is written so far; one draft a case."""
    case = lock(case)
    require(case, ANSWERABLE)
    draft = case.answers.unsent().first() or Answer(case=case)
    draft.text = words_of(text, "text", _("Write the answer."))
    draft.is_refusal, draft.reason, draft.remedy = is_refusal, reason.strip(), remedy.strip()
    draft.state, draft.written_by, draft.written_at = AnswerState.DRAFT, by, now
    draft.save()
    note(case, "case.draft", by=by)
    return draft


@transaction.atomic
def submit_draft(*, case: Case, by: Official, now: datetime.datetime) -> Answer:
    """Lay the draft before the head."""
    case = lock(case)
    require(case, ANSWERABLE)
    draft = _draft(case)
    _check_refusal(draft)
    draft.state, draft.returned_because = AnswerState.SUBMITTED, ""
    draft.save(update_fields=["state", "returned_because"])
    case.state = CaseState.SUBMITTED
    case.stops.filter(ended_at=None).update(ended_at=now)
    set_clock(case)
    case.save(update_fields=["state", *CLOCK_FIELDS])
    note(case, "case.submit", by=by)
    return draft


@transaction.atomic
def return_draft(*, case: Case, reason: str, by: Official, now: datetime.datetime) -> Answer:
    """Back to whoever wrote it, with the reason."""
    case = lock(case)
    require(case, [CaseState.SUBMITTED])
    draft = _draft(case)
    draft.returned_because = words_of(reason, "reason", _("Say what has to be changed."))[:500]
    draft.state = AnswerState.DRAFT
    draft.save(update_fields=["state", "returned_because"])
    case.state = CaseState.HANDLING
    case.save(update_fields=["state"])
    note(case, "case.return", by=by)
    return draft


@transaction.atomic
def approve(*, case: Case, by: Official, now: datetime.datetime) -> Answer:
    """The head approves, and it goes out at once."""
    case = lock(case)
    require(case, [CaseState.SUBMITTED])
    draft = _draft(case)
    if draft.written_by_id == by.pk:
        raise ActionError(_("You wrote this answer; another approver has to read it."))
    draft.approved_by = by
    return _send(case, draft, by=by, now=now)


@transaction.atomic
def answer(*, case: Case, by: Official, now: datetime.datetime) -> Answer:
    """Send the draft: sealed to the receipt, with word of it, in one transaction. Those merged get the same answer."""
    case = lock(case)
    require(case, ANSWERABLE)
    if case.needs_approval:
        raise ActionError(_("The head approves the answer to this case. Lay the draft before the head."))
    return _send(case, _draft(case), by=by, now=now)


def _send(case: Case, draft: Answer, *, by: Official, now: datetime.datetime) -> Answer:
    _check_refusal(draft)
    draft.state, draft.sent_at = AnswerState.SENT, now
    draft.save()
    _end(case, now)
    _tell(case, draft, now)
    note(case, "case.refuse" if draft.is_refusal else "case.answer", by=by, details={"late": case.due_at < now})
    for merged in case.merged.select_for_update(of=("self",)).select_related("department", "officer").order_by("pk"):
        merged.answered_at = merged.answered_at or now
        merged.save(update_fields=["answered_at"])
        _tell(merged, draft, now)
        note(merged, "case.answer", by=by, details={"with": case.number})
    return draft


def _end(case: Case, now: datetime.datetime) -> None:
    case.stops.filter(ended_at=None).update(ended_at=now)
    set_clock(case)
    case.state, case.answered_at = CaseState.ANSWERED, case.answered_at or now
    case.save(update_fields=["state", "answered_at", *CLOCK_FIELDS])


def _tell(case: Case, sent: Answer, now: datetime.datetime) -> None:
    legal = "\n\n".join(part for part in (sent.reason, sent.remedy) if part) if sent.is_refusal else ""
    tell_citizen(case, "answered", now=now, text=sent.text, legal=legal)


def _draft(case: Case) -> Answer:
    draft = case.answers.unsent().first()
    if draft is None:
        raise ActionError(_("There is no draft. Write the answer first."))
    return draft


def _check_refusal(draft: Answer) -> None:
    if draft.is_refusal and not (draft.reason and draft.remedy):
        raise ActionError({"remedy": _("A refusal says why, and what can be done about it (Act 27(3)). Fill in both.")})
