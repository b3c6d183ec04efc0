"""What every page of the journey has in common: it answers forms of our own pages alone, and nobody keeps it.

There is no session and no cookie that a foreign page could borrow, so a foreign form can do nothing here that its
author could not do himself. It is refused all the same: nobody shall be led to send words that another wrote.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.utils.translation import gettext as _

View = Callable[..., HttpResponse]


def private_page(view: View) -> View:
    """No cache keeps it, no other page is told its address, and no form of another site reaches it."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not is_own_form(request):
            response: HttpResponse = HttpResponseForbidden(
                _("This form was not sent by these pages. Open the page anew and write there."),
                content_type="text/plain; charset=utf-8",
            )
        else:
            response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        # Not "no-referrer": browsers then send `Origin: null` with the page's own form.
        response["Referrer-Policy"] = "same-origin"
        return response

    return guarded


def is_own_form(request: HttpRequest) -> bool:
    """Whether a browser says that the form stands on our own page. One too old to say anything is believed."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()
