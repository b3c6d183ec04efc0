"""Counts searches that find nothing: only the view knows."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from sites.listing import FOUND

from .counting import count_use
from .models import Use


class EmptySearchMiddleware:
    """One more, where words were searched and no site has them. The words are not kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.META.get(FOUND) == 0 and request.GET.get("q"):
            count_use(request.META, Use.EMPTY_SEARCH)
        return response
