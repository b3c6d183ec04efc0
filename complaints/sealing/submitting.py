"""Handing a sealed message to the intake: returns when it is there for good."""

from collections.abc import Sequence

from complaints.petitions import Message

from .uploads import SealedFile


class IntakeUnavailable(Exception):
    """The message was not accepted: nothing of it is kept. To be told with the typed text still in the form."""


def submit(message: Message, files: Sequence[SealedFile] = ()) -> None:
    """Seal and store the message. Returns after the commit is durable. Raises IntakeUnavailable.

    The same message may be handed in twice: it arrives once.
    """
    raise NotImplementedError
