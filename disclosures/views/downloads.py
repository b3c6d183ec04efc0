"""Sections to take away."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from disclosures.downloads import json_document, released_rows
from disclosures.kinds import Kind, kind_by_slug
from sites.csv import by_key
from sites.models import ConstructionSite


@require_safe
def kind_json(request: HttpRequest, code: str, slug: str) -> HttpResponseBase:
    """The canonical documents of one kind, with what is needed to check them."""
    site, kind = _asked(code, slug)
    rows = by_key(released_rows(site, kind))
    response = StreamingHttpResponse(json_document(site, kind, rows), content_type="application/json")
    name = f"{site.code}-{kind.slug}.json"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


def _asked(code: str, slug: str) -> tuple[ConstructionSite, Kind]:
    if slug not in settings.PROFILE.kinds:
        raise Http404(f"There is no kind of disclosure called {slug!r}.")
    site = ConstructionSite.objects.disclosed().filter(code=code).first()
    if site is None:
        raise Http404(f"There is no site with the project code {code!r}.")
    return site, kind_by_slug(slug)
