"""Of which site a page is: known from its address alone, before the view reads anything."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from .store import Flight

FLIGHT = "allimi.flight"  # where the environment of a request holds the build it is
# Whatever lies below shows this one site and nothing of another, so it may be kept until this site changes.
_SITE_ROUTE = "sites/<str:code>/"


class PageScopeMiddleware:
    """Tells the page cache the site of an address below `sites/CODE/`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: list[Any], kwargs: dict[str, Any]
    ) -> None:
        flight: Flight | None = request.META.get(FLIGHT)
        match = request.resolver_match
        if flight is not None and match is not None and _SITE_ROUTE in match.route:
            flight.site = kwargs["code"]
