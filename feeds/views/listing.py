"""The page that lists every feed and calendar."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from disclosures.kinds import kind_by_slug
from sites.models import District


@require_safe
def feed_list(request: HttpRequest) -> HttpResponse:
    """What can be subscribed to, and how."""
    context = {
        "kinds": [kind_by_slug(slug) for slug in settings.PROFILE.kinds],
        "districts": list(District.objects.all()),
    }
    return render(request, "feeds/list.html", context)
