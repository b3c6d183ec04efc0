"""Links in messages: each names one row and one word, and is vouched for, so that nobody can speak for another."""

import hmac
import uuid
from base64 import urlsafe_b64decode, urlsafe_b64encode

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from casework.contact_keys import keys_for
from following.tokens import Word

_VOUCHER_BYTES = 16


def address(word: Word, row: uuid.UUID, language: str) -> str:
    """The link by which the word is said, with a page in that language behind it."""
    token = urlsafe_b64encode(row.bytes + _voucher(next(keys_for(b"follower")), word, row)).decode().rstrip("=")
    with translation.override(language):
        return f"{settings.PUBLIC_ORIGIN}{reverse('following:word', args=[word.value, token])}"


def row_of(word: Word, token: str) -> uuid.UUID | None:
    """The row that the token names for this word; None where we made none such."""
    try:
        plain = urlsafe_b64decode(token.encode("ascii") + b"=" * (-len(token) % 4))
        row = uuid.UUID(bytes=plain[:16])
    except ValueError:
        return None
    found = any(hmac.compare_digest(plain[16:], _voucher(key, word, row)) for key in keys_for(b"follower"))
    return row if found else None


def stop_headers(stop: str) -> dict[str, str]:
    """One-click unsubscribe (RFC 8058). The city's mail server must sign both (DKIM), or programs show no button."""
    return {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _voucher(key: bytes, word: Word, row: uuid.UUID) -> bytes:
    return hmac.digest(key, word.value.encode() + row.bytes, "sha256")[:_VOUCHER_BYTES]
