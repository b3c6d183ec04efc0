"""Receipts: a number to name, a secret that the citizen alone has.

From the secret both the place of the letters (locator) and the key that opens them are derived; the DMZ forgets it
with the page that shows it, and the inside never learns it.
"""

import re
import secrets
import unicodedata
from dataclasses import dataclass, field
from hashlib import blake2b

from django.utils import timezone
from nacl import bindings
from nacl.pwhash import argon2id

# 10^16 secrets at 2 ms each are 600,000 core years for one receipt; more would slow a busy day's submissions.
_PASSES = 1
_MEMORY = 4 * 1024 * 1024  # bytes
_NUMBER = re.compile(r"(\d{6})(\d{4})(\d{4})")
_SECRET = re.compile(r"\d{16}")


@dataclass(frozen=True)
class Receipt:
    """What the receipt page shows (number, secret), and what goes inside (number, locator, public key)."""

    number: str  # YYMMDD-NNNN-NNNN
    secret: str = field(repr=False)  # 16 digits in groups of four
    locator: str  # 64 hexadecimal digits
    public_key: str  # X25519, 64 hexadecimal digits


@dataclass(frozen=True)
class Unlocked:
    """What number and secret open. Nothing tells whether they were right but that letters are there."""

    locator: str
    private_key: bytes = field(repr=False)


class NoReceipt(ValueError):
    """What was typed cannot be a receipt's number and secret."""


def new_receipt() -> Receipt:
    """A new receipt of today, in the city's time zone."""
    digits = f"{secrets.randbelow(10**8):08}"
    number = f"{timezone.localdate():%y%m%d}-{digits[:4]}-{digits[4:]}"
    secret = f"{secrets.randbelow(10**16):016}"
    unlocked = unlock(number, secret)
    public_key = bindings.crypto_scalarmult_base(unlocked.private_key).hex()
    return Receipt(number, " ".join(re.findall("....", secret)), unlocked.locator, public_key)


def unlock(number: str, secret: str) -> Unlocked:
    """The receipt's locator and key, however hyphens and spaces were typed. Raises NoReceipt."""
    named, opens = _NUMBER.fullmatch(_digits(number)), _SECRET.fullmatch(_digits(secret))
    if named is None or opens is None:
        raise NoReceipt
    salt = blake2b("-".join(named.groups()).encode(), digest_size=argon2id.SALTBYTES, person=b"allimi receipt").digest()
    derived = argon2id.kdf(64, opens[0].encode(), salt, opslimit=_PASSES, memlimit=_MEMORY)
    return Unlocked(locator=derived[:32].hex(), private_key=derived[32:])


def _digits(typed: str) -> str:
    """The digits of what was typed, with hyphens and spaces of any alphabet left out."""
    return re.sub(r"[\s\-\u2010-\u2015\u2212]", "", unicodedata.normalize("NFKC", typed))
