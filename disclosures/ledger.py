"""How digests are made. Anyone with a release's public JSON and its salt can make them again.

    content_digest = SHA-256( salt ‖ canonical JSON of the release's header and content )
    digest         = SHA-256( previous_digest ‖ canonical JSON of the entry )

Canonical JSON: UTF-8, keys sorted, no blanks, decimals and dates as text. The salt, 128 random bits,
keeps an erased phone number from being found by trying all numbers: it is erased with the content.
"""

import datetime
import hashlib
import json
import secrets
import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

GENESIS = "0" * 64


def new_salt() -> str:
    """32 hex digits, 128 random bits."""
    return secrets.token_hex(16)


def canonical_json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain, allow_nan=False
    ).encode()


def _plain(value: Any) -> str:
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat(timespec="microseconds")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Decimal | uuid.UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no canonical JSON")


def content_digest(*, salt: str, document: Mapping[str, Any]) -> str:
    """The salted digest of a release's header and content, 64 hex digits."""
    return hashlib.sha256(bytes.fromhex(salt) + canonical_json(document)).hexdigest()


def entry_digest(*, previous_digest: str, entry: Mapping[str, Any]) -> str:
    """The digest of a ledger entry, chained to its predecessor's, 64 hex digits."""
    return hashlib.sha256(bytes.fromhex(previous_digest) + canonical_json(entry)).hexdigest()
