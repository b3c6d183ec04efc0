"""Tables of what a site and a firm have (CSV)."""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from disclosures.exports import columns_of, rows_of
from disclosures.firms import firms_named, sites_of_firm
from disclosures.kinds import kind_by_slug
from disclosures.models.involvement import InvolvementRole
from sites.csv import by_key, csv_response
from sites.models import ConstructionSite, Firm
from sites.tables import FIRM_COLUMNS, SITE_COLUMNS

LONGEST_WORDS = 100  # characters, as in the list of firms


@require_safe
def kind_csv(request: HttpRequest, code: str, slug: str) -> HttpResponseBase:
    """Every current item of one kind of a site."""
    if slug not in settings.PROFILE.kinds:
        raise Http404(f"There is no kind of disclosure called {slug!r}.")
    site = get_object_or_404(ConstructionSite.objects.disclosed(), code=code)
    kind = kind_by_slug(slug)
    return csv_response(name=f"{site.code} {kind.title}", columns=columns_of(kind), rows=by_key(rows_of(site, kind)))


@require_safe
def firm_csv(request: HttpRequest) -> HttpResponseBase:
    """The firms of the list, by the same words."""
    words = request.GET.get("q", "")[:LONGEST_WORDS].replace("\x00", "").strip()
    return csv_response(name=_("firms"), columns=FIRM_COLUMNS, rows=by_key(firms_named(words)))


@require_safe
def firm_site_csv(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The sites of a firm, in one role or in any."""
    firm = get_object_or_404(Firm, pk=pk)
    role = request.GET.get("role", "")
    if role and role not in InvolvementRole.values:
        raise Http404(f"There is no role called {role!r}.")
    sites = sites_of_firm(firm, role).with_directory()
    return csv_response(name=firm.localized_name, columns=SITE_COLUMNS, rows=by_key(sites))
