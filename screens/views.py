"""The screen of a site, and what there is to know of screens."""

import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.templatetags.static import static
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from disclosures.views.site import site_by_code
from sites.models import ConstructionSite

from .models import MessageState, SafetyMessage, SafetyPicture, SafetyText
from .slides import Screen, languages_of, screen_of

_WORKER = Path(__file__).with_name("worker.js")
_TOLD_FOR = datetime.timedelta(days=365)  # how long a withdrawn message is named with its reason


@require_safe
def screen(request: HttpRequest, code: str) -> HttpResponseBase:
    """The page a television shows: 410 with the same frame where the site was withdrawn, so that the script learns it.

    Without JavaScript `?slide=N` says which slide stands, and from there the page goes on to the next by itself: only
    where somebody asked for it, for what turns unasked cannot be read by everyone.
    """
    site = site_by_code(code)
    now = timezone.now()
    if site.withdrawn_at is not None:
        context = {**_frame(now), "site": site}
        return _with_script(request, render(request, "screens/gone.html", context, status=410))
    shown = screen_of(site, languages=languages_of(request.GET.get("also", "")), now=now)
    return _with_script(request, render(request, "screens/screen.html", {**_frame(now), **_standing(request, shown)}))


@require_safe
def about_screens(request: HttpRequest) -> HttpResponse:
    """How a screen is set up, and every safety message that is released. Five statements."""
    today = timezone.localdate()
    messages = SafetyMessage.objects.current(today).with_words().order_by("-released_at", "-pk")
    context = {
        "messages": [(message, _readers_first(message.texts.all())) for message in messages],
        "taken_down": SafetyMessage.objects.taken_down_since(today - _TOLD_FOR).select_related("department"),
        "example": ConstructionSite.objects.disclosed().newest_first().first(),
    }
    return render(request, "screens/about.html", context)


def _readers_first(texts: Iterable[SafetyText]) -> list[SafetyText]:
    """The words in the reader's language before the others, which people at the sites speak."""
    return sorted(texts, key=lambda text: (text.language != get_language(), text.language != settings.LANGUAGE_CODE))


@require_safe
def picture(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The picture of a released message; gone with it."""
    found = get_object_or_404(SafetyPicture.objects.filter(message__state=MessageState.RELEASED), message=pk)
    etag = quote_etag(found.sha256)
    response = get_conditional_response(request, etag=etag) or HttpResponse(found.content, content_type="image/jpeg")
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The program that keeps a screen. Not a static file: it may serve nothing but what lies beside its own address."""
    return HttpResponse(_WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")


def _with_script(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    return csp_update({"script-src": [SELF], "worker-src": [SELF]})(lambda _request: response)(request)


def _frame(now: datetime.datetime) -> dict[str, Any]:
    """What the script needs of the page: its own moment, the city's clock, and which program it is."""
    offset = timezone.localtime(now).utcoffset() or datetime.timedelta()
    return {
        "built_at": now,
        "offset_minutes": int(offset.total_seconds() // 60),
        "program": f"{static('screens/screen.js')} {static('screens/screen.css')}",
    }


def _standing(request: HttpRequest, shown: Screen) -> dict[str, Any]:
    """The slides with the one that stands, and the address of the next for browsers without JavaScript."""
    asked = request.GET.get("slide", "")
    number = int(asked) % len(shown.slides) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 0
    following = request.GET.copy()
    following["slide"] = str((number + 1) % len(shown.slides))
    return {
        "screen": shown,
        "site": shown.site,
        "standing": number,
        "is_turning": bool(asked),
        "seconds": shown.slides[number].seconds,
        "next": f"?{following.urlencode()}",
    }
