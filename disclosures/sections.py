"""A site's sections as HTML: title and plain words, how current it is, when it is due, the law, the downloads."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.template import Context
from django.template.defaultfilters import capfirst
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sites.models import ConstructionSite, SiteStatus
from sites.templatetags.allimi import in_content_language, language, marked_day, name_of

from .addresses import download_address, kind_address
from .kinds import kind_by_slug
from .lateness import renewal
from .layout import withheld_html
from .origin import as_of, history_link, newest_history_link, source_badge
from .page import Item, Section
from .site_parts import Part

CYCLES = {
    "once": gettext_lazy("released once"),
    "on-change": gettext_lazy("renewed when something changes"),
    "daily": gettext_lazy("renewed every day"),
    "weekly": gettext_lazy("renewed every week"),
    "monthly": gettext_lazy("renewed at the end of every month"),
}


@dataclass(frozen=True)
class _Words:
    """What is the same in every section of a kind, in one language, as HTML."""

    title: str
    plain_words: str
    no_data: str
    downloads: str  # the icon and its word
    next_by: str
    all_of_them: str


def contents(sections: list[Section], parts: Sequence[Part] = ()) -> SafeString:
    """Links to the sections and to what other apps add, with the number of items in each."""
    links, spoken = [], language()
    for section in sections:
        words = _words(section.kind.slug, spoken)
        told = f"{section.total:,}" if section.total else words.no_data
        links.append(f'<li><a href="#{section.kind.slug}">{words.title}</a> <span class="small">{told}</span></li>')
    for part in parts:
        told = f"{part.total:,}" if part.total else html.escape(_("none"))
        title = html.escape(str(part.title))
        links.append(f'<li><a href="#{part.slug}">{title}</a> <span class="small">{told}</span></li>')
    return mark_safe(f"<ol>{''.join(links)}</ol>")  # noqa: S308  (made of escaped parts)


def section_html(context: Context, section: Section) -> SafeString:
    """A section of the site's page. `context` is the page's: `site`, and what the kinds' templates draw."""
    slug, site, spoken = section.kind.slug, context["site"], language()
    words = _words(slug, spoken)
    more = ""
    if section.has_more:
        told = words.all_of_them % {"title": words.title, "number": f"{section.total:,}"}
        more = f'<p><a class="more" href="{kind_address(site.code, slug, spoken)}">{told}</a></p>'
    return mark_safe(  # noqa: S308  (made of escaped parts)
        f'<section class="section" id="{slug}" aria-labelledby="{slug}-title">\n'
        f'<h2 id="{slug}-title">{words.title}</h2><p class="plain">{words.plain_words}</p>'
        f"{section_body(context, section)}{more}</section>"
    )


def section_body(context: Context, section: Section) -> SafeString:
    """All of a section below its title, also on the kind's own page."""
    site = context["site"]
    parts: list[str] = [section_meta(section, site)]
    if section.items:
        parts.append(_rendered(context, section.kind.template, section=section))
    elif not section.hidden:
        parts.append(f'<p class="empty">{html.escape(no_data_because(section, site))}</p>')
    parts += [_hidden(item) for item in section.hidden]
    parts += [_rendered(context, "disclosures/_tombstone.html", stone=stone) for stone in section.tombstones]
    return mark_safe("\n".join(parts))  # noqa: S308  (made of escaped parts)


def _hidden(item: Item) -> str:
    """An item of which nothing is disclosed but that it is there: the ground, which is the same for each field."""
    ground, said = withheld_html(next(iter(item.withheld.values()))), html.escape(_("One item is withheld as a whole."))
    return f'<p class="hidden-item">{said} {ground} {history_link(item, language())}</p>'


def section_meta(section: Section, site: ConstructionSite) -> SafeString:
    """As-of date, department and version of the newest; the duty and its legal basis; the downloads."""
    spoken = language()
    duty = section.duty
    legal_basis = conditional_escape(in_content_language(duty.legal_basis))
    lines = [
        f"<p>{_currency(section, site, spoken)}</p>",
        _vouched(section),
        f"<p>{_renewed(section, site, duty.cycle, spoken)} · {legal_basis}</p>",
    ]
    if section.items:
        lines.append(f'<p class="downloads">{_downloads(section, site, spoken)}</p>')
    return mark_safe(f'<div class="section-meta">{"".join(lines)}</div>')  # noqa: S308  (made of escaped parts)


def no_data_because(section: Section, site: ConstructionSite) -> str:
    """Why a section is empty, as far as the released data tell."""
    if section.tombstones:
        return _("No data, because what was released here has been taken down.")
    if site.status == SiteStatus.PLANNED:
        return _("No data, because the works have not begun yet.")
    if section.duty.cycle == "on-change":
        return _("No data, because nothing of this kind has happened here, or the department has not released it yet.")
    return _("No data, because the department has not released any yet.")


def _renewed(section: Section, site: ConstructionSite, cycle: str, spoken: str) -> str:
    """How often the section is to be renewed, and by how many days that is late."""
    words = html.escape(capfirst(str(CYCLES[cycle])))
    newest = section.newest.as_of_on if section.newest else None
    due = renewal(cycle, newest, site=site, today=timezone.localdate())
    if due is None or not section.is_newest:
        return words
    if not due.days_late:
        return f"{words}, {_words(section.kind.slug, spoken).next_by.format(marked_day(due.due_on, spoken))}"
    late = ngettext("%(days)s day late", "%(days)s days late", due.days_late) % {"days": f"{due.days_late:,}"}
    return f'{words}, <strong class="late">{html.escape(late)}</strong>'


def _currency(section: Section, site: ConstructionSite, spoken: str) -> str:
    newest = section.newest
    if newest is None:
        return conditional_escape(name_of(site.department))
    badge = "" if section.kind.many else source_badge(newest, spoken)
    return f"{as_of(newest, spoken)} · {newest_history_link(section.kind, newest, spoken)}{badge}"


def _vouched(section: Section) -> str:
    """Who confirmed and who approved the newest, by post."""
    newest = section.newest
    if newest is None:
        return ""
    approved = html.escape(_("Approved by %(post)s")) % {"post": _post(newest.approved_post)}
    if not newest.confirmed_post:
        return f"<p>{approved}</p>"
    confirmed = html.escape(_("Confirmed by %(post)s")) % {"post": _post(newest.confirmed_post)}
    return f"<p>{confirmed} · {approved}</p>"


def _post(post: str) -> str:
    return conditional_escape(in_content_language(post))


def _downloads(section: Section, site: ConstructionSite, spoken: str) -> str:
    slug = section.kind.slug
    words = _words(slug, spoken)
    of_what = f'<span class="hidden"> ({words.title})</span>'
    links = " ".join(
        f'<a href="{download_address(name, site.code, slug, spoken)}">{label}{of_what}</a>'
        for name, label in (("kind-csv", "CSV"), ("kind-json", "JSON"))
    )
    return f"{words.downloads}: {links}"


def _rendered(context: Context, template: str, **more: object) -> str:
    """A part of the page by a template of its own, as `include` does it."""
    with context.push(**more):
        return context.template.engine.get_template(template).render(context)  # type: ignore[union-attr]


@lru_cache(maxsize=256)
def _words(slug: str, spoken: str) -> _Words:
    """In the language `spoken`, the active one."""
    kind = kind_by_slug(slug)
    icon = render_to_string("components/icons/download.html").strip()
    return _Words(
        title=html.escape(str(kind.title)),
        plain_words=html.escape(str(kind.plain_words)),
        no_data=html.escape(_("no data")),
        downloads=icon + html.escape(_("Download")),
        next_by=html.escape(_("next by {}")),
        all_of_them=html.escape(_("%(title)s: all %(number)s")),
    )
