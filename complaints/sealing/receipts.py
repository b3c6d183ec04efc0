"""Receipts: a number to name, a secret that the citizen alone has.

From the secret both the place of the letters (locator) and the key that opens them are derived; the DMZ forgets it
with the page that shows it, and the inside never learns it.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Receipt:
    """What the receipt page shows (number, secret), and what goes inside (number, locator, public key)."""

    number: str  # YYMMDD-NNNN-NNNN
    secret: str  # 16 digits in groups of four
    locator: str  # 64 hexadecimal digits
    public_key: str  # X25519, 64 hexadecimal digits


@dataclass(frozen=True)
class Unlocked:
    """What number and secret open. Nothing tells whether they were right but that letters are there."""

    locator: str
    private_key: bytes


class NoReceipt(ValueError):
    """What was typed cannot be a receipt's number and secret."""


def new_receipt() -> Receipt:
    """A new receipt of today, in the city's time zone."""
    raise NotImplementedError


def unlock(number: str, secret: str) -> Unlocked:
    """The receipt's locator and key, however hyphens and spaces were typed. Raises NoReceipt."""
    raise NotImplementedError
