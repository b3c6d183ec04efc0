"""Records to be searched and read: the audit, erasures and withholding decisions."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk import roles
from desk.models import AuditEntry, Erasure, WithholdingDecision
from desk.views.common import official
from disclosures.kinds import kind_by_slug

from .base import ReadOnlyAdmin


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    """One entry whole. The list is a page of its own, which searches by person, deed, site and day."""

    list_select_related = ["by"]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return redirect("admin:desk-audit")


class Confirmation(admin.SimpleListFilter):
    """Whether a second approver has confirmed an erasure."""

    title = gettext_lazy("confirmation")
    parameter_name = "confirmed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("no", gettext_lazy("to be confirmed")), ("yes", gettext_lazy("confirmed"))]

    def queryset(self, request: HttpRequest, erasures: models.QuerySet[Erasure]) -> models.QuerySet[Erasure]:
        if self.value() is None:
            return erasures
        return erasures.filter(confirmed_at__isnull=self.value() == "no")


@admin.register(Erasure)
class ErasureAdmin(ReadOnlyAdmin):
    list_display = ["erased_at", "what", "ground", "erased_by", "confirmation"]
    list_filter = [Confirmation]
    list_select_related = ["release__site", "erased_by", "confirmed_by"]
    ordering = ["-erased_at"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Erasure]:
        return roles.visible_erasures(official(request), super().get_queryset(request))

    @admin.display(description=gettext_lazy("what"))
    def what(self, erasure: Erasure) -> str:
        release = erasure.release
        return f"{release.site.code} {kind_by_slug(release.kind).title} v{release.version}"

    @admin.display(description=gettext_lazy("confirmation"))
    def confirmation(self, erasure: Erasure) -> Any:
        if erasure.confirmed_by is not None:
            return f"{erasure.confirmed_by.get_full_name()} ({erasure.confirmed_at:%Y-%m-%d})"
        return _confirm_link(erasure)


def _confirm_link(erasure: Erasure) -> SafeString:
    """A link for the second approver, marked when the day is over."""
    overdue = erasure.is_overdue(timezone.now())
    return format_html(
        '<a class="{}" href="{}">{}</a>',
        "desk-overdue" if overdue else "desk-waiting",
        reverse("admin:desk-confirm-erasure", args=[erasure.pk]),
        _("overdue: confirm now") if overdue else _("to be confirmed"),
    )


@admin.register(WithholdingDecision)
class WithholdingDecisionAdmin(ReadOnlyAdmin):
    list_display = ["what", "ground", "reason", "review_on", "decided_by"]
    list_filter = ["ground", "review_on"]
    fields = ["what", "item", "ground", "reason", "review_on", "decided_by", "decided_at"]
    readonly_fields = ["what"]
    list_select_related = ["decided_by"]
    search_fields = ["reason", "field", "kind"]
    ordering = ["review_on"]

    @admin.display(description=gettext_lazy("what"), ordering="kind")
    def what(self, decision: WithholdingDecision) -> str:
        return decision.what
