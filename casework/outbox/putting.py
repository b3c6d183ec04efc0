from collections.abc import Iterable, Mapping, Sequence
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
) -> OutboxMessage:
    """A message that is still to be put.

    `event` says what it is about, such as `case:12:received`: the same event reaches the same recipient by the same
    channel once. `behind` are the ways to try, in order, should this one fail for good.
    """
    content = Content(
        to=recipient,
        text=text,
        subject=subject,
        template=template,
        variables=dict(variables or {}),
        behind=tuple(behind),
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
