"""The items of a section as HTML: one after the other, each with its heading, facts, files and origin.

Which fields stand where is the business of the kind's template, which names them. Writing them is done here and not
by template nodes: a site's page has some fifty items with ten facts each, and a node costs more than its fact.
Everything here returns HTML; what comes from a row is escaped where it is written (`disclosures.values`).
"""

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from sites.templatetags.allimi import day, in_content_language, language

from .addresses import file_address
from .models import Withholding
from .origin import provenance
from .page import Item
from .pictures import IN_GRID, picture_element
from .values import EMPTY, NOT_GIVEN, Words, words_of


@dataclass(frozen=True)
class Layout:
    """Which fields of an item stand where, by their names. Empty: nothing stands there."""

    heading: Sequence[str] = ()  # fields, «label:field», and what is neither as it is
    picture: str = ""
    alt: str = ""  # the field that describes the picture
    notice: Sequence[str] = ()  # stands out where the first of them is given
    facts: Sequence[str] = ()
    documents: Sequence[str] = ()

    @classmethod
    @lru_cache(maxsize=256)
    def of(
        cls,
        *,
        heading: str = "",
        picture: str = "",
        alt: str = "",
        notice: str = "",
        facts: str = "",
        documents: str = "",
    ) -> "Layout":
        """From what a template says: names apart by spaces."""
        return cls(
            tuple(heading.split()), picture, alt, tuple(notice.split()), tuple(facts.split()), tuple(documents.split())
        )


def items_html(items: Sequence[Item], layout: Layout, *, notice_title: str = "", alt: str = "") -> SafeString:
    """The items in their order. `alt` describes a picture whose own description is empty."""
    spoken, notice_title = language(), html.escape(notice_title)
    words = words_of(items[0].kind, spoken) if items else {}
    articles = "\n".join(_article(item, layout, words, spoken, notice_title, alt) for item in items)
    return mark_safe(f'<div class="items">{articles}</div>')  # noqa: S308  (made of escaped parts)


def _article(item: Item, layout: Layout, words: Words, spoken: str, notice_title: str, alt: str) -> str:
    parts = []
    if item.kind.many:
        number = f"i{item.release.pk}"
        heading = heading_html(item, layout.heading, words)
        parts.append(f'<article class="item" aria-labelledby="{number}"><h3 id="{number}">{heading}</h3>')
    else:
        parts.append('<article class="item">')
    if layout.picture:
        parts.append(picture_html(item, layout.picture, getattr(item.row, layout.alt) or alt, spoken))
    if layout.notice and getattr(item.row, layout.notice[0]):
        told = facts_html(item, layout.notice, words)
        parts.append(f'<div class="notice"><p><strong>{notice_title}</strong></p><dl class="facts">{told}</dl></div>')
    parts.append(f'<dl class="facts">{facts_html(item, layout.facts, words)}</dl>')
    parts += [f"<p>{link}</p>" for name in layout.documents if (link := document_html(item, name, words, spoken))]
    if item.kind.many:
        parts.append(provenance(item, spoken))
    parts.append("</article>")
    return "".join(parts)


def heading_html(item: Item, names: Sequence[str], words: Words) -> str:
    return " ".join(
        words[name[6:]].label
        if name.startswith("label:")
        else value_html(item, name, words)
        if name in words
        else html.escape(name)
        for name in names
    )


def facts_html(item: Item, names: Sequence[str], words: Words) -> str:
    """Label and value of each field in a description list; nothing of one that is empty and not withheld."""
    row, withheld = item.row, item.withheld
    parts = []
    for name in names:
        field = words[name]
        if name in withheld:
            parts.append(f"<div><dt>{field.label}</dt><dd>{withheld_html(withheld[name])}</dd></div>")
        elif (value := getattr(row, name)) not in EMPTY:
            parts.append(f"<div><dt>{field.label}</dt><dd>{field.write(value)}</dd></div>")
    return "".join(parts)


def value_html(item: Item, name: str, words: Words) -> str:
    """One field's value, or why it is withheld."""
    if name in item.withheld:
        return withheld_html(item.withheld[name])
    value = getattr(item.row, name)
    return html.escape(str(NOT_GIVEN)) if value in EMPTY else words[name].write(value)


def withheld_html(withholding: Withholding) -> SafeString:
    """«Withheld», on which legal ground, why, and when that is looked at again."""
    return format_html(
        '<span class="withheld"><strong>{}</strong> · {} · {} · {}</span>',
        _("Withheld"),
        _("Official Information Disclosure Act, article 9(1), %(ground)s")
        % {"ground": withholding.get_ground_display()},
        in_content_language(withholding.reason),
        format_html(_("to be reviewed on {}"), day(withholding.review_on)),
    )


def picture_html(item: Item, name: str, alt: str, spoken: str) -> str:
    """A picture in its own proportions, linked to the whole picture; a withheld one says why."""
    return _shown(
        item,
        name,
        lambda file: format_html(
            '<a class="frame" href="{}">{}</a>',
            file_address(file.pk, spoken),
            picture_element(file, alt=alt, sizes=IN_GRID),
        ),
    )


def document_html(item: Item, name: str, words: Words, spoken: str) -> str:
    """A link to a document with its type and size."""
    return _shown(
        item,
        name,
        lambda file: format_html(
            '<a href="{}">{} ({}, {} KB)</a>',
            file_address(file.pk, spoken),
            mark_safe(words[name].label),  # noqa: S308  (escaped there)
            file.extension.upper(),
            f"{max(1, round(file.size / 1000)):,}",
        ),
    )


def _shown(item: Item, name: str, write: Callable[[Any], str]) -> str:
    if name in item.withheld:
        return withheld_html(item.withheld[name])
    file = item.files.get(getattr(item.row, name))
    return write(file) if file else ""
