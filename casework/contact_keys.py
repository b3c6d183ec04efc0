"""The keys under which citizens' names and addresses lie, in contacts and in messages: one of its own each purpose."""

from collections.abc import Iterator
from functools import cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

KEY_BYTES = 32


def keys_for(purpose: bytes) -> Iterator[bytes]:
    """From each of ALLIMI_CONTACT_KEYS, the newest first; without any from SECRET_KEY and its fallbacks."""
    given = [bytes.fromhex(key) for key in settings.CONTACT_KEYS]
    secrets = given or [key.encode() for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    for secret in secrets:
        yield _derived(secret, purpose)


@cache
def _derived(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=b"casework:" + purpose).derive(secret)
