"""A message in its envelope: sealed in the web process, for the inside alone (docs/adr/0017).

A fresh key seals the content; a libsodium sealed box to each of settings.VOICE_PUBLIC_KEYS holds that key. Whoever
has any one of the private keys opens it, and nobody else, who sealed it included.

    "AV1" | recipients (1 byte) | recipients × (key id, 8 bytes | sealed key, 80 bytes) | nonce | content
"""

from complaints.petitions import Message


def seal(message: Message) -> bytes:
    """The message, sealed to the city's keys. Raises ImproperlyConfigured where there is none."""
    raise NotImplementedError
