"""A bulletin as it is read: its words in one language, and of an issue the items that are still public."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .models import Bulletin, BulletinItem, BulletinText, Section


@dataclass(frozen=True)
class Part:
    """A part of an issue with its items."""

    title: str
    items: Sequence[BulletinItem]


@dataclass(frozen=True)
class Read:
    """What page, mail and plain text are made of."""

    text: BulletinText
    parts: Sequence[Part]


def read(bulletin: Bulletin, language: str) -> Read | None:
    """In that language or the next best; None where it was withdrawn. Two statements."""
    text = bulletin.text_in(language) if bulletin.is_shown else None
    if text is None:
        return None
    items = bulletin.items.filter(language=text.language).select_related("site", "release") if bulletin.is_issue else ()
    return Read(text, parts_of(items))


def parts_of(items: Iterable[BulletinItem]) -> list[Part]:
    """The items that are still public, by parts in their order; a part without any is left out."""
    shown = [item for item in items if item.is_shown]
    return [
        Part(str(section.label), found)
        for section in Section
        if (found := [item for item in shown if item.section == section])
    ]
