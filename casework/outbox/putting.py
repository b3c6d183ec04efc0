import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from casework.models import Case, OutboxMessage
from messaging import Channel

from .content import Content, digest, encrypt
from .ways import Way, shown


def put(
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
) -> None:
    """Write a message in the caller's transaction; the worker sends it once that is committed.

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
    message = OutboxMessage(
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
    OutboxMessage.objects.bulk_create([message], ignore_conflicts=True)


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
