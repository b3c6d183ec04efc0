"""What the city answered one citizen, opened with the receipt; and how the inside seals it."""

from dataclasses import dataclass
from datetime import datetime

from .receipts import Unlocked


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


def letters_for(unlocked: Unlocked) -> list[Letter]:
    """The letters that lie for the receipt, oldest first; none where the receipt was never handed in."""
    raise NotImplementedError
