"""Opening what citizens sealed. Inside alone, and there in the collector alone: it has the private keys."""

from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from nacl import bindings
from nacl.exceptions import CryptoError

from complaints.petitions import Message, NotAMessage, loads
from complaints.sealing.envelope import NoEnvelope, open_content, split_head

from .keyring import BadKey, Keyring, read_keys


class CannotOpen(Exception):
    """No key that is here opens it, or what is inside is not understood. Says which, and no word of the content."""


def open_envelope(sealed: bytes, keyring: Keyring | None = None) -> Message:
    """The message in an envelope, with the keys of settings.VOICE_KEYS or those given. Raises CannotOpen."""
    try:
        head, _sealed_keys, rest = split_head(sealed)
        return loads(open_content(head, rest, _content_key(sealed, keyring or city_keyring())))
    except (NoEnvelope, NotAMessage) as error:
        raise CannotOpen(str(error)) from None


def open_file(pieces: Sequence[bytes], keyring: Keyring | None = None) -> bytes:
    """The bytes of a file from its pieces in order. Raises CannotOpen where one is missing, changed or too many."""
    if not pieces:
        raise CannotOpen("no piece of it is there")
    try:
        _head, _sealed_keys, start = split_head(pieces[0])
    except NoEnvelope as error:
        raise CannotOpen(str(error)) from None
    key = _content_key(pieces[0], keyring or city_keyring())
    stream = bindings.crypto_secretstream_xchacha20poly1305_state()
    opened, tag = [], 0
    try:
        bindings.crypto_secretstream_xchacha20poly1305_init_pull(stream, start, key)
        for piece in pieces[1:]:
            content, tag = bindings.crypto_secretstream_xchacha20poly1305_pull(stream, piece)
            opened.append(content)
    except (CryptoError, ValueError, TypeError) as error:
        raise CannotOpen("a piece is missing or not genuine") from error
    if tag != bindings.crypto_secretstream_xchacha20poly1305_TAG_FINAL:
        raise CannotOpen("its end is missing")
    return b"".join(opened)


def city_keyring() -> Keyring:
    """The keys in settings.VOICE_KEYS. Raises CannotOpen where that names no folder of keys."""
    if not settings.VOICE_KEYS:
        raise CannotOpen("ALLIMI_VOICE_KEYS is not set: this process has no keys")
    try:
        return read_keys(Path(settings.VOICE_KEYS))
    except BadKey as error:
        raise CannotOpen(str(error)) from None


def _content_key(sealed: bytes, keyring: Keyring) -> bytes:
    _head, sealed_keys, _rest = split_head(sealed)
    for identity, sealed_key in sealed_keys.items():
        key = keyring.get(identity)
        if key is None:
            continue
        try:
            return bindings.crypto_box_seal_open(sealed_key, key.public, key.private)
        except CryptoError as error:
            raise CannotOpen(f"it is not genuine (key {identity.hex()})") from error
    wanted = ", ".join(identity.hex() for identity in sealed_keys)
    raise CannotOpen(f"none of its keys is here: {wanted}")
