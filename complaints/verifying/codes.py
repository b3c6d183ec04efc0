"""One-time codes: made, kept as digests, tried.

A code has seven digits: 10^7 equally likely ones are 23.2 bits, where 20 are asked (six digits are 19.9). It lasts ten
minutes, is good once and bears five tries. Its row knows neither the code nor the number: the digest also covers a
secret of 32 bytes that only the page has which asked for it, so a code is worth nothing in another browser, and a copy
of the table nothing at all.
"""

import hmac
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from intake.models import Allowance, Code

DIGITS = 7
MINUTES = 10
TRIES = 5


class Tried(Enum):
    """What became of a try."""

    RIGHT = "right"
    WRONG = "wrong"
    SPENT = "spent"  # used before, tried too often or over in time: a new one is needed


@dataclass(frozen=True)
class Issued:
    """A code on its way: `words` for the phone, the others for the page that asked."""

    words: str
    id: uuid.UUID
    secret: str


def issue(*, now: datetime) -> Issued:
    """A new code, stored as its digest. Clears away what is over."""
    code = Issued(words=f"{secrets.randbelow(10**DIGITS):0{DIGITS}}", id=uuid.uuid4(), secret=secrets.token_urlsafe(32))
    Code.objects.clear(now=now)
    Allowance.objects.clear(now=now)
    Code.objects.create(
        id=code.id, digest=_digest(code.id, code.secret, code.words), expires_at=now + timedelta(minutes=MINUTES)
    )
    return code


def attempt(words: str, *, id: uuid.UUID, secret: str, now: datetime) -> tuple[Tried, int]:  # noqa: A002
    """Try a code: what became of it, and how many tries are left. The right one can be used no second time.

    A try is spent, and committed, before anything is compared; right and wrong take the same statements.
    """
    if not Code.objects.spend_try(id, most=TRIES, now=now):
        return Tried.SPENT, 0
    if Code.objects.use(id, digest=_digest(id, secret, words), now=now):
        return Tried.RIGHT, 0
    left = TRIES - Code.objects.tries_of(id)
    return (Tried.WRONG, left) if left > 0 else (Tried.SPENT, 0)


def _digest(id: uuid.UUID, secret: str, words: str) -> bytes:  # noqa: A002
    derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"allimi.one-time-code")
    key = derivation.derive(settings.SECRET_KEY.encode())
    return hmac.digest(key, f"{id}\0{secret}\0{words}".encode(), "sha256")
