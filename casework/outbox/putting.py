import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from casework.models import Case, OutboxMessage
from messaging import Channel

from .content import Content, digest, encrypt
from .ways import Way, shown


def put(**message: Any) -> None:
    """Write a message (`compose`'s fields) in the caller's transaction; the worker sends it once that is committed."""
    put_all([compose(**message)])


def put_all(messages: Iterable[OutboxMessage]) -> None:
    """Write them all in one statement. What was put once already is not put again."""
    OutboxMessage.objects.bulk_create(messages, ignore_conflicts=True)


def compose(
    *,
    event: str,
    recipient: str,
    channel: str,
    text: str,
    subject: str = "",
    language: str = "ko",
    case: Case | None = None,
    template: str = "",
    variables: Mapping[str, str] | None = None,
    behind: Sequence[Way] = (),
    composer: str = "",
) -> OutboxMessage:
    """A message that is still to be put.

    `event` says what it is about, such as `case:12:received`: the same event reaches the same recipient by the same
    channel once. `behind` are the ways to try, in order, should this one fail for good. A `composer` (composing.py)
    writes the text of `variables` when it is sent.
    """
    content = Content(
        to=recipient,
        text=text,
        subject=subject,
        template=template,
        variables=dict(variables or {}),
        behind=tuple(behind),
        composer=composer,
    )
    now = timezone.now()
    return OutboxMessage(
        case=case,
        event=event,
        recipient=digest(recipient),
        shown_recipient=shown(recipient),
        channel=Channel(channel),
        language=language,
        content=encrypt(content),
        created_at=now,
        next_at=now,
    )


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """One of many who get the same: known by the digest of the address, which lies elsewhere."""

    digest: str
    shown: str
    channel: Channel
    language: str
    variables: Mapping[str, str]
    next_at: datetime.datetime
    behind: Sequence[Way] = field(default_factory=tuple)


def put_many(recipients: Sequence[Recipient], *, event: str, composer: str, is_bulk: bool) -> None:
    """Write what `composer` composes for each of them, in the caller's transaction. Each gets the event once."""
    now = timezone.now()
    messages = [
        OutboxMessage(
            event=event,
            recipient=each.digest,
            shown_recipient=each.shown,
            channel=each.channel,
            language=each.language,
            content=encrypt(
                Content(to="", text="", composer=composer, variables=dict(each.variables), behind=tuple(each.behind))
            ),
            is_bulk=is_bulk,
            created_at=now,
            next_at=each.next_at,
        )
        for each in recipients
    ]
    OutboxMessage.objects.bulk_create(messages, ignore_conflicts=True, batch_size=1000)
