"""What a citizen has answered so far, between one page and the next: in the form itself, so that nothing lies here.

A field is encrypted, because it goes through histories and extensions of browsers, and because a page must be able to
believe what an earlier one found out (who was verified, which files are stored). It is bound to what it is for: a
field of one purpose is a forgery for any other.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils import timezone
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox


class Unreadable(Exception):
    """The base of both: what came back is not to be believed."""


class Expired(Unreadable):
    """It was ours and of this purpose, and its time is over. `data` may be offered to the writer again, no more."""

    def __init__(self, data: dict[str, Any]) -> None:
        super().__init__("expired")
        self.data = data


class Forged(Unreadable):
    """It was changed, is of another purpose, or never was ours."""


def encrypt(data: Mapping[str, Any], *, purpose: str, minutes: int) -> str:
    """Data (as JSON knows them) for a hidden field or an address, readable here alone and for so many minutes."""
    until = int((timezone.now() + timedelta(minutes=minutes)).timestamp())
    plain = json.dumps({"until": until, "data": data}, ensure_ascii=False, separators=(",", ":"))
    key = next(_keys(purpose))
    return urlsafe_b64encode(SecretBox(key).encrypt(plain.encode())).decode().rstrip("=")


def decrypt(text: str, *, purpose: str) -> dict[str, Any]:
    """The data that `encrypt` was given for the same purpose. Raises Expired or Forged."""
    plain = json.loads(_open(text, purpose))
    data: dict[str, Any] = plain["data"]
    if timezone.now().timestamp() >= plain["until"]:
        raise Expired(data)
    return data


def _open(text: str, purpose: str) -> bytes:
    try:
        sealed = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except ValueError as error:
        raise Forged("not base64") from error
    for key in _keys(purpose):
        try:
            return SecretBox(key).decrypt(sealed)
        except (CryptoError, ValueError):
            continue
    raise Forged("no key of ours opens it")


def _keys(purpose: str) -> Iterator[bytes]:
    """The key of a purpose: today's first, then those of SECRET_KEY_FALLBACKS, so that a change ends no journey."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        yield _derived(secret, purpose)


@cache
def _derived(secret: str, purpose: str) -> bytes:
    derivation = HKDF(algorithm=SHA256(), length=SecretBox.KEY_SIZE, salt=None, info=f"allimi.{purpose}".encode())
    return derivation.derive(secret.encode())
