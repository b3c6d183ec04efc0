"""What stands beside every item of a page: the link to its history, and where it came from. All as HTML.

`spoken` is the reader's language, the active one.
"""

import html
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from sites.models import Department
from sites.templatetags.allimi import day_in, marked_day, name_of

from .addresses import history_address
from .kinds import Kind, kind_by_slug
from .models import Release, Source
from .page import Item


@dataclass(frozen=True)
class _Words:
    """What is the same for every item of a kind, in one language."""

    spoken: str
    history: str
    newest: str
    kind: str
    item: str
    demo: str
    automatic: str
    as_of: str


def provenance(item: Item, spoken: str) -> SafeString:
    """As-of date, department and version, with the link to the history and the source."""
    words = _words(item.kind.slug, spoken)
    release = item.release
    history = f"{_history_link(release, words)}{_source_badge(release, words)}"
    return mark_safe(f'<p class="provenance">{as_of(release, spoken)} · {history}</p>')  # noqa: S308  (made of escaped parts)


def as_of(release: Release, spoken: str) -> str:
    """As-of date, department and version in a line."""
    department = release.department
    return _words(release.kind, spoken).as_of % {
        "date": marked_day(release.as_of_on, spoken),
        "department": _department(department.name, department.name_en, spoken),
        "version": release.version,
    }


def version_cell(item: Item, spoken: str) -> str:
    """Of a table's row: its version, the link to the history and the source."""
    words = _words(item.kind.slug, spoken)
    release = item.release
    return f"{release.version} · {_history_link(release, words)}{_source_badge(release, words)}"


def history_link(item: Item, spoken: str) -> SafeString:
    """«History»; to a screen reader also of which item."""
    return mark_safe(_history_link(item.release, _words(item.kind.slug, spoken)))  # noqa: S308


def newest_history_link(kind: Kind, release: Release, spoken: str) -> SafeString:
    """The same of a section's newest item."""
    words = _words(kind.slug, spoken)
    return mark_safe(  # noqa: S308
        f'<a href="{history_address(release.item, words.spoken)}">{words.history}'
        f'<span class="hidden">: {words.kind}, {words.newest}</span></a>'
    )


def source_badge(release: Release, spoken: str) -> SafeString:
    """Whether the data are invented or real, and whether nobody looked at them; nothing where it is as usual."""
    return mark_safe(_source_badge(release, _words(release.kind, spoken)))  # noqa: S308


def _history_link(release: Release, words: _Words) -> str:
    return (
        f'<a href="{history_address(release.item, words.spoken)}">{words.history}<span class="hidden">: '
        f"{words.kind}, {html.escape(day_in(release.as_of_on, words.spoken))}, {words.item} {release.pk}</span></a>"
    )


def _source_badge(release: Release, words: _Words) -> str:
    automatic = words.automatic if release.is_automatic else ""
    if release.source == Source.OFFICIAL:
        return automatic
    if release.source == Source.DEMO:
        return words.demo + automatic
    real = format_html(
        ' <span class="badge">{}: {}, {}</span>',
        _("Real data"),
        release.get_source_display(),
        marked_day(release.as_of_on, words.spoken),
    )
    return real + automatic


@lru_cache(maxsize=1024)
def _department(name: str, name_en: str, spoken: str) -> str:
    """A department's name in the language `spoken`, the active one."""
    return conditional_escape(name_of(Department(name=name, name_en=name_en)))


@lru_cache(maxsize=256)
def _words(slug: str, spoken: str) -> _Words:
    """In the language `spoken`, the active one."""
    return _Words(
        spoken=spoken,
        newest=html.escape(_("the newest")),
        history=html.escape(_("History")),
        kind=html.escape(str(kind_by_slug(slug).title)),
        item=html.escape(_("item")),
        automatic=format_html(' <span class="badge">{}</span>', _("Approved automatically")),
        demo=format_html(' <span class="badge badge-demo">{}</span>', _("Demo data")),
        as_of=html.escape(_("As of %(date)s · %(department)s · version %(version)s")),
    )
