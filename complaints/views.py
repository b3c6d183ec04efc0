"""The entrance to asking: what to write, and the ways beside it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from sites.figures import disclosed_site

from .asking.forms import POST_HINTS, PostForm
from .channels import channels


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """Where the journey begins; with `?site=CODE` about that site, with `?page=…` about a page of ours."""
    code = _site_code(request)
    site = disclosed_site(code) if code else None
    ways = channels(settings.PROFILE.slug, get_language() or settings.LANGUAGE_CODE)
    context: dict[str, Any] = {"site": site, "asked_code": code, "page": _page(request), "channels": ways}
    context |= {"form": PostForm(), "hints": POST_HINTS}
    return render(request, "complaints/ask.html", context)


def _site_code(request: HttpRequest) -> str:
    return request.GET.get("site", "")[:30].replace("\x00", "")


def _page(request: HttpRequest) -> str:
    """The page of ours that something is wrong on, as an address to read out; empty where none was named."""
    page = request.GET.get("page", "")[:200]
    return request.build_absolute_uri(page) if page.startswith("/") and not page.startswith("//") else ""
