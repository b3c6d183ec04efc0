"""A disclosed item on a page: its fields, what changed in them, its pictures.

What a site's page repeats is written by `disclosures.layout` and `disclosures.rows`; its tags are thin.
"""

from typing import Any

from django import template
from django.template.defaultfilters import capfirst
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from disclosures.charts import drawing
from disclosures.gallery import Shot
from disclosures.history import Change, Version
from disclosures.kinds import Kind
from disclosures.layout import Layout, facts_html, items_html, value_html, withheld_html
from disclosures.page import Item, Section
from disclosures.pictures import ALONE, IN_GRID, IN_PAIR, described, framed_photo, picture_element
from disclosures.rows import gallery as gallery_of
from disclosures.rows import table_rows
from disclosures.sections import CYCLES, contents, no_data_because, section_body, section_html, section_meta
from disclosures.values import signed_money, words_of, written
from disclosures.webcams import Camera, camera_of
from sites.models import ConstructionSite
from sites.templatetags.allimi import language

register = template.Library()

register.filter(signed_money)
register.filter("withheld", withheld_html)
register.simple_tag(no_data_because)
register.simple_tag(section_meta)
for drawn in (
    drawing.bar_rows,
    drawing.bar_shapes,
    drawing.report_rows,
    drawing.span_labels,
    drawing.span_shapes,
    drawing.timeline_rows,
):
    register.simple_tag(drawn)
register.simple_tag(contents)
register.simple_tag(section_body, takes_context=True)
register.simple_tag(section_html, takes_context=True)


@register.simple_tag
def items(section: Section, *, notice_title: str = "", no_alt: str = "", **names: str) -> SafeString:
    """The section's items, their fields where the names say (`disclosures.layout.Layout`)."""
    return items_html(section.items, Layout.of(**names), notice_title=notice_title, alt=no_alt)


@register.simple_tag
def rows(section: Section, names: str, *, numbers: str = "", below: str = "") -> SafeString:
    """The section's items as rows of a table."""
    return table_rows(section.items, names.split(), numbers=numbers.split(), below=below)


@register.simple_tag
def gallery(section: Section, site: ConstructionSite) -> SafeString:
    """The section's photos."""
    return gallery_of(section.items, site)


@register.simple_tag
def fact(item: Item, name: str) -> SafeString:
    """Label and value of one field in a description list; nothing where it is empty and not withheld."""
    return mark_safe(facts_html(item, [name], words_of(item.kind, language())))  # noqa: S308  (made of escaped parts)


@register.simple_tag
def value(item: Item, name: str) -> SafeString:
    """One field's value, or why it is withheld."""
    return mark_safe(value_html(item, name, words_of(item.kind, language())))  # noqa: S308  (made of escaped parts)


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
def label(kind: Kind, name: str) -> str:
    return capfirst(str(_field(kind, name).verbose_name))


@register.simple_tag
def camera(item: Item) -> Camera:
    """How a released camera can be shown."""
    return camera_of(item)


@register.simple_tag
def shot_picture(shot: Shot, *, in_pair: bool = False) -> SafeString | str:
    """The same of a gallery's own reading; beside another it stands larger."""
    if shot.file is None:
        return format_html('<p class="withheld">{}</p>', _("This photo is withheld; its history tells the ground."))
    return framed_photo(shot.row, shot.file, shot.row.release.site, sizes=IN_PAIR if in_pair else IN_GRID)


@register.simple_tag
def large_picture(shot: Shot) -> SafeString | str:
    """The photo as wide as the page, loaded at once."""
    if shot.file is None:
        return shot_picture(shot)
    return picture_element(shot.file, alt=described(shot.row), sizes=ALONE, lazy=False)


@register.simple_tag
def old_value(change: Change) -> SafeString | str:
    return _side(change, change.old, was_withheld=change.old_withheld)


@register.simple_tag
def new_value(change: Change) -> SafeString | str:
    return _side(change, change.new, was_withheld=change.new_withheld)


@register.filter
def cycle_words(cycle: str) -> str:
    return str(CYCLES[cycle])


def _side(change: Change, side: Any, *, was_withheld: bool) -> SafeString | str:
    return _("withheld") if was_withheld else written(change.field, side)


def _field(kind: Kind, name: str) -> Any:
    return next(field for field in kind.fields if field.name == name)
