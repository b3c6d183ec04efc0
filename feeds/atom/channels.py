"""What each feed is of: its name, its page, and the releases in it."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from disclosures.firms import sites_of_firm
from disclosures.kinds import SITE, Kind
from disclosures.models import Release
from disclosures.models.release import ReleaseQuerySet
from sites.figures import sites_in, sites_of
from sites.models import ConstructionSite, Department, District, Firm
from sites.models.construction_site import ConstructionSiteQuerySet

ENTRIES = 100  # in a feed: some 100 kB, and more than a day of a large city
TOMBSTONES = 200  # a withdrawn site takes about a hundred items with it


@dataclass(frozen=True)
class Channel:
    """A feed: its title, the page that shows the same, what was released, and what was taken down."""

    title: str
    page: str  # path
    releases: ReleaseQuerySet | QuerySet[Release]
    gone: ReleaseQuerySet | QuerySet[Release]


def everything() -> Channel:
    """Whatever was released of any site."""
    return Channel(_("Everything that was released"), reverse("disclosures:home"), _current(), _gone())


def new_sites() -> Channel:
    """The sites that were disclosed last, each with the record of the site; a corrected record counts as newer."""
    newest = ConstructionSite.objects.disclosed().order_by("-pk").values("pk")[:ENTRIES]
    records = _current().filter(kind=SITE.slug, site__in=newest)
    return Channel(_("New construction sites"), reverse("sites:site-list"), records, _gone().filter(kind=SITE.slug))


def of_kind(kind: Kind) -> Channel:
    """One kind of disclosure, of all sites."""
    page = reverse("disclosures:kinds-help")
    return Channel(str(kind.title), page, _current().filter(kind=kind.slug), _gone().filter(kind=kind.slug))


def of_site(site: ConstructionSite) -> Channel:
    gone = _gone().for_site(site)
    return Channel(site.localized_name, site.get_absolute_url(), _current().for_site(site), gone)


def of_district(district: District) -> Channel:
    """Whatever was released of the district's sites."""
    page = reverse("sites:district-detail", args=[district.code])
    title = _("Construction sites in %(name)s") % {"name": district.localized_name}
    return Channel(title, page, _of_sites(sites_in(district)), _gone())


def of_department(department: Department) -> Channel:
    """Whatever was released of the sites for which the department answers."""
    page = reverse("sites:department-detail", args=[department.code])
    title = _("Construction sites of %(name)s") % {"name": department.localized_name}
    return Channel(title, page, _of_sites(sites_of(department)), _gone())


def of_firm(firm: Firm) -> Channel:
    """Whatever was released of the sites in which the firm has a part."""
    page = reverse("disclosures:firm-detail", args=[firm.pk])
    title = _("Construction sites in which %(name)s has a part") % {"name": firm.localized_name}
    return Channel(title, page, _of_sites(sites_of_firm(firm)), _gone())


def shown_kinds() -> tuple[str, ...]:
    """The slugs of what the city discloses; the record of a site always."""
    return (SITE.slug, *settings.PROFILE.kinds)


def _of_sites(sites: ConstructionSiteQuerySet) -> ReleaseQuerySet | QuerySet[Release]:
    """The newest releases of these sites.

    A site's last release is the time of its row, so the newest releases are of the sites that changed last: so many
    sites are looked at as a feed has entries, by an index, and not each release of the district.
    """
    changed = sites.newest_first().values_list("pk", flat=True)[:ENTRIES]
    return _current().filter(site__in=list(changed))


def _current() -> Any:
    return Release.objects.current().filter(kind__in=shown_kinds()).select_related("site", "department")


def _gone() -> Any:
    """Of the whole city, also in a district's feed: a withdrawn site keeps no district, no department and no firm.

    A reader that does not have an entry passes its tombstone over.
    """
    return Release.objects.gone().filter(kind__in=shown_kinds()).select_related("site").annotate(code=F("site__code"))
