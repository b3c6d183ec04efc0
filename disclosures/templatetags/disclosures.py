"""A disclosed item on a page: its fields, its pictures, what is withheld of it."""

from decimal import Decimal
from typing import Any

from django import template
from django.template.defaultfilters import capfirst
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disclosures.history import Change, Version
from disclosures.kinds import Kind, kind_by_slug
from disclosures.models import Release, ReleasedFile, Source, Withholding
from disclosures.page import Item, Section
from disclosures.pictures import IN_GRID, picture_element
from disclosures.values import written
from sites.models import ConstructionSite, SiteStatus
from sites.templatetags.allimi import day, in_content_language, money, points

register = template.Library()

CYCLES = {
    "once": gettext_lazy("released once"),
    "on-change": gettext_lazy("renewed when something changes"),
    "daily": gettext_lazy("renewed every day"),
    "weekly": gettext_lazy("renewed every week"),
    "monthly": gettext_lazy("renewed every month"),
}


@register.simple_tag
def fact(item: Item, name: str) -> SafeString | str:
    """Label and value of one field in a description list; nothing where it is empty and not withheld."""
    field = _field(item.kind, name)
    raw = getattr(item.row, name)
    if name not in item.withheld and raw in (None, "", []):
        return ""
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", capfirst(field.verbose_name), value(item, name))


@register.simple_tag
def fact_label(item: Item, name: str) -> str:
    return label(item.kind, name)


@register.simple_tag
def whole(version: Version) -> SafeString:
    """Every field of a version that has a value or is withheld."""
    pairs = ((field.name, field.verbose_name, getattr(version.row, field.name)) for field in version.kind.fields)
    return format_html_join(
        "",
        "<div><dt>{}</dt><dd>{}</dd></div>",
        (
            (
                capfirst(str(title)),
                _("withheld") if name in version.withheld else written(_field(version.kind, name), raw),
            )
            for name, title, raw in pairs
            if name in version.withheld or raw not in (None, "", [])
        ),
    )


@register.filter
def signed_money(amount: int) -> str:
    """An amount by which something moved: +200,000,000원 …; zero without a sign."""
    return f"{'+' if amount > 0 else ''}{money(amount)}"


@register.filter
def signed_points(gap: Decimal | None) -> str:
    """Percentage points by which the work leads or lags: +0.3, −1.9."""
    if gap is None:
        return ""
    sign = "+" if gap > 0 else "−" if gap < 0 else ""
    return f"{sign}{points(gap)}"


@register.simple_tag
def value(item: Item, name: str) -> SafeString | str:
    """One field's value, or why it is withheld."""
    if name in item.withheld:
        return withheld(item.withheld[name])
    return written(_field(item.kind, name), getattr(item.row, name))


@register.filter
def label(kind: Kind, name: str) -> str:
    return capfirst(str(_field(kind, name).verbose_name))


@register.filter
def withheld(withholding: Withholding) -> SafeString:
    """«Withheld», on which legal ground, why, and when that is looked at again."""
    return format_html(
        '<span class="withheld"><strong>{}</strong> · {} · {} · {}</span>',
        _("Withheld"),
        _("Official Information Disclosure Act, article 9(1), %(ground)s")
        % {"ground": withholding.get_ground_display()},
        in_content_language(withholding.reason),
        format_html(_("to be reviewed on {}"), day(withholding.review_on)),
    )


@register.simple_tag
def picture(item: Item, name: str, alt: str) -> SafeString | str:
    """A picture's thumbnail in its own proportions, linked to the whole picture; a withheld one says why."""
    if name in item.withheld:
        return withheld(item.withheld[name])
    digest = getattr(item.row, name)
    file: ReleasedFile | None = item.files.get(digest)
    if file is None:
        return ""
    return format_html(
        '<a class="frame" href="{}">{}</a>',
        reverse("disclosures:file-content", args=[digest]),
        picture_element(file, alt=alt, sizes=IN_GRID),
    )


@register.simple_tag
def document(item: Item, name: str) -> SafeString | str:
    """A link to a document with its type and size."""
    if name in item.withheld:
        return withheld(item.withheld[name])
    file = item.files.get(getattr(item.row, name))
    if file is None:
        return ""
    return format_html(
        '<a href="{}">{} (PDF, {} KB)</a>',
        reverse("disclosures:file-content", args=[file.pk]),
        capfirst(_field(item.kind, name).verbose_name),
        f"{max(1, round(file.size / 1000)):,}",
    )


@register.simple_tag
def old_value(change: Change) -> SafeString | str:
    return _side(change, change.old, was_withheld=change.old_withheld)


@register.simple_tag
def new_value(change: Change) -> SafeString | str:
    return _side(change, change.new, was_withheld=change.new_withheld)


@register.filter
def cycle_words(cycle: str) -> str:
    return str(CYCLES[cycle])


@register.filter
def has_badge(release: Release) -> bool:
    """Whether the source deserves a badge: all but what a department entered itself."""
    return release.source != Source.OFFICIAL


@register.simple_tag
def no_data_because(section: Section, site: ConstructionSite) -> str:
    """Why a section is empty, as far as the released data tell."""
    if section.tombstones:
        return _("No data, because what was released here has been taken down.")
    if site.status == SiteStatus.PLANNED:
        return _("No data, because the works have not begun yet.")
    if section.duty.cycle == "on-change":
        return _("No data, because nothing of this kind has happened here, or the department has not released it yet.")
    return _("No data, because the department has not released any yet.")


@register.filter
def kind_title(slug: str) -> str:
    """The title of a kind by its slug."""
    return str(kind_by_slug(slug).title)


def _side(change: Change, side: Any, *, was_withheld: bool) -> SafeString | str:
    return _("withheld") if was_withheld else written(change.field, side)


def _field(kind: Kind, name: str) -> Any:
    return next(field for field in kind.fields if field.name == name)
