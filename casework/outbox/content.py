"""What a message says and to whom: encrypted in the table, so that a dump of it names nobody."""

import hmac
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from casework.contact_keys import keys_for
from messaging import Channel

from .ways import Way


class Unreadable(Exception):
    """No key of ours opens it: the key that did is no longer among ALLIMI_CONTACT_KEYS."""


@dataclass(frozen=True, kw_only=True)
class Content:
    to: str
    text: str
    subject: str = ""
    template: str = ""
    variables: dict[str, str] = field(default_factory=dict)
    behind: Sequence[Way] = ()  # who is tried next, should this fail
    composer: str = (
        ""  # who writes the text when it is sent (composing.py), of `variables`; recipient and text are empty
    )


def encrypt(content: Content) -> bytes:
    return bytes(SecretBox(next(keys_for(b"message"))).encrypt(json.dumps(asdict(content)).encode()))


def decrypt(sealed: bytes) -> Content:
    """Raises Unreadable."""
    for key in keys_for(b"message"):
        try:
            plain = json.loads(SecretBox(key).decrypt(sealed))
        except (CryptoError, ValueError):
            continue
        behind = [Way(Channel(way["channel"]), way["to"]) for way in plain.pop("behind")]
        return Content(**plain, behind=behind)
    raise Unreadable


def digest(to: str) -> str:
    """The same recipient, the same 64 digits; nobody without the key can try numbers."""
    plain = to.casefold() if "@" in to else "".join(filter(str.isdigit, to))
    return hmac.new(next(keys_for(b"recipient")), plain.encode(), sha256).hexdigest()
