"""Taking a message and giving it back: each in a transaction of its own, with the attempt noted before it is made."""

import datetime
import uuid
from dataclasses import dataclass

from django.db import transaction

from casework.models.outbox import Attempt, AttemptKind, MessageState, OutboxMessage
from messaging import Outcome, State

from . import schedule
from .composing import tell_composer
from .content import Unreadable, decrypt
from .putting import put

_CUT_OFF = "the worker was cut off"
_SETTLED = (
    "lease",
    "leased_until",
    "state",
    "reason",
    "reference",
    "look_ups",
    "may_be_second",
    "next_at",
    "settled_at",
)


@dataclass(frozen=True)
class Claim:
    """A message that this worker holds for a while, and the attempt that it is about to make."""

    message: OutboxMessage
    attempt: Attempt
    lease: uuid.UUID


@transaction.atomic
def claim(*, now: datetime.datetime) -> Claim | None:
    """Take the message that is due longest; None where none is. No other worker gets it before the lease is over."""
    message = OutboxMessage.objects.due(now).select_for_update(skip_locked=True).first()
    if message is None:
        return None
    if message.lease is not None:
        _close_what_was_cut_off(message, now)
    is_waiting = message.state == MessageState.WAITING
    message.lease = lease = uuid.uuid4()
    message.leased_until = now + schedule.LEASE
    message.sends += is_waiting
    message.look_ups = 0 if is_waiting else message.look_ups + 1
    message.save(update_fields=["lease", "leased_until", "sends", "look_ups", "state"])
    kind = AttemptKind.SEND if is_waiting else AttemptKind.LOOK_UP
    return Claim(message, Attempt.objects.create(message=message, kind=kind, started_at=now), lease)


@transaction.atomic
def settle(claim: Claim, outcome: Outcome, *, now: datetime.datetime) -> None:
    """Note what the attempt came to, and what follows; the attempt alone where the lease was lost meanwhile."""
    attempt = claim.attempt
    attempt.ended_at, attempt.outcome = now, outcome.state
    attempt.reference, attempt.reason = outcome.reference[:100], outcome.reason[:100]
    attempt.save(update_fields=["ended_at", "outcome", "reference", "reason"])
    message = OutboxMessage.objects.select_for_update().filter(pk=claim.message.pk, lease=claim.lease).first()
    if message is None:
        return
    message.lease = message.leased_until = None
    message.reason = attempt.reason
    message.reference = attempt.reference or message.reference
    _follow(message, attempt, outcome, now)
    message.save(update_fields=_SETTLED)


@transaction.atomic
def drop(claim: Claim, *, now: datetime.datetime) -> None:
    """Note that it is not to be sent any more: what it was to tell is gone, or nobody wants to hear it."""
    attempt = claim.attempt
    attempt.ended_at, attempt.outcome = now, MessageState.DROPPED
    attempt.save(update_fields=["ended_at", "outcome"])
    message = OutboxMessage.objects.select_for_update().filter(pk=claim.message.pk, lease=claim.lease).first()
    if message is not None:
        message.lease = message.leased_until = None
        _end(message, MessageState.DROPPED, now)
        message.save(update_fields=_SETTLED)


def _close_what_was_cut_off(message: OutboxMessage, now: datetime.datetime) -> None:
    """Whoever held it is gone: if it was being sent, nobody knows whether it was."""
    cut_off = message.attempts.filter(ended_at=None)
    if cut_off.filter(kind=AttemptKind.SEND).exists():
        message.state, message.look_ups = MessageState.UNCLEAR, 0
    cut_off.update(ended_at=now, outcome=State.UNKNOWN, reason=_CUT_OFF)


def _follow(message: OutboxMessage, attempt: Attempt, outcome: Outcome, now: datetime.datetime) -> None:
    state = outcome.state
    if state == State.DELIVERED and attempt.kind == AttemptKind.LOOK_UP:
        _end(message, MessageState.DELIVERED, now)
    elif state == State.PERMANENT:
        _fail(message, now)
    elif state == State.TEMPORARY:
        _try_again(message, now)
    elif state == State.ACCEPTED and outcome.is_last_word:
        _end(message, MessageState.ACCEPTED, now)
    elif state in (State.ACCEPTED, State.DELIVERED):
        _ask_for_delivery(message, now)
    elif message.state == MessageState.ACCEPTED:
        _ask_for_delivery(message, now)  # the provider is silent for the moment: it had taken it
    elif state == State.ABSENT:
        message.state, message.next_at, message.reference = MessageState.WAITING, now, ""
    else:
        _ask_whether_sent(message, attempt, now, is_answered=outcome.is_last_word)


def _ask_for_delivery(message: OutboxMessage, now: datetime.datetime) -> None:
    if message.state != MessageState.ACCEPTED:
        message.state, message.look_ups = MessageState.ACCEPTED, 0
    pause = schedule.until_delivered(message.look_ups)
    if pause is None:
        _end(message, MessageState.ACCEPTED, now)
    else:
        message.next_at = now + pause


def _ask_whether_sent(message: OutboxMessage, attempt: Attempt, now: datetime.datetime, *, is_answered: bool) -> None:
    if attempt.kind == AttemptKind.SEND:
        message.state, message.look_ups = MessageState.UNCLEAR, 0
    pause = None if is_answered else schedule.while_unclear(message.look_ups)
    if pause is not None:
        message.next_at = now + pause
        return
    message.may_be_second = True
    _try_again(message, now, at_once=True)


def _try_again(message: OutboxMessage, now: datetime.datetime, *, at_once: bool = False) -> None:
    pause = schedule.after_refusal(message.sends, another_way=_has_another_way(message))
    if pause is None:
        _fail(message, now)
        return
    message.state, message.reference = MessageState.WAITING, ""
    message.next_at = now if at_once else now + pause


def _fail(message: OutboxMessage, now: datetime.datetime) -> None:
    """It has failed for good; who can be reached in another way is written to there, in this transaction."""
    _end(message, MessageState.FAILED, now)
    try:
        content = decrypt(bytes(message.content))
    except Unreadable:
        return
    if not content.behind:
        tell_composer(content, message.reason)
        return
    way, *behind = content.behind
    put(
        event=message.event,
        recipient=way.to,
        channel=way.channel,
        text=content.text,
        subject=content.subject,
        language=message.language,
        case=message.case,
        template=content.template,
        variables=content.variables,
        behind=behind,
        composer=content.composer,
    )


def _has_another_way(message: OutboxMessage) -> bool:
    try:
        return bool(decrypt(bytes(message.content)).behind)
    except Unreadable:
        return False


def _end(message: OutboxMessage, state: MessageState, now: datetime.datetime) -> None:
    message.state, message.next_at, message.settled_at = state, None, now
