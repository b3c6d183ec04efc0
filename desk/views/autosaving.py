"""Keeps what is typed into a form while it is typed. Nothing here saves a form."""

import json

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from desk.actions import ActionError, autosave, forget_autosaved
from desk.boxes import may_enter_anything

from .common import official


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """`form` is its name, `values` a JSON object of lists of texts. Answers with the time of the keeping."""
    user = official(request)
    if not may_enter_anything(user):
        raise PermissionDenied
    try:
        kept = autosave(
            form=request.POST.get("form", ""),
            values=_values(request.POST.get("values", "")),
            by=user,
            now=timezone.now(),
        )
    except ActionError as error:
        return JsonResponse({"error": " ".join(error.messages)}, status=400)
    at = timezone.localtime(kept.saved_at)
    return JsonResponse({"at": round(kept.saved_at.timestamp() * 1000), "clock": time_format(at, "H:i")})


@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    """Give up what was kept, and go back to the form."""
    user = official(request)
    if not may_enter_anything(user):
        raise PermissionDenied
    forget_autosaved(form=request.POST.get("form", "")[:200], by=user, now=timezone.now())
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if safe else "admin:index")


def _values(text: str) -> dict[str, list[str]]:
    """Raises ActionError where it is no object of lists of texts."""
    try:
        values = json.loads(text)
    except ValueError as error:
        raise ActionError("values: JSON is expected.") from error
    if not isinstance(values, dict) or not all(
        isinstance(texts, list) and all(isinstance(each, str) for each in texts) for texts in values.values()
    ):
        raise ActionError("values: an object of lists of texts is expected.")
    return values
