"""Of which site a page is: known from its address alone, before the view reads anything."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from .store import Flight

FLIGHT = "allimi.flight"  # where the environment of a request holds the build it is
# Whatever lies below shows this one site and nothing of another, so it may be kept until this site changes.
_SITE_ROUTE = "sites/<str:code>/"
# In the place of a site's code, for pages that go with any release: no site is called so.
EVERY_SITE = "*"

_View = TypeVar("_View", bound=Callable[..., HttpResponseBase])


def kept_until_release(view: _View) -> _View:
    """For a view that shows released things of many sites, and nothing that changes by itself: keep its pages until
    something is released or taken down, or the directory changes."""
    view.is_kept_until_release = True  # type: ignore[attr-defined]
    return view


class PageScopeMiddleware:
    """Tells the page cache the site of an address below `sites/CODE/`, and what goes with any site."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: list[Any], kwargs: dict[str, Any]
    ) -> None:
        flight: Flight | None = request.META.get(FLIGHT)
        match = request.resolver_match
        if flight is None or match is None:
            return
        if _SITE_ROUTE in match.route:
            flight.site = kwargs["code"]
        elif hasattr(view, "is_kept_until_release"):
            flight.site = EVERY_SITE
