"""The admin site: its names, its order, and the desk's pages beside the admin's own."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, translate_url
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from disclosures.kinds import SITE

from .addresses import page_url
from .models import DRAFT_MODELS


class DeskAdminSite(admin.AdminSite):
    site_header: str | Promise = _("Allimi desk")  # type: ignore[assignment]
    site_title: str | Promise = _("Allimi desk")  # type: ignore[assignment]
    index_title: str | Promise = _("What to do")  # type: ignore[assignment]
    site_url = settings.PUBLIC_ORIGIN
    index_template = "desk/index.html"

    def get_urls(self) -> list[URLPattern | URLResolver]:
        from .signing_in.proof import fresh_sign_in
        from .views import (
            approving,
            audit,
            corrections,
            emergency,
            files,
            queue,
            review,
            sign_ins,
            staffing,
            taking_down,
            withholding,
        )
        from .views.entry import PAGES
        from .views.learning import PAGES as LEARNING
        from .views.linking import PAGES as LINKING

        pages: list[tuple[str, Callable[..., HttpResponseBase], str]] = [
            ("queue/", queue.queue, "queue"),
            ("approve/", fresh_sign_in(approving.approve_many), "approve"),
            ("review/<slug:kind>/<int:pk>/", fresh_sign_in(review.review), "review"),
            ("submit/<slug:kind>/<int:pk>/", review.submit_draft, "submit"),
            ("correct/<slug:kind>/<int:pk>/", corrections.correct, "correct"),
            ("withhold/<slug:kind>/<int:pk>/", withholding.withhold, "withhold"),
            ("lift/<int:pk>/", fresh_sign_in(withholding.lift), "lift"),
            ("withdraw/<slug:kind>/<int:pk>/", fresh_sign_in(taking_down.withdraw), "withdraw"),
            ("erase/<slug:kind>/<int:pk>/", fresh_sign_in(taking_down.erase), "erase"),
            ("confirm-erasure/<int:pk>/", fresh_sign_in(taking_down.confirm_erasure), "confirm-erasure"),
            ("confirm-withdrawal/<int:pk>/", fresh_sign_in(taking_down.confirm_withdrawal), "confirm-withdrawal"),
            ("emergency/", emergency.emergency, "emergency"),
            ("withheld/", withholding.withheld, "withheld"),
            ("review-withholding/<int:pk>/", fresh_sign_in(withholding.review), "review-withholding"),
            ("file/<slug:sha256>/", files.stored_file, "file"),
            ("site/<int:pk>/people/", staffing.people, "people"),
            ("assignment/<int:pk>/end/", staffing.end_assignment, "end-assignment"),
            ("absence/", staffing.absence, "absence"),
            ("absence/<int:pk>/", staffing.absence, "absence-of"),
            ("absence/<int:pk>/end/", staffing.end_deputy, "end-deputy"),
            ("hand-over/<int:pk>/", staffing.hand_over, "hand-over"),
            ("audit/", audit.audit, "audit"),
            ("audit/csv/", audit.audit_csv, "audit-csv"),
            ("reset-sign-in/<int:pk>/", fresh_sign_in(sign_ins.reset_sign_in), "reset-sign-in"),
        ]
        pages += [*PAGES, *LINKING, *LEARNING]
        own = [path(f"desk/{route}", self.admin_view(view), name=f"desk-{name}") for route, view, name in pages]
        return [*own, *super().get_urls()]

    def admits(self, user: Any) -> bool:
        """Whether this person's desk is here. A firm's people have one of their own (desk/reporters_site.py)."""
        return not getattr(user, "is_outside", True)

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and self.admits(request.user)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """The first page: what its reader has to do next, and for who leads a department how it stands."""
        from .department_board import board_of
        from .first_page import WHOLE, boxes_of
        from .shortcuts import shortcuts_of
        from .views.common import official

        user, now = official(request), timezone.now()
        boxes = boxes_of(user, now=now, whole=request.GET.get(WHOLE, ""))
        own = {
            "shortcuts": shortcuts_of(user),
            "boxes": boxes,
            "done": [box for box in boxes if not box.found.count],
            "board": board_of(user, now=now),
        }
        return super().index(request, {**own, **(extra_context or {})})

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        other = next((code for code, _name in settings.LANGUAGES if code != get_language()), "")
        frame = super().each_context(request)
        return {
            **frame,
            # Who has no lists (the call centre) needs no menu that says so.
            "is_nav_sidebar_enabled": frame["is_nav_sidebar_enabled"] and bool(frame["available_apps"]),
            "exercises_url": page_url("desk-training") if settings.TRAINING else "",
            "manuals_url": page_url("desk-manuals"),
            "page_help_url": self._page_help_url(request),
            "other_language": other,
            "other_language_url": translate_url(request.get_full_path(), other) if other else "",
        }

    def _page_help_url(self, request: HttpRequest) -> str:
        """The manual's section about the page that is asked for; empty before signing in, and where there is none."""
        from .manuals.reading import help_url
        from .views.common import official

        match = request.resolver_match
        if match is None or not match.url_name or not self.has_permission(request):
            return ""
        return help_url(match.url_name, official(request))

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The desk first; in it the sites, then the kinds in the registry's order, then the records."""
        order = ["ManagedSite", *(model.__name__ for model in DRAFT_MODELS.values())]
        apps = super().get_app_list(request, app_label)
        for app in apps:
            _rename(app)
            app["models"].sort(
                key=lambda model: order.index(model["object_name"]) if model["object_name"] in order else len(order)
            )
        return sorted(apps, key=lambda app: app["app_label"] != "desk")


def _rename(app: dict[str, Any]) -> None:
    """The names of a library's models, and of a site's record beside the sites themselves."""
    if app["app_label"] == "axes":
        app["name"] = _("Signing in")
    for model in app["models"]:
        if model["object_name"] == "AccessAttempt":
            model["name"] = _("Failed sign-ins")
        elif model["object_name"] == DRAFT_MODELS[SITE.slug].__name__:
            model["name"] = capfirst(SITE.model._meta.verbose_name)
