"""Banners and the pictures that messengers show, as SVG and PNG."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import conditional_page, require_safe

from embeds.converters import LIVE, SVG
from embeds.drawing import BANNERS, PICTURE, Size, draw, to_png
from embeds.showing import shown
from embeds.subjects import Subject, find_subject

# How long a browser need not ask again: so long may a banner show what was withdrawn.
KEPT_SECONDS = 60
# Pixels of a PNG for each of the banner's, since most telephones have two or three.
_ZOOM = 2
# Opened on its own, a drawing may do nothing; its one style sheet hides what has no room.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@conditional_page
@require_safe
def banner(
    request: HttpRequest, scope: str, code: str, content: str, size: str, colour: str, suffix: str
) -> HttpResponse:
    """A banner of the subject; of what was withdrawn, or never was, one that says so (410, 404)."""
    subject = find_subject(scope, code)
    svg = draw(BANNERS[size], colour, shown(subject, is_live=content == LIVE))
    # A width of its own the fluid one has only where a page gives it one.
    return _answer(svg, subject, BANNERS[size], is_svg=suffix == SVG or BANNERS[size].is_fluid, zoom=_ZOOM)


@conditional_page
@require_safe
def picture(request: HttpRequest, scope: str, code: str) -> HttpResponse:
    """Name, place and progress, for the preview of a link: 1200 by 630, PNG."""
    subject = find_subject(scope, code)
    return _answer(draw(PICTURE, "light", shown(subject)), subject, PICTURE, is_svg=False, zoom=1)


def _answer(svg: str, subject: Subject | None, size: Size, *, is_svg: bool, zoom: int) -> HttpResponse:
    response = HttpResponse(
        svg if is_svg else to_png(svg, zoom=zoom),
        content_type="image/svg+xml; charset=utf-8" if is_svg else "image/png",
        status=status_of(subject),
    )
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    response["Content-Security-Policy"] = _POLICY
    # Pages that isolate themselves (COEP) may show it too: it is for all.
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def status_of(subject: Subject | None) -> int:
    if subject is None:
        return 404
    return 410 if subject.is_gone else 200
