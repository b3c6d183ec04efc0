from typing import Protocol
from urllib.parse import parse_qsl

from django.conf import settings
from django.utils.module_loading import import_string

from casework.models import Case


class ChannelError(Exception):
    """The channel did not do it, and nothing was done; the message tells an operator what was the matter."""


class Channel(Protocol):
    """What an adapter does. It is given the case whole, and the contact only if it asks for it itself."""

    def hand_over(self, case: Case) -> str:
        """The number under which the channel has it. The case's own number is the key: twice is once there.

        Raises ChannelError.
        """

    def answer_to(self, reference: str) -> str:
        """The answer, empty while there is none. Raises ChannelError."""


def configured_channel() -> Channel | None:
    """The city's channel, from ALLIMI_CITY_CHANNEL: `dotted.path.Channel?option=value`. None where none is set."""
    path, _, options = settings.CITY_CHANNEL.partition("?")
    if not path:
        return None
    channel: Channel = import_string(path)(**dict(parse_qsl(options, keep_blank_values=True)))
    return channel


def content_of(case: Case) -> dict[str, str]:
    """What a channel is told of a case, as plain JSON."""
    return {
        "number": case.number,
        "type": case.statutory_type,
        "title": case.title,
        "text": case.text,
        "language": case.language,
        "site": case.site.code if case.site else "",
        "place": case.place_words,
        "point": "" if case.latitude is None else f"{case.latitude},{case.longitude}",  # degrees of WGS 84
        "received_at": case.received_at.isoformat(),
        "due_at": case.due_at.isoformat(),
    }
