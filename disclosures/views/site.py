"""A site with its disclosures, one kind of them, and the history of one item."""

import uuid
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from disclosures.charts import charts_of
from disclosures.head import SiteHead
from disclosures.history import History, item_history, site_tombstone
from disclosures.kinds import SITE, kind_by_slug
from disclosures.page import items_of, kind_page, site_page
from disclosures.site_parts import parts_of
from sites.models import ConstructionSite
from sites.paging import PER_PAGE, page_of


@require_safe
def site_detail(request: HttpRequest, code: str) -> HttpResponse:
    """The whole site: its head, the profile's kinds, and what other apps add. Two statements, and one for each part."""
    site = site_by_code(code)
    if site.withdrawn_at is not None:
        return gone(request, site)
    return render(request, "disclosures/site_detail.html", site_context(site))


def site_context(site: ConstructionSite) -> dict[str, Any]:
    """What the template of a site's page shows."""
    page, now = site_page(site), timezone.now()
    return {
        "site": site,
        "page": page,
        "head": SiteHead.of(page, now=now),
        "parts": parts_of(site),
        **charts_of(site, page.numbers, today=timezone.localdate(now)),
    }


@require_safe
def kind_list(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Every current item of one kind, page by page."""
    if slug not in settings.PROFILE.kinds:
        raise Http404(f"There is no kind of disclosure called {slug!r}.")
    site = site_by_code(code)
    if site.withdrawn_at is not None:
        return gone(request, site)
    kind = kind_by_slug(slug)
    page = page_of(request, Paginator(items_of(site, kind), PER_PAGE))
    section = kind_page(site, kind, limit=PER_PAGE, offset=(page.number - 1) * PER_PAGE)
    return render(request, "disclosures/kind_list.html", {"site": site, "section": section, "page": page})


@require_safe
def history(request: HttpRequest, item: uuid.UUID) -> HttpResponse:
    """Every version of an item with what changed, when and why."""
    found = item_history(item)
    if found is None or not _is_disclosed(found):
        raise Http404("No item with this number was ever released.")
    return render(request, "disclosures/history.html", {"history": found, "site": found.newest.site})


def _is_disclosed(found: History) -> bool:
    """Whether the city discloses this kind at all; the record of the site always."""
    return found.kind is SITE or found.kind.slug in settings.PROFILE.kinds


def site_by_code(code: str) -> ConstructionSite:
    try:
        return ConstructionSite.objects.select_related("department").get(code=code)
    except ConstructionSite.DoesNotExist:
        raise Http404(f"There is no site with the project code {code!r}.") from None


def gone(request: HttpRequest, site: ConstructionSite) -> HttpResponse:
    """410 with what was here, when it was taken down and why."""
    context = {"site": site, "tombstone": site_tombstone(site)}
    return render(request, "disclosures/site_gone.html", context, status=410)
