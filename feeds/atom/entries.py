"""Entries and tombstones of a feed, read in few statements however many there are."""

import datetime
import html
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from disclosures.addresses import history_address
from disclosures.kinds import Kind, ReleasedRow, kind_by_slug
from disclosures.kinds.fields import FileDigestField
from disclosures.models import LedgerEntry, LedgerEvent, Release
from disclosures.values import EMPTY, words_of
from feeds.identity import item_urn
from sites.models import ConstructionSite
from sites.templatetags.allimi import content_language, day_text, language

# Officials paste from everywhere: XML knows no way to write these.
_UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Entry:
    """One entry; `content` is HTML. Paths begin with a slash."""

    urn: str
    title: str
    path: str
    updated_at: datetime.datetime
    published_at: datetime.datetime
    author: str
    content: str
    category: tuple[str, str] | None = None  # term and label
    more: Sequence[tuple[str, str, str]] = field(default_factory=tuple)  # rel, media type and path


@dataclass(frozen=True)
class Tombstone:
    """What was taken down: its identifier, when, and why in words."""

    urn: str
    gone_at: datetime.datetime
    reason: str


def writable(text: str) -> str:
    """The text without the control characters that no XML may hold."""
    return _UNWRITABLE.sub("", text)


def entries_of(releases: Iterable[Release]) -> list[Entry]:
    """In the given order. A statement for each kind among them, and one for the first versions of corrected items."""
    listed = list(releases)
    rows = _rows(listed)
    first = _first_released(listed)
    return [_entry(release, rows.get(release.pk), first.get(release.item)) for release in listed]


def item_tombstones(gone: Iterable[Release]) -> list[Tombstone]:
    """Of items."""
    return tombstones_of(gone, key=lambda release: item_urn(release.item))


def tombstones_of(gone: Iterable[Release], *, key: Callable[[Release], str]) -> list[Tombstone]:
    """One for each identifier that `key` tells, by what of it went last. Two statements."""
    last: dict[str, Release] = {}
    for release in gone:
        last.setdefault(key(release), release)
    taken = LedgerEntry.objects.filter(release__in=[release.pk for release in last.values()])
    grounds = dict(taken.exclude(event=LedgerEvent.RELEASED).values_list("release", "ground"))
    return [
        Tombstone(
            urn=urn,
            gone_at=cast(datetime.datetime, release.ended_at),  # the database insists
            reason=f"{release.get_state_display()}: {grounds.get(release.pk, '')}".rstrip(": "),
        )
        for urn, release in last.items()
    ]


def _rows(releases: Sequence[Release]) -> dict[int, ReleasedRow]:
    by_kind: dict[str, list[int]] = {}
    for release in releases:
        by_kind.setdefault(release.kind, []).append(release.pk)
    found: dict[int, ReleasedRow] = {}
    for slug, keys in by_kind.items():
        kind = kind_by_slug(slug)
        relations = [each.name for each in kind.fields if each.is_relation]
        for row in kind.model._default_manager.filter(pk__in=keys).select_related(*relations):
            found[row.pk] = row
    return found


def _first_released(releases: Sequence[Release]) -> Mapping[Any, datetime.datetime]:
    corrected = [release.item for release in releases if release.version > 1]
    if not corrected:
        return {}
    return dict(Release.objects.filter(item__in=corrected, version=1).values_list("item", "released_at"))


def _entry(release: Release, row: ReleasedRow | None, first: datetime.datetime | None) -> Entry:
    kind, site = kind_by_slug(release.kind), release.site
    words = {"kind": kind.title, "site": site.localized_name}
    title = _("%(kind)s (corrected): %(site)s") if release.version > 1 else _("%(kind)s: %(site)s")
    return Entry(
        urn=item_urn(release.item),
        title=title % words,
        path=_place(site, kind),
        updated_at=release.released_at,
        published_at=first or release.released_at,
        author=release.department.localized_name,
        content=_content(kind, release, row),
        category=(kind.slug, str(kind.title)),
        more=[("related", "text/html", history_address(release.item, language()))],
    )


def _place(site: ConstructionSite, kind: Kind) -> str:
    """The kind's section of the site's page; the page where the record itself was released."""
    address = site.get_absolute_url()
    return address if kind.slug == "site" else f"{address}#{kind.slug}"


def _content(kind: Kind, release: Release, row: ReleasedRow | None) -> str:
    parts = []
    if release.correction_reason:
        reason = _fact(_("Reason of the correction"), official(release.correction_reason))
        parts.append(f"<p>{reason}</p>")
    facts = [] if row is None else list(_facts(kind, row))
    if facts:
        parts.append(f"<ul>{''.join(f'<li>{fact}</li>' for fact in facts)}</ul>")
    as_of = _fact(_("As of"), html.escape(day_text(release.as_of_on)))
    parts.append(f"<p>{as_of}</p>")
    return "".join(parts)


def _facts(kind: Kind, row: ReleasedRow) -> Iterable[str]:
    """What is filled in, in the kind's order. Withheld fields say so; files stand on the page alone."""
    words = words_of(kind, get_language() or language())
    for each, value in ((each, getattr(row, each.name)) for each in kind.fields):
        if isinstance(each, FileDigestField):
            continue
        if each.name in row.withheld:
            yield _fact(words[each.name].label, html.escape(_("withheld")))
        elif value not in EMPTY:
            yield _fact(words[each.name].label, words[each.name].write(value))


def _fact(label: str, value: str) -> str:
    return f"{label}: {value}"


def official(text: str) -> str:
    """Text by officials, marked with its language where the feed speaks another."""
    escaped, official = html.escape(text), content_language()
    return escaped if language().startswith(official) else f'<span lang="{official}">{escaped}</span>'
