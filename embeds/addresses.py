"""Where a subject's banners, cards and pictures are, and the pages around them. Paths, in the active language."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from .converters import LIVE


def banner_address(scope: str, code: str, *, size: str, colour: str, suffix: str, content: str = LIVE) -> str:
    wanted = {"code": code, "content": content, "size": size, "colour": colour, "suffix": suffix}
    return reverse(f"embeds:{scope}-banner", kwargs=wanted)


def picture_address(scope: str, code: str) -> str:
    """What messengers show of a link."""
    return reverse(f"embeds:{scope}-picture", args=[code])


def card_address(scope: str, code: str, *, colour: str) -> str:
    return reverse(f"embeds:{scope}-card", kwargs={"code": code, "colour": colour})


def link_address(scope: str, code: str, *, way: str) -> str:
    """The way to the subject's page on which a click is counted."""
    return reverse(f"embeds:{scope}-go", kwargs={"code": code, "way": way})


def clicks_address(scope: str, code: str) -> str:
    return reverse(f"embeds:{scope}-clicks", args=[code])


def origin_of(request: HttpRequest) -> str:
    """Scheme and host where citizens read: what code that is pasted elsewhere has to name."""
    return settings.PUBLIC_ORIGIN.rstrip("/") or request.build_absolute_uri("/")[:-1]
