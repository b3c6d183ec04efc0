"""The worker's one step: take a message, send it or ask what became of it, note what came out."""

import datetime
import logging
from collections.abc import Callable, Mapping

from casework.models.outbox import AttemptKind, OutboxMessage
from messaging import Backend, Channel, Message, Outcome, State

from .claiming import Claim, claim, drop, settle
from .composing import NoComposer, NotWanted, compose
from .content import Unreadable, decrypt
from .schedule import KEPT

Clock = Callable[[], datetime.datetime]

logger = logging.getLogger(__name__)


def work_once(backends: Mapping[str, Backend], *, clock: Clock) -> bool:
    """One message; False where none was due."""
    held = claim(now=clock())
    if held is None:
        return False
    try:
        settle(held, _attempt(held, backends), now=clock())
    except NotWanted:
        drop(held, now=clock())
    return True


def empty_settled(*, now: datetime.datetime) -> int:
    """Take text and recipient from what was settled a month ago; that it was sent stays known. How many."""
    return OutboxMessage.objects.to_be_emptied(now - KEPT).update(content=b"", shown_recipient="***")


def _attempt(held: Claim, backends: Mapping[str, Backend]) -> Outcome:
    row = held.message
    backend = backends.get(row.channel)
    if backend is None:
        return Outcome(state=State.PERMANENT, reason=f"no provider for {row.channel}")
    try:
        message = _message(row, held.attempt.kind)
    except Unreadable:
        return Outcome(state=State.TEMPORARY, reason="no key opens its content")
    except NoComposer as error:
        return Outcome(state=State.TEMPORARY, reason=f"nobody here composes {error}"[:100])
    except NotWanted:
        raise
    except Exception as error:  # whoever composes may fail at one message; the next one must go on
        logger.error("A message could not be composed: %s.", type(error).__name__)
        return Outcome(state=State.TEMPORARY, reason=f"not composed: {type(error).__name__}")
    try:
        if held.attempt.kind == AttemptKind.SEND:
            return backend.send(message)
        return backend.look_up(message, row.reference)
    except Exception as error:  # a backend of the city's own may fail as nobody foresaw; the next message must go on
        logger.error("A backend of %s raised %s.", row.channel, type(error).__name__)
        return Outcome(state=State.UNKNOWN, reason=type(error).__name__)


def _message(row: OutboxMessage, kind: str) -> Message:
    content = decrypt(bytes(row.content))
    if content.composer:
        try:
            return compose(content, row)
        except NotWanted:
            if kind == AttemptKind.SEND:
                raise
            # It was wanted when it was sent; the provider is asked by its number and ours.
    return Message(
        id=row.pk,
        channel=Channel(row.channel),
        to=content.to,
        text=content.text,
        subject=content.subject,
        language=row.language,
        template=content.template,
        variables=content.variables,
    )
