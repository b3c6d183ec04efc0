"""What every print says: whose it is, in which language, from when, and where to read on."""

import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from feeds.short import short_path
from sites.models import ConstructionSite
from sites.templatetags.allimi import content_language, day_text, language

from .codes import qr_svg


def city_name() -> str:
    """The city's name in the print's language, else in English."""
    names = settings.PROFILE.city
    return names.get(language()) or names.get("en") or next(iter(names.values()))


def frame(*, title: str, description: str) -> dict[str, Any]:
    """What the templates ask of every document. In the language that is active."""
    return {
        "title": title,
        "description": description,
        "author": city_name(),
        "language": language(),
        "content_language": content_language(),
        "demo": str(_("Demonstration: this site is invented.")) if settings.DEMO else "",
    }


def way_to(address: str) -> dict[str, str]:
    """An address as a QR code, and as people type it."""
    return {"qr": qr_svg(address), "short_address": address.partition("://")[2].removesuffix("/")}


def way_to_site(site: ConstructionSite, *, origin: str) -> dict[str, str]:
    """The short address of a site in the print's language. `origin` is scheme and host of the citizens' pages."""
    return way_to(f"{origin.rstrip('/')}{short_path(site)}")


def together(words: str) -> str:
    """Words that stay on one line."""
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def unbroken(value: datetime.date | None) -> str:
    """A date that no line breaks; empty where there is none."""
    return together(day_text(value))


def period(starts_on: datetime.date | None, ends_on: datetime.date | None) -> str:
    """From when until when, as far as it is known; empty where nothing is."""
    if starts_on is None and ends_on is None:
        return ""
    return f"{unbroken(starts_on) or '…'} ~ {unbroken(ends_on) or '…'}"


def as_of(now: datetime.datetime) -> str:
    return str(_("As released on %(date)s") % {"date": unbroken(timezone.localdate(now))})


def elsewhere() -> list[dict[str, str]]:
    """To readers of the other languages, each in its own, that the page speaks it."""
    told = []
    for code, _name in settings.LANGUAGES:
        if code != language():
            with override(code):
                # Translators: write «Also in Korean» in Korean and «Also in Vietnamese» in Vietnamese.
                told.append({"language": code, "words": str(_("Also in English"))})
    return told
