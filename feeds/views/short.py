"""Where a short address on paper leads."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from feeds.short import key_of_code
from sites.models import ConstructionSite


@require_safe
def short(request: HttpRequest, code: str) -> HttpResponse:
    """To the site's page, which also says when and why a site was withdrawn. What was mistyped is explained."""
    key = key_of_code(code)
    site = ConstructionSite.objects.filter(pk=key).first() if key is not None else None
    if site is None:
        return render(request, "feeds/mistyped.html", {"code": code}, status=404)
    # Not for good: browsers would never ask again, and the page's own address may change.
    return redirect(site)
