"""What stands beside every item of a page: the link to its history, and where it came from.

Written here and not by templates: a site's page has some sixty of them, and each took as long as three table cells.
"""

import uuid
from functools import cache

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from disclosures.models import Release, Source
from disclosures.page import Item
from sites.templatetags.allimi import day, day_text, language

register = template.Library()

_ANY = uuid.UUID(int=0)


@register.simple_tag
def history_link(item: Item) -> SafeString:
    """«History»; to a screen reader also of which item."""
    release = item.release
    return format_html(
        '<a href="{}">{}<span class="hidden">: {}, {}, {} {}</span></a>',
        _pattern(language()).replace(str(_ANY), str(release.item)),
        _("History"),
        item.kind.title,
        day_text(release.as_of_on),
        _("item"),
        release.pk,
    )


@register.simple_tag
def source_badge(release: Release) -> SafeString | str:
    """Whether the data are invented or real, and whether nobody looked at them; nothing where it is as usual."""
    automatic = (
        format_html(' <span class="badge">{}</span>', _("Approved automatically")) if release.is_automatic else ""
    )
    if release.source == Source.OFFICIAL:
        return automatic
    if release.source == Source.DEMO:
        return format_html(' <span class="badge badge-demo">{}</span>{}', _("Demo data"), automatic)
    return format_html(
        ' <span class="badge">{}: {}, {}</span>{}',
        _("Real data"),
        release.get_source_display(),
        day(release.as_of_on),
        automatic,
    )


@cache
def _pattern(code: str) -> str:
    """The address of the history of any item, in a language: the active one."""
    return reverse("disclosures:item-history", args=[_ANY])
