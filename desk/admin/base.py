"""What every admin of the desk does: nothing is deleted, and the audit is the one log."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from desk.auditing import words
from desk.auditing.histories import MOST, changes_of
from desk.models import AuditEntry
from desk.views.common import page


class DeskAdmin(admin.ModelAdmin):
    """Actions write the audit; the admin's own log would be a second, weaker one."""

    actions = None
    show_full_result_count = False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Model | None:
        """What a user may not see does not exist for him, and the answer says no more than that."""
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        return found

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(
            request, {"title": capfirst(self.opts.verbose_name_plural), **(extra_context or {})}
        )

    def audit_subject(self, obj: Any) -> str:
        """How the audit names this object; empty for what has no history of its own."""
        return ""

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """What the audit and the triggers have of the object, in place of the admin's own log."""
        found = self.get_object(request, object_id)
        if not self.has_view_or_change_permission(request, found):
            raise PermissionDenied
        subject = self.audit_subject(found)
        if found is None or not subject:
            raise Http404
        entries = AuditEntry.objects.filter(subject=subject).select_related("by")
        return page(
            request,
            "desk/audit_history.html",
            title=_("History: %(what)s") % {"what": found},
            entries=[(entry, words.deed(entry.action), words.details(entry.details)) for entry in entries[:MOST]],
            changes=changes_of(found),
        )

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> None:  # type: ignore[override]
        pass

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> None:  # type: ignore[override]
        pass

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:  # type: ignore[override]
        pass


class ReadOnlyAdmin(DeskAdmin):
    """A record: to be searched and read."""

    change_form_template = "admin/desk/record.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        title = capfirst(self.opts.verbose_name)
        return super().change_view(request, object_id, form_url, {"title": title, **(extra_context or {})})
