"""A card with live numbers, for an iframe in somebody else's page."""

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from embeds.addresses import link_address
from embeds.converters import CARD
from embeds.showing import shown
from embeds.subjects import find_subject

from .pictures import status_of


@xframe_options_exempt
@require_safe
def card(request: HttpRequest, scope: str, code: str, colour: str) -> HttpResponseBase:
    """The subject as it stands now; of what was withdrawn, or never was, that it is so (410, 404)."""
    subject = find_subject(scope, code)
    link = link_address(scope, code, way=CARD) if subject else reverse("disclosures:home")
    context = {**shown(subject), "subject": subject, "colour": colour, "link": link}
    response = render(request, "embeds/card.html", context, status=status_of(subject))
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    # The one page that others may frame; it has nothing to press but a link to a new window.
    return csp_replace({"frame-ancestors": ["*"]})(lambda _request: response)(request)
