"""The large map: the list of sites with a map beside it. Without JavaScript the page is the list."""

from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sites.filters import SiteFilter
from sites.listing import FOUND, NoSuchPage, page_of_sites
from sites.map_points import map_points, parse_view
from sites.maps import has_boundaries, map_script
from sites.models import ConstructionSite
from sites.tiles import tiles

_START_ZOOM = 11


@require_safe
def site_map(request: HttpRequest) -> HttpResponseBase:
    """The list by the filters in the address, and a map that shows the same sites."""
    background = tiles()
    script = map_script(settings.PROFILE.slug)
    filtered = SiteFilter(request.GET, queryset=ConstructionSite.objects.disclosed().with_directory())
    context: dict[str, Any] = {
        "filtered": filtered,
        "tiles": background,
        "script": script,
        "has_boundaries": has_boundaries(script),
        "centre": settings.PROFILE.centre,
        "zoom": _START_ZOOM,
    }
    status = 200
    if filtered.is_valid():
        context["circle"] = filtered.form.circle
        try:
            context["page"] = page_of_sites(filtered, request.GET)
            request.META[FOUND] = context["page"].found
        except NoSuchPage as explained:
            context["no_page"], status = explained, 404
    response = render(request, "sites/site_map.html", context, status=status)
    # Providers of tiles want to know which site asks, and need to know no more than its name.
    response["Referrer-Policy"] = "strict-origin-when-cross-origin"
    images = {"img-src": [background.host]} if background else {}
    return csp_update({"script-src": [SELF], **images})(lambda _request: response)(request)


@require_safe
def points(request: HttpRequest) -> JsonResponse:
    """The same list's sites in a part of the map: a bounded answer."""
    filtered = SiteFilter(request.GET, queryset=ConstructionSite.objects.disclosed())
    try:
        view = parse_view(request.GET.get("bbox", ""), request.GET.get("zoom", ""))
    except ValueError:
        message = "Give bbox=south,west,north,east in degrees and zoom=0…18."
        return JsonResponse({"error": message}, status=400)
    if not filtered.is_valid():
        return JsonResponse({"error": filtered.form.errors}, status=400)
    return JsonResponse(map_points(filtered.best, view, are_all=not filtered.chosen))
