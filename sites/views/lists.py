"""The list of sites."""

from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sites.filters import SiteFilter
from sites.listing import FOUND, NoSuchPage, page_of_sites
from sites.models import ConstructionSite


# Only the script that asks for the reader's position, after a tap.
@csp_update({"script-src": [SELF]})
@require_safe
def site_list(request: HttpRequest) -> HttpResponse:
    """Sites by the filters in the address. What makes no sense is explained, not ignored. At most four statements."""
    filtered = SiteFilter(request.GET, queryset=ConstructionSite.objects.disclosed().with_directory())
    context: dict[str, Any] = {"filtered": filtered}
    status = 200
    if filtered.is_valid():
        try:
            context["page"] = page_of_sites(filtered, request.GET)
            request.META[FOUND] = context["page"].found
        except NoSuchPage as explained:
            context["no_page"], status = explained, 404
    return render(request, "sites/site_list.html", context, status=status)
