"""The first page, and the page that explains what is disclosed."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from disclosures.kinds import kind_by_slug
from disclosures.newest import newest_releases
from sites.figures import sites_by_district, sites_by_status


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Search, counts, districts and what was released last."""
    statuses = sites_by_status()
    context = {
        "statuses": statuses,
        "total": sum(number for status, number in statuses),
        "districts": sites_by_district(),
        "newest": newest_releases(),
    }
    return render(request, "disclosures/home.html", context)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What the kinds are, how a disclosure is made and checked, by which law."""
    kinds = [(kind_by_slug(duty.kind), duty) for duty in settings.PROFILE.duties]
    return render(request, "disclosures/about.html", {"kinds": kinds})
