"""Handing a case to an existing channel of the city, and taking its answer."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.channels import ChannelError, configured_channel
from casework.models import Answer, AnswerState, Case, CaseState, ChannelHandOver
from casework.notices import tell_citizen
from desk.actions.errors import ActionError
from desk.models import Official

from .base import lock, note, require, words_of


@transaction.atomic
def hand_to_channel(*, case: Case, reason: str, by: Official, now: datetime.datetime) -> ChannelHandOver:
    """The channel has it from now on; its clock is this case's. The same case is never handed over twice."""
    case = lock(case)
    require(case, [CaseState.NEW, CaseState.HANDLING])
    reason = words_of(reason, "reason", _("Say why the other channel handles it."))
    channel = configured_channel()
    if channel is None:
        raise ActionError(_("No other channel is set up. An operator sets ALLIMI_CITY_CHANNEL."))
    if ChannelHandOver.objects.filter(case=case).exists():
        raise ActionError(_("It was handed over once already."))
    try:
        reference = channel.hand_over(case)
    except ChannelError as error:
        raise ActionError(
            _("The other channel did not take it (%(why)s). Nothing was changed; try again later.") % {"why": error}
        ) from error
    made = ChannelHandOver.objects.create(case=case, reference=reference, handed_by=by, handed_at=now)
    case.answers.unsent().delete()
    case.state = CaseState.ELSEWHERE
    case.save(update_fields=["state"])
    note(case, "case.hand-over", by=by, details={"reference": reference})
    tell_citizen(case, "transferred", now=now, text=reason)
    return made


def take_channel_answers(*, now: datetime.datetime) -> int:
    """Ask the channel about everything it has not answered yet. Returns how many answers came."""
    channel = configured_channel()
    if channel is None:
        return 0
    taken = 0
    for made in ChannelHandOver.objects.unanswered():
        try:
            text = channel.answer_to(made.reference)
        except ChannelError:
            continue  # asked again in the next round
        if text:
            _take(made, text, now)
            taken += 1
    return taken


@transaction.atomic
def _take(made: ChannelHandOver, text: str, now: datetime.datetime) -> None:
    case = lock(made.case)
    made = ChannelHandOver.objects.select_for_update().get(pk=made.pk)
    if made.answered_at is not None:
        return
    made.answered_at = now
    made.save(update_fields=["answered_at"])
    Answer.objects.create(
        case=case, text=text, state=AnswerState.SENT, written_by=made.handed_by, written_at=now, sent_at=now
    )
    case.state, case.answered_at = CaseState.ANSWERED, case.answered_at or now
    case.save(update_fields=["state", "answered_at"])
    note(case, "case.answer", by=None, details={"reference": made.reference})
    tell_citizen(case, "answered", now=now, text=text)
