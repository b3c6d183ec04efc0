"""Receipts of citizens' questions, found by number. Who keeps the casework registers how; until then there are none."""

from collections.abc import Callable
from typing import NamedTuple

from desk.models import Official


class Receipt(NamedTuple):
    """A citizen's question as the caller may be told of it."""

    number: str
    title: str  # or, for whoever may not read it, the office that answers
    state: str
    url: str  # its page at the desk; empty for whoever may not read it


# The receipt of that number; None where there is none that this official may see.
Finder = Callable[[str, Official], Receipt | None]

_FINDERS: list[Finder] = []


def register(finder: Finder) -> None:
    """A private app above the desk calls this in its `AppConfig.ready`."""
    _FINDERS.append(finder)


def are_kept() -> bool:
    return bool(_FINDERS)


def find_receipt(number: str, user: Official) -> Receipt | None:
    return next((found for finder in _FINDERS if (found := finder(number.strip(), user)) is not None), None)
