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
    """Phones and channels; with `?site=CODE` those of its department first, with `?page=…` the page that is meant."""
    code = _site_code(request)
    site = disclosed_site(code) if code else None
    ways = channels(settings.PROFILE.slug, get_language() or settings.LANGUAGE_CODE)
    context = {"site": site, "asked_code": code, "page": _page(request), "channels": ways}
    return render(request, "complaints/ask.html", context)


def _site_code(request: HttpRequest) -> str:
    return request.GET.get("site", "")[:30].replace("\x00", "")


def _page(request: HttpRequest) -> str:
    """The page of ours that something is wrong on, as an address to read out; empty where none was named."""
    page = request.GET.get("page", "")[:200]
    return request.build_absolute_uri(page) if page.startswith("/") and not page.startswith("//") else ""
