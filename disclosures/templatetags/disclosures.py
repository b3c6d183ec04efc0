"""A disclosed item on a page: its fields, its pictures, what is withheld of it."""

from decimal import Decimal
from typing import Any

from django import template
from django.template.defaultfilters import capfirst
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from disclosures.gallery import Shot
from disclosures.history import Change, Version
from disclosures.kinds import Kind, kind_by_slug
from disclosures.lateness import renewal
from disclosures.models import ReleasedFile, Withholding
from disclosures.page import Item, Section
from disclosures.pictures import ALONE, IN_GRID, IN_PAIR, picture_element
from disclosures.values import written
from disclosures.webcams import Camera, camera_of
from sites.models import ConstructionSite, SiteStatus
from sites.templatetags.allimi import day, in_content_language, money, points

register = template.Library()

CYCLES = {
    "once": gettext_lazy("released once"),
    "on-change": gettext_lazy("renewed when something changes"),
    "daily": gettext_lazy("renewed every day"),
    "weekly": gettext_lazy("renewed every week"),
    "monthly": gettext_lazy("renewed at the end of every month"),
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
def any_withheld(item: Item) -> SafeString:
    """Of an item that is withheld as a whole: the ground, which is the same for each field."""
    return withheld(next(iter(item.withheld.values())))


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
def photo(item: Item, site: ConstructionSite) -> SafeString | str:
    """A photo for a gallery, linked to its own page; a withheld one says why."""
    if "image" in item.withheld:
        return withheld(item.withheld["image"])
    file = item.files.get(item.row.image)  # type: ignore[attr-defined]
    return _framed(item.row, file, site) if file else ""


@register.simple_tag
def camera(item: Item) -> Camera:
    """How a released camera can be shown."""
    return camera_of(item)


@register.simple_tag
def shot_picture(shot: Shot, *, in_pair: bool = False) -> SafeString | str:
    """The same of a gallery's own reading; beside another it stands larger."""
    if shot.file is None:
        return format_html('<p class="withheld">{}</p>', _("This photo is withheld; its history tells the ground."))
    return _framed(shot.row, shot.file, shot.row.release.site, sizes=IN_PAIR if in_pair else IN_GRID)


@register.simple_tag
def large_picture(shot: Shot) -> SafeString | str:
    """The photo as wide as the page, loaded at once."""
    if shot.file is None:
        return shot_picture(shot)
    return picture_element(shot.file, alt=_described(shot.row), sizes=ALONE, lazy=False)


def _framed(row: Any, file: ReleasedFile, site: ConstructionSite, *, sizes: str = IN_GRID) -> SafeString:
    return format_html(
        '<a class="frame" href="{}">{}</a>',
        reverse("disclosures:photo-detail", args=[site.code, row.release.item]),
        picture_element(file, alt=_described(row), sizes=sizes),
    )


def _described(row: Any) -> str:
    """A photo in words, for those who cannot see it."""
    return ", ".join(filter(None, (row.work_item, row.viewpoint)))


@register.simple_tag
def document(item: Item, name: str) -> SafeString | str:
    """A link to a document with its type and size."""
    if name in item.withheld:
        return withheld(item.withheld[name])
    file = item.files.get(getattr(item.row, name))
    if file is None:
        return ""
    return format_html(
        '<a href="{}">{} ({}, {} KB)</a>',
        reverse("disclosures:file-content", args=[file.pk]),
        capfirst(_field(item.kind, name).verbose_name),
        file.extension.upper(),
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


@register.simple_tag
def update_duty(section: Section, site: ConstructionSite) -> SafeString | str:
    """How often the section is to be renewed, and by how many days that is late."""
    words = capfirst(cycle_words(section.duty.cycle))
    newest = section.newest.as_of_on if section.newest else None
    due = renewal(section.duty.cycle, newest, site=site, today=timezone.localdate())
    if due is None or not section.is_newest:
        return words
    if not due.days_late:
        return format_html("{}, {}", words, format_html(_("next by {}"), day(due.due_on)))
    late = ngettext("%(days)s day late", "%(days)s days late", due.days_late) % {"days": f"{due.days_late:,}"}
    return format_html('{}, <strong class="late">{}</strong>', words, late)


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
