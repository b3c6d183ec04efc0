"""The manuals as they lie in docs/manual: their sections, and the pages that a section's steps are on.

A step ends with its page, `<!-- queue -->`. So the section that explains a page is the one with most steps there.
"""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).resolve().parent.parent.parent / "docs" / "manual"
PICTURES = FOLDER / "pictures"
LANGUAGES = ("ko", "en")
MANUALS = ("citizen", "reporter", "officer", "approver", "auditor", "administrator", "calls", "webmaster", "training")

_TITLE = "# "
_SECTION = "## "
_LINK = re.compile(r"\[(.+?)\]\(.+?\)")
PLACE = re.compile(r"<!-- ([a-z-]+) -->\s*$")


class Section(NamedTuple):
    number: int  # from 1; also its place in the page: #section-1
    title: str
    places: tuple[str, ...]  # the page of each step

    @property
    def anchor(self) -> str:
        return f"section-{self.number}"


class Manual(NamedTuple):
    name: str
    language: str
    title: str
    about: str  # the paragraph below the title, as plain text
    text: str  # Markdown
    sections: tuple[Section, ...]

    def explaining(self, place: str) -> Section | None:
        """The section that has most steps on this page, the first such; None where none has any."""
        best = max(self.sections, key=lambda section: section.places.count(place), default=None)
        return best if best is not None and place in best.places else None


def text_of(name: str, language: str) -> str:
    return (FOLDER / language / f"{name}.md").read_text("utf-8")


@cache
def manual(name: str, language: str) -> Manual:
    """A manual in that language, or in English where there is none in it. The files come with the code: read once."""
    language = language if language in LANGUAGES else "en"
    text = text_of(name, language)
    head, *parts = text.split(f"\n{_SECTION}")
    title, _blank, rest = head.partition("\n")
    about = _LINK.sub(r"\1", " ".join(rest.strip().partition("\n\n")[0].splitlines()))
    sections = tuple(_section(number, part) for number, part in enumerate(parts, start=1))
    return Manual(name, language, title.removeprefix(_TITLE), about, text, sections)


def _section(number: int, part: str) -> Section:
    title, *lines = part.splitlines()
    found = (PLACE.search(line) for line in lines)
    return Section(number, title, tuple(place.group(1) for place in found if place))
