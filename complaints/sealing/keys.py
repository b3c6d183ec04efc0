"""By what name an envelope calls the key that opens it. Pure."""

from hashlib import blake2b

ID_BYTES = 8


def key_id(public_key: bytes) -> bytes:
    """The key's name: 8 bytes that lead back to no key."""
    return blake2b(public_key, digest_size=ID_BYTES).digest()
