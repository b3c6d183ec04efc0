"""Opening what citizens sealed. Inside alone, and there in the collector alone: it has the private keys."""

from complaints.petitions import Message


class CannotOpen(Exception):
    """No key that is here opens it, or what is inside is not understood. Says which, and no word of the content."""


def open_envelope(sealed: bytes) -> Message:
    """The message in an envelope. Raises CannotOpen."""
    raise NotImplementedError
