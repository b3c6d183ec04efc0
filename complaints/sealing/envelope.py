"""A message in its envelope: sealed in the web process, for the inside alone (docs/adr/0017).

A fresh key seals the content (XChaCha20-Poly1305); a libsodium sealed box to each of settings.VOICE_PUBLIC_KEYS
holds that key. Whoever has any one of the private keys opens it, and nobody else, who sealed it included.

    "AV1" | recipients (1 byte) | recipients × (key id, 8 bytes | sealed key, 80 bytes) | nonce | content
"""

import secrets
from collections.abc import Mapping
from functools import cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from nacl import bindings

from complaints.petitions import Message, dumps

from .keys import ID_BYTES, key_id

MAGIC = b"AV1"
_SEALED_KEY_BYTES = 32 + bindings.crypto_box_SEALBYTES
_BLOCK = 512  # bytes; the content's length tells no more than how many of these it fills


class NoEnvelope(ValueError):
    """The bytes are no envelope of this version."""


def seal(message: Message) -> bytes:
    """The message, sealed to the city's keys. Raises ImproperlyConfigured where there is none."""
    key, head = fresh_key()
    nonce = secrets.token_bytes(bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
    content = bindings.sodium_pad(dumps(message), _BLOCK)
    return head + nonce + bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(content, head, nonce, key)


def open_content(head: bytes, rest: bytes, key: bytes) -> bytes:
    """The content that `seal` sealed, once somebody has the key. Raises NoEnvelope where it is not genuine."""
    size = bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
    try:
        content = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(rest[size:], head, rest[:size], key)
        return bindings.sodium_unpad(content, _BLOCK)
    except Exception as error:  # PyNaCl has several classes for bytes that were altered or cut off
        raise NoEnvelope("not genuine") from error


def fresh_key() -> tuple[bytes, bytes]:
    """A new content key, and the head that holds it for each recipient."""
    key = secrets.token_bytes(32)
    recipients = _recipients(tuple(settings.VOICE_PUBLIC_KEYS))
    sealed = (key_id(public) + bindings.crypto_box_seal(key, public) for public in recipients)
    return key, MAGIC + bytes([len(recipients)]) + b"".join(sealed)


def split_head(sealed: bytes) -> tuple[bytes, Mapping[bytes, bytes], bytes]:
    """An envelope's head, the sealed keys in it by key id, and the rest. Raises NoEnvelope."""
    if len(sealed) <= len(MAGIC) or not sealed.startswith(MAGIC):
        raise NoEnvelope("it does not begin as an envelope does")
    entry = ID_BYTES + _SEALED_KEY_BYTES
    end = len(MAGIC) + 1 + sealed[len(MAGIC)] * entry
    if len(sealed) < end:
        raise NoEnvelope("it is cut off")
    entries = (sealed[place : place + entry] for place in range(len(MAGIC) + 1, end, entry))
    return sealed[:end], {each[:ID_BYTES]: each[ID_BYTES:] for each in entries}, sealed[end:]


@cache
def _recipients(keys: tuple[str, ...]) -> tuple[bytes, ...]:
    if not keys:
        raise ImproperlyConfigured(
            "ALLIMI_VOICE_PUBLIC_KEYS is empty: nothing can be sealed. docs/keys.md tells how keys are made."
        )
    try:
        public = tuple(bytes.fromhex(key.strip()) for key in keys)
    except ValueError:
        public = (b"",)
    if any(len(key) != bindings.crypto_box_PUBLICKEYBYTES for key in public):
        raise ImproperlyConfigured("ALLIMI_VOICE_PUBLIC_KEYS: each key has 64 hexadecimal digits.")
    return public
