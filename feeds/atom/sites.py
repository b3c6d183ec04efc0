"""The feed of a search: the sites that it finds, each as it stands, those that changed last first."""

import html
from collections.abc import Iterable

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from disclosures.kinds import SITE
from disclosures.models import Release
from feeds.identity import site_urn
from sites.filters import SiteFilter
from sites.models import ConstructionSite
from sites.order import NEWEST
from sites.templatetags.allimi import d_day, day_text, money, progress_sentence

from .channels import ENTRIES, TOMBSTONES
from .entries import Entry, Tombstone, official, tombstones_of


def found_sites(filtered: SiteFilter) -> list[ConstructionSite]:
    """Of a valid search, whatever its order."""
    return list(NEWEST.sort(filtered.qs)[:ENTRIES])


def site_entries(sites: Iterable[ConstructionSite], *, city: str) -> list[Entry]:
    """An entry a site. It was published with its first release, of which a list knows nothing: it says the last."""
    return [
        Entry(
            urn=site_urn(site.code),
            title=site.localized_name,
            path=site.get_absolute_url(),
            updated_at=site.updated_at,
            published_at=site.updated_at,
            author=site.department.localized_name if site.department else city,
            content=_content(site),
            category=(site.work_type, str(site.get_work_type_display())),
        )
        for site in sites
    ]


def site_tombstones() -> list[Tombstone]:
    """The sites that were withdrawn last, in the whole city: nothing says any more what they would be found by."""
    records = Release.objects.gone().filter(kind=SITE.slug).select_related("site")[:TOMBSTONES]
    return tombstones_of(records, key=lambda release: site_urn(release.site.code))


def _content(site: ConstructionSite) -> str:
    parts = [
        str(site.get_status_display()),
        progress_sentence(site) or d_day(site),
        _fact(_("planned completion"), day_text(site.ends_on)),
        _fact(_("contract amount"), money(site.contract_amount)),
    ]
    written = "".join(f"<li>{html.escape(part)}</li>" for part in parts if part)
    address = f"<p>{official(site.address)}</p>" if site.address else ""
    return f"<ul>{written}</ul>{address}"


def _fact(label: str, value: str) -> str:
    return f"{capfirst(label)}: {value}" if value else ""
