"""The page that helps when no data can be read: no database, and what a citizen may do meanwhile."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from complaints.channels import channels

RETRY_AFTER = 60  # seconds

logger = logging.getLogger(__name__)


class UnavailableMiddleware:
    """503 instead of 500 where the database cannot be reached or gives up a statement."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        # The class alone: a driver's message can carry addresses and role names.
        logger.error("no data for a page: %s", type(exception).__name__)
        return unavailable(request)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503 with the phone numbers that still answer."""
    ways = channels(settings.PROFILE.slug, get_language() or settings.LANGUAGE_CODE)
    response = render(request, "503.html", {"emergencies": ways.emergencies}, status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    return response
