from typing import Any

from django.contrib import admin
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from desk import actions, roles
from desk.addresses import page_url
from desk.models import DRAFT_MODELS, ManagedSite
from desk.site_kinds import kind_states
from desk.views.common import official, site_url
from desk.views.renaming import may_rename

from .base import DeskAdmin
from .tools import public_url


@admin.register(ManagedSite)
class ManagedSiteAdmin(DeskAdmin):
    """A site and, under it, everything that is disclosed of it."""

    list_display = ["name", "code", "department"]
    list_select_related = ["department"]
    search_fields = ["name", "code"]
    fields = ["code", "name", "department"]
    change_form_template = "admin/desk/managedsite/change_form.html"

    def get_list_filter(self, request: HttpRequest) -> Any:
        """Of use to who sees every department's."""
        return ["department"] if roles.has_duty(official(request), roles.Duty.EVERYWHERE) else []

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[ManagedSite]:
        return roles.visible_sites(official(request)).order_by("name", "code")

    def audit_subject(self, obj: ManagedSite) -> str:
        return f"site:{obj.code}"

    def has_change_permission(self, request: HttpRequest, obj: ManagedSite | None = None) -> bool:
        """Its name and department follow from the released record; handing over is an action of its own."""
        return False

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"department": official(request).department_id, **super().get_changeform_initial_data(request)}

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        user = official(request)
        if db_field.name == "department" and not roles.has_duty(user, roles.Duty.EVERYWHERE):
            departments = db_field.remote_field.model._default_manager
            kwargs["queryset"] = departments.filter(pk=user.department_id or 0)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        context["show_save_and_add_another"] = context["show_save_and_continue"] = False
        if obj is not None:
            user = official(request)
            states = kind_states(obj, today=timezone.localdate())
            context["kinds"] = [
                (state, roles.may_enter(user, obj, state.kind.slug), self._may_view(user, state.kind.slug))
                for state in states
            ]
            context["public_url"] = public_url(obj)
            context["people_url"] = page_url("desk-people", obj.pk)
            if may_rename(user, obj):
                context["rename_url"] = page_url("desk-rename", obj.pk)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return super().change_view(request, object_id, form_url, {"title": _("Site"), **(extra_context or {})})

    def save_model(self, request: HttpRequest, obj: ManagedSite, form: ModelForm, change: bool) -> None:
        opened = actions.open_site(code=obj.code, name=obj.name, department=obj.department, by=official(request))
        obj.pk = opened.pk

    def response_post_save_add(self, request: HttpRequest, obj: ManagedSite) -> HttpResponseRedirect:
        return redirect(site_url(obj))

    def _may_view(self, user: Any, slug: str) -> bool:
        """Whether there is a page of this kind for the user here; the reporters' desk has few."""
        return self.admin_site.is_registered(DRAFT_MODELS[slug]) and user.has_perm(roles.draft_permission("view", slug))
