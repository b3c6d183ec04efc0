"""The link of a banner or a card: counts, and goes on to the page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from embeds.clicks import count_click
from embeds.subjects import find_subject

# What a browser says of a page that it loads before anybody clicked.
_PURPOSES = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_MOZ")


class CountedRedirect(HttpResponseRedirect):
    """Counts when it has been sent: no reader waits for that, not even when the counting hangs."""

    count: Callable[[], None] | None = None

    def close(self) -> None:
        super().close()
        if self.count is not None:
            self.count()


@require_safe
def go(request: HttpRequest, scope: str, code: str, way: str) -> HttpResponse:
    """302 to the subject's page; what was never there leads to the city's first page."""
    subject = find_subject(scope, code)
    if subject is None:
        return redirect("disclosures:home")
    response = CountedRedirect(subject.page)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    if request.method == "GET" and not any("prefetch" in request.META.get(name, "") for name in _PURPOSES):
        response.count = lambda: count_click(scope, code, way=way)
    return response
