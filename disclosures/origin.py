"""What stands beside every item of a page: the link to its history, and where it came from. All as HTML."""

import html
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from sites.templatetags.allimi import day, day_text, language, name_of

from .addresses import history_address
from .kinds import Kind, kind_by_slug
from .models import Release, Source
from .page import Item


@dataclass(frozen=True)
class _Words:
    """What is the same for every item of a kind, in one language."""

    history: str
    kind: str
    item: str
    demo: str
    as_of: str


def provenance(item: Item) -> SafeString:
    """As-of date, department and version, with the link to the history and the source."""
    words = _words(item.kind.slug, language())
    release = item.release
    history = f"{_history_link(release, words)}{_source_badge(release, words)}"
    return mark_safe(f'<p class="provenance">{as_of(release)} · {history}</p>')  # noqa: S308  (made of escaped parts)


def as_of(release: Release) -> str:
    """As-of date, department and version in a line."""
    return _words(release.kind, language()).as_of % {
        "date": day(release.as_of_on),
        "department": conditional_escape(name_of(release.department)),
        "version": release.version,
    }


def version_cell(item: Item) -> str:
    """Of a table's row: its version, the link to the history and the source."""
    words = _words(item.kind.slug, language())
    release = item.release
    return f"{release.version} · {_history_link(release, words)}{_source_badge(release, words)}"


def history_link(item: Item) -> SafeString:
    """«History»; to a screen reader also of which item."""
    return mark_safe(_history_link(item.release, _words(item.kind.slug, language())))  # noqa: S308


def newest_history_link(kind: Kind, release: Release) -> SafeString:
    """The same of a section's newest item."""
    words = _words(kind.slug, language())
    newest = html.escape(_("the newest"))
    return mark_safe(  # noqa: S308
        f'<a href="{history_address(release.item)}">{words.history}'
        f'<span class="hidden">: {words.kind}, {newest}</span></a>'
    )


def source_badge(release: Release) -> SafeString:
    """Whether the data are invented or real; nothing for what a department entered itself."""
    return mark_safe(_source_badge(release, _words(release.kind, language())))  # noqa: S308


def _history_link(release: Release, words: _Words) -> str:
    return (
        f'<a href="{history_address(release.item)}">{words.history}<span class="hidden">: '
        f"{words.kind}, {html.escape(day_text(release.as_of_on))}, {words.item} {release.pk}</span></a>"
    )


def _source_badge(release: Release, words: _Words) -> str:
    if release.source == Source.OFFICIAL:
        return ""
    if release.source == Source.DEMO:
        return words.demo
    return format_html(
        ' <span class="badge">{}: {}, {}</span>', _("Real data"), release.get_source_display(), day(release.as_of_on)
    )


@lru_cache(maxsize=256)
def _words(slug: str, spoken: str) -> _Words:
    """In the language `spoken`, the active one."""
    return _Words(
        history=html.escape(_("History")),
        kind=html.escape(str(kind_by_slug(slug).title)),
        item=html.escape(_("item")),
        demo=f' <span class="badge badge-demo">{html.escape(_("Demo data"))}</span>',
        as_of=html.escape(_("As of %(date)s · %(department)s · version %(version)s")),
    )
