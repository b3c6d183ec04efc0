"""The relay's three addresses: a code to be sent, whether it lives, and whether it could send."""

import hmac
import json
import re
from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from messaging.configuring import configured

from .caps import CAPS
from .outgoing import Outgoing
from .words import message

_CODE = re.compile(r"\d{6,8}", re.ASCII)
_LONGEST = 500  # bytes of a request

View = Callable[[HttpRequest], HttpResponse]


@cache
def outgoing() -> Outgoing:
    """The relay's one way out."""
    return Outgoing(configured(settings.RELAY_BACKEND).send)


def _with_token(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("Authorization", "")
        if not hmac.compare_digest(given.encode(), f"Bearer {settings.RELAY_TOKEN}".encode()):
            return HttpResponse(status=401)
        return view(request)

    return guarded


@require_POST
@_with_token
def send_code(request: HttpRequest) -> HttpResponse:
    """Take `{to, code, language}`: 202 taken, 400 no such number or code, 429 a cap, 503 nothing can be sent now.

    All three empty: 204 where a code would be taken. Nothing else of a message can be said from outside.
    """
    given = _given(request)
    number, code = given.get("to"), given.get("code")
    if number == "" and code == "":
        return HttpResponse(status=204 if outgoing().is_open() else 503)
    if not (isinstance(number, str) and settings.PROFILE.phone.mobile.fullmatch(number)):
        return JsonResponse({"wrong": "to"}, status=400)
    if not (isinstance(code, str) and _CODE.fullmatch(code)):
        return JsonResponse({"wrong": "code"}, status=400)
    if not outgoing().is_open():
        return HttpResponse(status=503)
    if scope := CAPS.exceeded(number, now=timezone.now()):
        return JsonResponse({"scope": scope}, status=429)
    language = str(given.get("language", ""))
    return HttpResponse(status=202 if outgoing().take(number, message(code, language), language) else 503)


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers."""
    return JsonResponse({"status": "ok"})


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """503 while the provider counts as down."""
    ready = outgoing().is_open()
    return JsonResponse({"status": "ok" if ready else "unavailable"}, status=200 if ready else 503)


def _given(request: HttpRequest) -> dict[str, Any]:
    try:
        given = json.loads(request.body) if len(request.body) <= _LONGEST else None
    except ValueError:
        given = None
    return given if isinstance(given, dict) else {}
