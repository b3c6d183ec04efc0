"""Tables of a site's disclosures (CSV)."""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from disclosures.exports import columns_of, rows_of
from disclosures.kinds import kind_by_slug
from sites.csv import by_key, csv_response
from sites.models import ConstructionSite


@require_safe
def kind_csv(request: HttpRequest, code: str, slug: str) -> HttpResponseBase:
    """Every current item of one kind of a site."""
    if slug not in settings.PROFILE.kinds:
        raise Http404(f"There is no kind of disclosure called {slug!r}.")
    site = get_object_or_404(ConstructionSite.objects.disclosed(), code=code)
    kind = kind_by_slug(slug)
    return csv_response(name=f"{site.code} {kind.title}", columns=columns_of(kind), rows=by_key(rows_of(site, kind)))
