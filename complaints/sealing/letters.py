"""What the city answered one citizen: sealed inside to the receipt's key, opened here with the receipt."""

import json
from dataclasses import dataclass
from datetime import datetime

from nacl import bindings
from nacl.exceptions import CryptoError

from complaints.models import SealedLetter
from complaints.typed_json import plain, typed

from .receipts import Unlocked

_BLOCK = 1024  # bytes; the letter's length tells no more than how many of these it fills


@dataclass(frozen=True, kw_only=True)
class LetterFile:
    """A file that came with a letter."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One notice of the city to one citizen. Empty where it does not apply."""

    # received, assigned, transferred, extended, question_back, progress, answered, closed or renewed
    kind: str
    at: datetime
    text: str = ""
    case_number: str = ""
    department: str = ""
    post: str = ""
    phone: str = ""
    reply_by: datetime | None = None
    explanation: tuple[str, ...] = ()  # how reply_by was counted, step by step
    legal: str = ""  # why something was refused, and what can be done about it
    files: tuple[LetterFile, ...] = ()


def letter_to_json(letter: Letter) -> str:
    """The letter as JSON."""
    return json.dumps(plain(letter), ensure_ascii=False, separators=(",", ":"))


def letter_from_json(content: str | bytes) -> Letter:
    """The letter that `letter_to_json` wrote. Raises ValueError or TypeError for anything else."""
    letter: Letter = typed(Letter, json.loads(content))
    return letter


def seal_letter(content: str, public_key: str) -> bytes:
    """A letter's JSON, sealed to a receipt's public key (hexadecimal)."""
    return bindings.crypto_box_seal(bindings.sodium_pad(content.encode(), _BLOCK), bytes.fromhex(public_key))


def letters_for(unlocked: Unlocked) -> list[Letter]:
    """The letters that lie for the receipt, oldest first; none where the receipt was never handed in."""
    public_key = bindings.crypto_scalarmult_base(unlocked.private_key)
    found = []
    for row in SealedLetter.objects.at(unlocked.locator):
        try:
            padded = bindings.crypto_box_seal_open(bytes(row.ciphertext), public_key, unlocked.private_key)
        except CryptoError:
            # Somebody else's box under this locator; it is none of the citizen's letters.
            continue
        found.append(letter_from_json(bindings.sodium_unpad(padded, _BLOCK)))
    return found
