"""What every admin of the desk does: nothing is deleted, and the audit is the one log."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import Http404, HttpRequest


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

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> None:  # type: ignore[override]
        pass

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:  # type: ignore[override]
        pass

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> None:  # type: ignore[override]
        pass


class ReadOnlyAdmin(DeskAdmin):
    """A record: to be searched and read."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
