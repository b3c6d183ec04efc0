"""What somebody typed into a form and has not saved: how the form is named, and what there is to restore."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from .models import AutosavedForm, Official

RESTORE = "restore"  # the parameter by which a page is asked to fill in what was kept


def draft_form(kind: str, *, draft: int | None = None, site: object = "") -> str:
    """The name of a draft's form, or of the form for a new one of a site."""
    return f"{kind}:{draft}" if draft else f"{kind}:new:{site}".rstrip(":")


def kept_values(user: Official, form: str) -> Mapping[str, Sequence[str]]:
    """What may be restored; empty where nothing is."""
    kept = AutosavedForm.objects.of(user, form).first()
    return kept.values if kept else {}


def autosave_context(request: HttpRequest, user: Official, form: str, *, element: str) -> dict[str, Any]:
    """What `desk/_autosave.html` needs. `element` is the id of the form in the page."""
    kept = AutosavedForm.objects.of(user, form).first()
    restored = RESTORE in request.GET
    query = request.GET.copy()
    query[RESTORE] = "1"
    discard = request.GET.copy()
    discard.pop(RESTORE, None)
    return {
        "form": form,
        "element": element,
        "owner": user.pk,
        "url": reverse("admin:desk-autosave"),
        "login_url": request.get_full_path(),
        "kept_at": kept.saved_at if kept else None,
        "may_restore": bool(kept and kept.values) and not restored and request.method == "GET",
        "is_restored": restored and bool(kept and kept.values),
        "restore_url": f"{request.path}?{query.urlencode()}",
        "back_url": f"{request.path}?{discard.urlencode()}" if discard else request.path,
        "kept_ms": _milliseconds(kept.saved_at) if kept else 0,
        "now_ms": _milliseconds(timezone.now()),
    }


def _milliseconds(at: datetime.datetime) -> int:
    """As a browser counts them."""
    return round(at.timestamp() * 1000)
