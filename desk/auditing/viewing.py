"""Notes who looks at what: each page of the desk that shows an item, a site, a person or a list of them."""

import re
from collections.abc import Callable, Mapping
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from desk.models import DRAFT_MODELS, Draft, ManagedSite, Official, Viewing
from desk.signing_in.audit import address_of
from sites.models import Department

_OBJECT_PAGE = re.compile(r"(?:desk|sites|casework)_(\w+)_(?:change|history)")
_LIST_PAGE = re.compile(r"(?:desk|sites|axes|casework)_(\w+)_changelist")
_DRAFTS: dict[str, type[Draft]] = {str(model._meta.model_name): model for model in DRAFT_MODELS.values()}
# How the audit names other objects: the model, its word, and the column that follows it.
_NAMED: dict[str, tuple[Any, str, str]] = {
    "managedsite": (ManagedSite, "site", "code"),
    "official": (Official, "official", "username"),
    "department": (Department, "department", "code"),
}


class ViewingMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "GET" and response.status_code == 200 and request.user.is_authenticated:
            note_viewing(request)
        return response


def note_viewing(request: HttpRequest) -> None:
    """Keep the first look of the day; pages that show nothing of anyone are left out."""
    match = request.resolver_match
    if match is None or match.app_name != "admin" or "thumbnail" in request.GET:
        return
    subject = subject_of_page(match.url_name or "", match.kwargs)
    if subject:
        now = timezone.now()
        look = Viewing(
            official_id=cast(Official, request.user).pk,
            subject=subject,
            seen_on=timezone.localdate(now),
            seen_at=now,
            address=address_of(request),
        )
        Viewing.objects.bulk_create([look], ignore_conflicts=True)


def subject_of_page(name: str, arguments: Mapping[str, Any]) -> str:
    """What a page shows, as the audit names it; empty for a page that needs no note."""
    if name == "desk-file":
        return f"file:{arguments['sha256']}"
    if "kind" in arguments and "pk" in arguments:
        return _item(DRAFT_MODELS.get(arguments["kind"]), arguments["pk"])
    if found := _OBJECT_PAGE.fullmatch(name):
        return _object(found[1], arguments.get("object_id", ""))
    if found := _LIST_PAGE.fullmatch(name):
        return f"list:{found[1]}"
    return "list:audit" if name == "desk-audit" else ""


def _object(model_name: str, pk: str) -> str:
    if model_name in _DRAFTS:
        return _item(_DRAFTS[model_name], pk)
    if model_name in _NAMED:
        model, word, column = _NAMED[model_name]
        return f"{word}:{model._default_manager.values_list(column, flat=True).get(pk=pk)}"
    return f"{model_name}:{pk}"


def _item(model: type[Draft] | None, pk: Any) -> str:
    if model is None:
        return ""
    item = model._default_manager.values_list("item", flat=True).filter(pk=pk).first()
    return f"{model.kind.slug}:{item}" if item else ""  # type: ignore[attr-defined]
