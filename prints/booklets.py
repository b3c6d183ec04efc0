"""The year's booklet: every site that was worked at in a year, by district, with the year's figures, on A4."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from sites.figures import Figures, figures_of
from sites.models import ConstructionSite, District, SiteStatus
from sites.models.construction_site import ConstructionSiteQuerySet
from sites.templatetags.allimi import money_short, thousands

from .entries import entry_of
from .frame import as_of, city_name, frame, way_to
from .typesetting import typeset


def booklet_pdf(year: int, *, origin: str, now: datetime.datetime) -> bytes:
    """The booklet in the language that is active. `origin` is scheme and host of the citizens' pages."""
    return typeset("booklet", booklet_of(year, origin=origin, now=now), now=now)


def booklet_of(year: int, *, origin: str, now: datetime.datetime) -> dict[str, Any]:
    """What the booklet says. Three statements a district."""
    whole = sites_of_year(year)
    title = title_of(year)
    chapters = list(_chapters(year, origin))
    return {
        **frame(title=title, description=_("Every site of the year, by district")),
        "words": _words(),
        "city": city_name(),
        "year": str(year),
        "heading": title,
        "as_of": as_of(now),
        "about": _about(),
        "figures": _figures(whole, year),
        "columns": [_("District"), _("Sites"), _("Ongoing"), _("Completed"), _("Contracts of running works")],
        "districts": [chapter["row"] for chapter in chapters],
        "site_columns": [_("Works"), _("Period"), _("Contract amount"), _("Progress"), _("Who answers")],
        "chapters": chapters,
        **way_to(f"{origin.rstrip('/')}{reverse('disclosures:home')}"),
    }


def title_of(year: int) -> str:
    return str(_("Public works %(year)s") % {"year": year})


def sites_of_year(year: int) -> ConstructionSiteQuerySet:
    """Disclosed sites with works in the year: begun before its end, and not complete before its beginning."""
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    begun = Q(starts_on__lte=last)
    not_over = Q(ends_on__gte=first) | Q(ends_on=None) | ~Q(status=SiteStatus.COMPLETED)
    return ConstructionSite.objects.disclosed().filter(begun & not_over)


def _chapters(year: int, origin: str) -> Iterator[dict[str, Any]]:
    number = 0
    for district in District.objects.order_by("code"):
        there = sites_of_year(year).filter(districts=district)
        sites = list(there.with_directory().order_by("status", "ends_on", "id"))
        if not sites:
            continue
        figures = figures_of(there)
        entries = []
        for site in sites:
            number += 1
            entries.append(entry_of(site, number=number, origin=origin))
        yield {
            "name": district.localized_name,
            "theirs": not district.name_is_translated,
            "row": _row(district, figures),
            "sites": entries,
        }


def _row(district: District, figures: Figures) -> dict[str, Any]:
    by_status = dict(figures.statuses)
    return {
        "name": district.localized_name,
        "theirs": not district.name_is_translated,
        "values": [
            thousands(figures.total),
            thousands(by_status[SiteStatus.ONGOING]),
            thousands(by_status[SiteStatus.COMPLETED]),
            money_short(figures.amount) or "–",
        ],
    }


def _figures(whole: ConstructionSiteQuerySet, year: int) -> list[dict[str, str]]:
    figures = figures_of(whole)
    in_year = {"starts_on__year": year}, {"ends_on__year": year, "status": SiteStatus.COMPLETED}
    began, completed = (whole.filter(**condition).count() for condition in in_year)
    told = [
        (_("Sites"), thousands(figures.total)),
        (_("Begun in the year"), thousands(began)),
        (_("Completed in the year"), thousands(completed)),
        (_("Behind the plan"), thousands(figures.behind)),
        (_("Completion later than first agreed"), thousands(figures.extended)),
        (_("Contracts of running works"), money_short(figures.amount) or "–"),
    ]
    return [{"label": str(label), "value": value} for label, value in told]


def _about() -> list[str]:
    return [
        str(
            _(
                "The city discloses its construction sites: what is built, where, for how much, by whom and how far "
                "it is."
            )
        ),
        str(
            _(
                "This booklet has every site that was worked at in the year. A site in several districts stands in "
                "each. Figures are those that were released on the day of printing; the address beside each site "
                "leads to what is known today, with every change and its reason."
            )
        ),
        str(_("Questions by telephone: %(number)s") % {"number": settings.PROFILE.call_centre}),
    ]


def _words() -> dict[str, str]:
    return {
        "qr_alt": str(_("QR code of the address beside it")),
        "qr_lead": str(_("Today's state, photos and closures: on your telephone")),
        "contents": str(_("Contents")),
        "about": str(_("About this booklet")),
        "glance": str(_("The year at a glance")),
        "by_district": str(_("By district")),
        "none": str(_("No site was worked at in this year.")),
    }
