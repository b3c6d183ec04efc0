"""The first page: what its reader has to do next, box by box. Each box has a provider, and any app may add one.

A private app above the desk (the complaints' casework, say) calls `register` in its `AppConfig.ready`.
"""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.functional import Promise

from .models import Official

SHOWN = 8  # lines a box has at first
WHOLE = "all"  # the parameter that asks for all lines of a box
MOST = 200  # that a provider need not go beyond: `Found.count` tells how many there are


class Line(NamedTuple):
    """One thing to do, a click from its form."""

    url: str
    label: str
    due_on: datetime.date | None = None
    detail: str = ""  # where, whose, why: a few words
    is_late: bool = False


@dataclass(frozen=True)
class Found:
    """What a provider found for one reader."""

    count: int
    items: Sequence[Line]  # the most pressing first, MOST of them at most; the page shows SHOWN until asked for all
    more_url: str = ""  # where all of them are, if there is a better place than the box itself


Finder = Callable[[Official, datetime.datetime], Found | None]


@dataclass(frozen=True)
class Provider:
    """A box of the first page."""

    slug: str  # also the box's id in the page
    title: str | Promise
    find: Finder  # None where the reader has nothing to do with it; Found(0, ()) where nothing is left to do
    place: int  # the lowest comes first; 10 apart, so that others fit between


@dataclass(frozen=True)
class Box:
    """A box with what is in it."""

    provider: Provider
    found: Found
    is_whole: bool = False  # whether all its lines were asked for

    @property
    def shown(self) -> Sequence[Line]:
        return self.found.items[: MOST if self.is_whole else SHOWN]

    @property
    def more_url(self) -> str:
        """Where the further ones are."""
        return self.found.more_url or f"?{WHOLE}={self.provider.slug}#box-{self.provider.slug}"

    @property
    def further(self) -> int:
        return max(0, self.found.count - len(self.shown))


_PROVIDERS: dict[str, Provider] = {}


def register(provider: Provider) -> None:
    """Add a box. Raises ValueError where its slug is taken."""
    if provider.slug in _PROVIDERS:
        raise ValueError(f"The first page has a box {provider.slug!r} already.")
    _PROVIDERS[provider.slug] = provider


def providers() -> list[Provider]:
    """All boxes in their order."""
    return sorted(_PROVIDERS.values(), key=lambda provider: (provider.place, provider.slug))


def boxes_of(user: Official, *, now: datetime.datetime, whole: str = "") -> list[Box]:
    """The boxes that concern this reader; of the one called `whole` all lines."""
    found = ((provider, provider.find(user, now)) for provider in providers())
    return [Box(provider, what, provider.slug == whole) for provider, what in found if what is not None]
