"""oEmbed (oembed.com, version 1.0): who pastes the address of a site, a district or a department gets the card."""

from collections.abc import Container, Mapping
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, override
from django.views.decorators.http import require_safe

from embeds.addresses import card_address, origin_of, picture_address
from embeds.drawing import PICTURE
from embeds.showing import brand, title_of
from embeds.snippets import CARD_HEIGHT, CARD_NARROWEST, CARD_WIDTH, card_code
from embeds.subjects import CITY, DEPARTMENTS, DISTRICTS, SITES, Subject, find_subject
from embeds.views.pictures import KEPT_SECONDS

_SCOPES = {
    "disclosures:home": CITY,
    "sites:district-detail": DISTRICTS,
    "sites:department-detail": DEPARTMENTS,
    "disclosures:site-detail": SITES,
}
_FORMATS = ("json", "xml")


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """The card of the page at `url`, in `format`, no larger than `maxwidth` and `maxheight`; else a plain link.

    404 where there is nothing at the address that could be embedded, 501 for another format (both of the standard).
    """
    wanted = request.GET.get("format", "json")
    if wanted not in _FORMATS:
        return HttpResponse("json or xml", status=501, content_type="text/plain")
    origin = origin_of(request)
    path = _path_here(request.GET.get("url", ""), {request.get_host(), urlsplit(origin).netloc})
    language = get_language_from_path(path) or settings.LANGUAGE_CODE
    with override(language):
        subject = _subject_at(path)
        if subject is None or subject.is_gone:
            return HttpResponse(status=404, content_type="text/plain")
        answer = _described(subject, origin, width=_limit(request, "maxwidth"), height=_limit(request, "maxheight"))
    response = JsonResponse(answer) if wanted == "json" else HttpResponse(_xml(answer), content_type="text/xml")
    # Asked by scripts of editors as well, and nothing in it is for one reader.
    response["Access-Control-Allow-Origin"] = "*"
    return response


def oembed_scope(view_name: str) -> str | None:
    """The scope of a page that can be embedded."""
    return _SCOPES.get(view_name)


def _path_here(url: str, hosts: Container[str]) -> str:
    """The path of an address on one of our hosts; of another's, none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return parts.path if parts.scheme in ("http", "https") and parts.netloc in hosts else ""


def _subject_at(path: str) -> Subject | None:
    try:
        match = resolve(path)
    except Resolver404:
        return None
    scope = oembed_scope(match.view_name)
    if scope is None:
        return None
    return find_subject(scope, match.kwargs.get("code", settings.PROFILE.slug))


def _limit(request: HttpRequest, name: str) -> int | None:
    told = request.GET.get(name, "")
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 6 else None


def _described(subject: Subject, origin: str, *, width: int | None, height: int | None) -> dict[str, Any]:
    """The answer's fields. Where the card has no room, it is a link, as the standard wants."""
    answer: dict[str, Any] = {
        "version": "1.0",
        "type": "link",
        "title": title_of(subject),
        "provider_name": brand(),
        "provider_url": f"{origin}/",
        "cache_age": KEPT_SECONDS,
    }
    if (width is None or width >= PICTURE.width) and (height is None or height >= PICTURE.height):
        picture = origin + picture_address(subject.scope, subject.code)
        answer |= {"thumbnail_url": picture, "thumbnail_width": PICTURE.width, "thumbnail_height": PICTURE.height}
    if (width is None or width >= CARD_NARROWEST) and (height is None or height >= CARD_HEIGHT):
        room = min(CARD_WIDTH, width or CARD_WIDTH)
        address = origin + card_address(subject.scope, subject.code, colour="light")
        answer |= {"type": "rich", "width": room, "height": CARD_HEIGHT}
        answer["html"] = card_code(address, title=answer["title"], width=room, height=CARD_HEIGHT)
    return answer


def _xml(answer: Mapping[str, Any]) -> str:
    fields = "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in answer.items())
    return f'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>{fields}</oembed>'
