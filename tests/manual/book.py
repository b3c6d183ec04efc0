"""The manuals as the tests read them: which button a step names, on which page, and which pictures it shows.

A step writes what one presses as it stands on the screen, **[so]**, and ends with the page it is on: <!-- queue -->.
A name that ends in … says how the words on the screen begin.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from desk.manuals.book import PLACE, text_of

_NAMED = re.compile(r"\*\*\[(.+?)\]\*\*")
_PICTURE = re.compile(r"!\[(.*?)\]\((.+?)\)")


class Step(NamedTuple):
    """A line of a manual that names what to press."""

    manual: str
    language: str
    line: int
    place: str  # empty where the line forgot to say
    names: tuple[str, ...]

    def __str__(self) -> str:
        return f"docs/manual/{self.language}/{self.manual}.md:{self.line}"


def steps(manual: str, language: str) -> Iterator[Step]:
    for number, line in enumerate(text_of(manual, language).splitlines(), start=1):
        names = tuple(_NAMED.findall(line))
        place = PLACE.search(line)
        if names or place:
            yield Step(manual, language, number, place.group(1) if place else "", names)


def pictures(manual: str, language: str) -> list[tuple[str, str]]:
    """What stands in place of each picture for who cannot see it, and its file as the manual names it."""
    return _PICTURE.findall(text_of(manual, language))


def picture_name(manual: str, place: str, language: str) -> str:
    return f"{manual}-{place}-{language}.webp"
