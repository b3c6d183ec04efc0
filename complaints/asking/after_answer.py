"""What the page of a receipt leads to once there is an answer, beside rating it: a registry, since apps above know."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Further:
    """A link with its words."""

    words: str
    path: str


_FINDERS: list[Callable[[], Further | None]] = []


def offer(find: Callable[[], Further | None]) -> None:
    """Add one. Call it in an app's `ready`."""
    _FINDERS.append(find)


def offered() -> list[Further]:
    """All that there is today, in the language that is set."""
    return [found for find in _FINDERS if (found := find()) is not None]
