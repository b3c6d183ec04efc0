"""A district's brochure: its works on a map and as cards, on A4."""

import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sites.figures import Figures, figures_in, sites_in
from sites.models import ConstructionSite, District, SiteStatus
from sites.templatetags.allimi import money_short, thousands

from .entries import entry_of
from .frame import as_of, frame, way_to
from .maps import district_svg
from .typesetting import typeset

MOST = 120  # works; a brochure of more is a booklet
_SHOWN = (SiteStatus.ONGOING, SiteStatus.SUSPENDED, SiteStatus.PLANNED)


def brochure_pdf(district: District, *, origin: str, now: datetime.datetime) -> bytes:
    """The brochure in the language that is active. `origin` is scheme and host of the citizens' pages."""
    return typeset("brochure", brochure_of(district, origin=origin, now=now), now=now)


def brochure_of(district: District, *, origin: str, now: datetime.datetime) -> dict[str, Any]:
    """What the brochure says. Some four statements."""
    found = _sites(district)
    sites, figures = found[:MOST], figures_in(district)
    title = title_of(district)
    return {
        **frame(title=title, description=_("The city's works in the district, how far they are and whom to ask")),
        "words": _words(len(found) - len(sites)),
        "heading": title,
        "as_of": as_of(now),
        "figures": _figures(figures),
        "map": _map(district, sites),
        "map_alt": _("Map of the district. The numbers are those of the works below."),
        "sites": [entry_of(site, number=number, origin=origin) for number, site in enumerate(sites, 1)],
        **way_to(f"{origin.rstrip('/')}{reverse('sites:district-detail', args=[district.code])}"),
    }


def title_of(district: District) -> str:
    return str(_("Works in %(district)s") % {"district": district.localized_name})


def _sites(district: District) -> list[ConstructionSite]:
    """What is being built and what comes, in the order in which it is to be complete."""
    rows = sites_in(district).filter(status__in=_SHOWN).with_directory()
    found = rows.order_by("ends_on", "id")[: MOST * 3]
    return sorted(found, key=lambda site: _SHOWN.index(SiteStatus(site.status)) == len(_SHOWN) - 1)


def _map(district: District, sites: list[ConstructionSite]) -> str:
    return district_svg(
        district.code,
        (
            (number, (float(site.latitude), float(site.longitude)))
            for number, site in enumerate(sites, 1)
            if site.latitude is not None and site.longitude is not None
        ),
    )


def _figures(figures: Figures) -> list[dict[str, str]]:
    told = [
        {"label": capfirst(str(status.label)), "value": thousands(number)}
        for status, number in figures.statuses
        if number
    ]
    if figures.amount:
        told.append({"label": str(_("Contracts of running works")), "value": money_short(figures.amount)})
    return told


def _words(further: int) -> dict[str, str]:
    return {
        "qr_alt": str(_("QR code of the address beside it")),
        "qr_lead": str(_("Today's state, photos and closures: on your telephone")),
        "ask": str(_("Questions by telephone: %(number)s") % {"number": settings.PROFILE.call_centre}),
        "works": str(_("The works")),
        "key": str(_("Bar: done. Line: planned.")),
        "further": ""
        if further <= 0
        else ngettext("And %(number)d more on the web.", "And %(number)d more on the web.", further)
        % {"number": further},
        "none": str(_("The city builds nothing here at present.")),
    }
