"""A newsletter, press release or notice on A4, of what is still public of it."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from feeds.short import short_path
from newsletters.markup import blocks
from newsletters.models import Bulletin, BulletinItem
from newsletters.reading import Read
from sites.templatetags.allimi import day_text

from .frame import city_name, frame, unbroken, way_to
from .typesetting import typeset


def bulletin_pdf(bulletin: Bulletin, found: Read, *, origin: str, now: datetime.datetime) -> bytes:
    """The print, wholly in the language of its words. `origin` is scheme and host of the citizens' pages."""
    with override(found.text.language):
        return typeset("bulletin", bulletin_of(bulletin, found, origin=origin.rstrip("/")), now=now)


def bulletin_of(bulletin: Bulletin, found: Read, *, origin: str) -> dict[str, Any]:
    """What the print says. No statement."""
    title = found.text.title
    told = [capfirst(str(bulletin.get_kind_display())), unbroken(timezone.localdate(bulletin.released_at))]
    told += [bulletin.department.localized_name, bulletin.department.phone]
    return {
        **frame(title=title, description=" · ".join(filter(None, (city_name(), told[0], day_text(bulletin.month))))),
        "words": {
            "qr_alt": str(_("QR code of the address beside it")),
            "qr_lead": str(_("The same on the web, with what has changed since")),
        },
        "demo": str(_("Demonstration.")) if settings.DEMO else "",
        "told": " · ".join(filter(None, told)),
        "blocks": [{"kind": block.kind.value, "lines": list(block.lines)} for block in blocks(found.text.body)],
        "parts": [{"title": part.title, "items": list(_items(part.items, origin))} for part in found.parts],
        "approved": str(_("Approved by %(post)s.") % {"post": bulletin.approved_post}),
        **way_to(f"{origin}{bulletin.get_absolute_url()}"),
    }


def _items(items: Iterable[BulletinItem], origin: str) -> Iterator[dict[str, str]]:
    for item in items:
        address = f"{origin}{item.path}"
        yield {"title": item.title, "text": item.text, "address": address, "short": _short(item, origin)}


def _short(item: BulletinItem, origin: str) -> str:
    """As somebody types it who reads it on paper; empty where there is no address so short."""
    return f"{origin}{short_path(item.site)}".partition("://")[2] if item.site is not None else ""
