"""The page where a webmaster picks a banner or a card and copies its code, and the one that says where to put it."""

from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from embeds.addresses import clicks_address, origin_of
from embeds.forms import USUAL_SIZE, Choice, PickForm
from embeds.snippets import CARD_HEIGHT, Snippets
from embeds.subjects import find_subject

from .pictures import KEPT_SECONDS


# The card is shown as it will be: in a frame.
@csp_update({"frame-src": [SELF]})
@require_safe
def pick(request: HttpRequest) -> HttpResponse:
    """The form, the embeds live on a light and a dark page, and the code of each."""
    form = PickForm(request.GET or None, initial=_standing())
    context: dict[str, Any] = {"form": form, "snippets": None, "card_height": CARD_HEIGHT, "kept_seconds": KEPT_SECONDS}
    if not form.is_bound or form.is_valid():
        context |= _picked(form.choice, origin_of(request))
    return render(request, "embeds/pick.html", context)


def _standing() -> dict[str, str | None]:
    """What the fields show before anybody has picked."""
    return {"size": USUAL_SIZE, "language": get_language()}


def _picked(choice: Choice, origin: str) -> dict[str, Any]:
    with override(choice.language):
        subject = find_subject(choice.scope, choice.code)
        if subject is None:
            return {}
        # Written here, for it is in the banner's language and not in the page's.
        snippets = Snippets(subject, choice, origin).written()
    return {
        "subject": subject,
        "choice": choice,
        "snippets": snippets,
        "clicks": clicks_address(choice.scope, choice.code),
    }


@require_safe
def placing(request: HttpRequest) -> HttpResponse:
    """How to place an embed in common editors of web pages, and what a page's policy has to allow."""
    return render(request, "embeds/placing.html", {"origin": origin_of(request)})
