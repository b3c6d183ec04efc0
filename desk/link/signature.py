"""Who sent a message, and when: HMAC-SHA256 over its time stamp and its body, with a secret both sides have."""

import datetime
import hashlib
import hmac
from collections.abc import Iterable

WINDOW = datetime.timedelta(minutes=5)  # how far the sender's clock and the way may be off
SHORTEST_SECRET = 32  # characters
_SCHEME = "sha256="


class BadSignature(Exception):
    """The message is not from who it should be, or too old. The message says which, and no more."""


def signature(*, secret: str, timestamp: str, body: bytes) -> str:
    """64 hex digits over `timestamp`, a full stop and `body`."""
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def verify(
    *, timestamp: str, signed: str, body: bytes, secrets: Iterable[str], now: datetime.datetime
) -> tuple[str, datetime.datetime]:
    """The signature without its scheme, and when it was made. Raises BadSignature.

    The time stamp is in seconds since 1970 (UTC). What is signed twice alike is one message.
    """
    if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= 12):
        raise BadSignature("X-Allimi-Timestamp must be seconds since 1970-01-01T00:00:00Z.")
    given = signed.removeprefix(_SCHEME)
    fitting = [
        hmac.compare_digest(signature(secret=secret, timestamp=timestamp, body=body), given)
        for secret in secrets
        if given.isascii()
    ]
    if not signed.startswith(_SCHEME) or not any(fitting):
        raise BadSignature("X-Allimi-Signature does not fit.")
    signed_at = datetime.datetime.fromtimestamp(int(timestamp), datetime.UTC)
    if abs(now - signed_at) > WINDOW:
        raise BadSignature(f"X-Allimi-Timestamp is more than {WINDOW.seconds} s away from this server's clock.")
    return given, signed_at
