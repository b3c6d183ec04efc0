"""What every page's headers say to caches."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware


class PathLanguageMiddleware(LocaleMiddleware):
    """The language is in the path and nowhere else, so no answer varies by Accept-Language.

    Django's own would say that unprefixed pages do, and each browser's list would fill a cache of its own.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        vary = response.get("Vary")
        answer = super().process_response(request, response)
        if vary is None:
            answer.headers.pop("Vary", None)
        else:
            answer.headers["Vary"] = vary
        return answer


class RevalidateMiddleware:
    """Pages may be kept but must be asked for again each time: what was withdrawn is gone within two seconds."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-cache")
        return response
