"""How to ask about a site. Asking through these pages comes later; until then the ways that exist are told."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from sites.figures import disclosed_site

from .channels import channels


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """Phones and channels; with `?site=CODE` those of the site's department first."""
    code = request.GET.get("site", "")[:30].replace("\x00", "")
    site = disclosed_site(code) if code else None
    ways = channels(settings.PROFILE.slug, get_language() or settings.LANGUAGE_CODE)
    return render(request, "complaints/ask.html", {"site": site, "asked_code": code, "channels": ways})
