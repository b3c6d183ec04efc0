from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db import transaction
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from desk import actions
from desk.forms.officials import OfficialChangeForm, OfficialCreationForm
from desk.models import Official, Role
from desk.roles import may_manage
from desk.views.common import official

from .base import DeskAdmin

admin.site.unregister(Group)  # the roles are a table in desk/role_table.py, not something to edit


@admin.register(Official)
class OfficialAdmin(DeskAdmin, UserAdmin):
    """Officials, their department and roles. Nobody is deleted: who left is made inactive."""

    form = OfficialChangeForm
    add_form = OfficialCreationForm
    list_display = ["username", "full_name", "department", "firm", "post", "roles", "is_active"]
    list_filter = ["is_active", "department", "firm"]
    list_select_related = ["department", "firm"]
    search_fields = ["username", "full_name", "post", "duty", "firm__name"]
    ordering = ["department", "post", "username"]
    filter_horizontal = []
    autocomplete_fields = ["department", "firm"]
    change_form_template = "admin/desk/official_change_form.html"
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["username", "password", "is_active", "groups"]}),
        (
            _("Person and post"),
            {"fields": ["full_name", "email", "department", "firm", "own_sites_only", "post", "duty"]},
        ),
        (_("Public directory"), {"fields": ["in_directory", "office_phone", "direct_phone", "relay_phone"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "usable_password", "password1", "password2", "groups"]}),
        (_("Person and post"), {"fields": ["full_name", "email", "department", "firm", "post", "duty"]}),
    ]

    class Media:
        js = ["desk/select_names.js"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    def audit_subject(self, obj: Official) -> str:
        return f"official:{obj.username}"

    def has_change_permission(self, request: HttpRequest, obj: Official | None = None) -> bool:
        """A superuser's account is the command line's alone; an administrator could else become one."""
        if obj is not None and obj.is_superuser and not official(request).is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        person = context.get("original")
        context["may_manage"] = person is not None and may_manage(official(request), person)
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("roles"))
    def roles(self, account: Official) -> str:
        return ", ".join(str(Role(group.name).label) for group in account.groups.all() if group.name in Role.values)

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: Official, form: ModelForm, change: bool) -> None:
        obj.is_staff = True  # may sign in at the desk; what he may do there, his roles say
        super().save_model(request, obj, form, change)

    @transaction.atomic
    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        """Roles are stored by now: the audit names them."""
        super().save_related(request, form, formsets, change)
        changed = [name for name in form.changed_data if not name.startswith("password")]
        actions.record(
            by=official(request),
            action="official.change" if change else "official.add",
            subject=f"official:{form.instance.username}",
            details={"changed": changed, "roles": sorted(group.name for group in form.instance.groups.all())},
        )
        actions.publish_directory(by=official(request))

    def log_change(self, request: HttpRequest, obj: Official, message: Any) -> None:  # type: ignore[override]
        if request.resolver_match and request.resolver_match.url_name == "auth_user_password_change":
            actions.record(by=official(request), action="official.password", subject=f"official:{obj.username}")
