"""An address of these pages in each of the city's languages."""

from django.conf import settings
from django.http import HttpRequest


def in_language(path: str, code: str) -> str:
    """A path of the city's own language in another one."""
    return path if code == settings.LANGUAGE_CODE else f"/{code}{path}"


def origin_of(request: HttpRequest) -> str:
    """Scheme and host by which the page was asked for, without a slash at the end."""
    return request.build_absolute_uri("/")[:-1]
