"""Messages that are written when they are sent: of what is public and wanted at that moment, not of what was.

A mail to 200,000 people is stored once, and an address lies in one table alone: the message in the outbox names both.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from django.utils.translation import override

from casework.models.outbox import OutboxMessage
from messaging import Channel, Message

from .content import Content


class NotWanted(Exception):
    """Nothing is to be sent any more: it was withdrawn, or whoever asked for it asked to stop."""


class NoComposer(Exception):
    """This program does not know who composes it; a newer one will."""


@dataclass(frozen=True, kw_only=True)
class Composed:
    """A message's words and where it goes, as of now."""

    to: str
    text: str
    subject: str = ""
    html: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    template: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)


class Composer(Protocol):
    """What an app registers under its name."""

    def compose(self, variables: Mapping[str, str], channel: Channel) -> Composed:
        """The message, in the language that is set. Raises NotWanted."""

    def undeliverable(self, variables: Mapping[str, str], reason: str) -> None:
        """It was refused for good, and there is no other way to the recipient. In the caller's transaction."""


_COMPOSERS: dict[str, Composer] = {}


def register(name: str, composer: Composer) -> None:
    """Call it in an app's `ready`."""
    _COMPOSERS[name] = composer


def compose(content: Content, row: OutboxMessage) -> Message:
    """The message as it is to be sent. Raises NotWanted or NoComposer."""
    composer = _COMPOSERS.get(content.composer)
    if composer is None:
        raise NoComposer(content.composer)
    with override(row.language):
        made = composer.compose(content.variables, Channel(row.channel))
    return Message(
        id=row.pk,
        channel=Channel(row.channel),
        to=made.to,
        text=made.text,
        subject=made.subject,
        language=row.language,
        html=made.html,
        headers=made.headers,
        template=made.template,
        variables=made.variables,
    )


def tell_composer(content: Content, reason: str) -> None:
    """Tell whoever composes it that it cannot be delivered."""
    if content.composer in _COMPOSERS:
        _COMPOSERS[content.composer].undeliverable(content.variables, reason)
