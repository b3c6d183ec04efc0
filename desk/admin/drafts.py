"""One admin a kind, made from the registry: the form, the versions, and what may be done next."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms import Field, ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk import actions, roles
from desk.actions import ActionError
from desk.addresses import page_url
from desk.forms.drafts import DraftForm
from desk.forms.site_select import SiteSelect
from desk.forms.uploads import StoredUploadField
from desk.handing_in import hand_in
from desk.models import DRAFT_MODELS, Draft, ManagedSite
from desk.versions import versions_of, withholdings_of
from desk.views.common import official, page, site_url, tell
from disclosures.kinds import Kind
from disclosures.kinds.fields import FileDigestField, MoneyField

from .base import DeskAdmin
from .entry import EntryMixin
from .reading import shown_columns, shown_name
from .tools import draft_tools, public_url


class DraftAdmin(EntryMixin, DeskAdmin):
    """The base of all kinds. `kind` is set by the factory below."""

    kind: Kind
    form = DraftForm
    change_form_template = "admin/desk/draft_change_form.html"
    list_display = ["__str__", "managed_site", "as_of_on", "version", "state", "source", "entered_by"]
    list_filter = ["state", "source", "as_of_on"]
    list_select_related = ["managed_site", "entered_by"]
    search_fields = ["managed_site__name", "managed_site__code"]
    autocomplete_fields = ["managed_site"]

    # Who may

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Draft]:
        drafts = super().get_queryset(request).select_related("managed_site__department")
        return roles.visible_drafts(official(request), drafts)

    def has_change_permission(self, request: HttpRequest, obj: Draft | None = None) -> bool:
        if obj is None:
            return super().has_change_permission(request)
        return roles.may_edit(official(request), obj)

    # The form

    def get_fieldsets(self, request: HttpRequest, obj: Draft | None = None) -> Any:
        reading = obj is not None and not roles.may_edit(official(request), obj)
        content = [shown_name(field) if reading else field.name for field in self.kind.fields]
        header = ["managed_site", "as_of_on", "department_shown" if reading else "source_department"]
        if obj is not None and obj.version > 1:
            header.append("correction_reason")
        return [
            (None, {"fields": header}),
            (self.kind.title, {"fields": content, "description": self.kind.plain_words}),
        ]

    @admin.display(description=gettext_lazy("source department"))
    def department_shown(self, draft: Draft) -> str:
        """Without the plain admin's link: the departments' pages are the administrators'."""
        return str(draft.source_department)

    def get_readonly_fields(self, request: HttpRequest, obj: Draft | None = None) -> list[str]:
        return ["managed_site"] if obj is not None else []

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        initial: dict[str, Any] = {"as_of_on": timezone.localdate(), **super().get_changeform_initial_data(request)}
        site = ManagedSite.objects.filter(pk=initial.get("managed_site") or 0).first()
        return {"source_department": site.department_id if site else official(request).department_id, **initial}

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "managed_site":
            # What is offered, and what a forged form may name: the sites within reach.
            kwargs["queryset"] = roles.own_sites(official(request))
            kwargs["widget"] = SiteSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Field | None:
        if isinstance(db_field, FileDigestField):
            return StoredUploadField(
                accepts=db_field.accepts,
                by=official(request),
                label=capfirst(db_field.verbose_name),
                help_text=db_field.help_text,
                required=False,
            )
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget  # sites and departments are not made in passing
        if isinstance(db_field, MoneyField) and field is not None:
            field.label = f"{capfirst(db_field.verbose_name)} ({settings.PROFILE.currency})"
        return field

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        user = official(request)
        context["show_save_and_add_another"] = False
        context["may_submit"] = roles.has_duty(user, roles.Duty.SUBMIT) and (obj is None or roles.may_submit(user, obj))
        context["may_report"] = not context["may_submit"] and roles.has_duty(user, roles.Duty.REPORT)
        if obj is not None:
            context["may_report"] = roles.may_report(user, obj)
        if obj is not None:
            context["tools"] = draft_tools(user, obj)
            context["site_url_of_draft"] = site_url(obj.managed_site)
            context["public_url"] = public_url(obj.managed_site)
            context["versions_url"] = page_url(f"desk_{obj._meta.model_name}_history", obj.pk)
            context["decisions"] = withholdings_of(obj)
            context["may_lift"] = roles.may_lift(user, obj.managed_site)
        return super().render_change_form(request, context, add, change, form_url, obj)

    # Writing

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        if object_id:
            extra_context = {"title": self.kind.title, **(extra_context or {})}
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ActionError as error:
            # Someone else was faster; the form's own rules have told everything else.
            tell(request, error)
            return redirect(request.get_full_path())

    def save_model(self, request: HttpRequest, obj: Draft, form: ModelForm, change: bool) -> None:
        if not change and not roles.may_enter(official(request), obj.managed_site, self.kind.slug):
            raise PermissionDenied
        actions.save_draft(draft=obj, by=official(request))

    def response_add(self, request: HttpRequest, obj: Draft, post_url_continue: str | None = None) -> HttpResponse:
        return self._submitted(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Draft) -> HttpResponse:
        return self._submitted(request, obj) or super().response_change(request, obj)

    def response_post_save_add(self, request: HttpRequest, obj: Draft) -> HttpResponseRedirect:
        return redirect(site_url(obj.managed_site))

    def response_post_save_change(self, request: HttpRequest, obj: Draft) -> HttpResponseRedirect:
        return redirect(site_url(obj.managed_site))

    def _submitted(self, request: HttpRequest, obj: Draft) -> HttpResponse | None:
        """After “Save and submit”: hand the draft in, or say what it lacks (it is saved all the same)."""
        if "_submit" not in request.POST:
            return None
        user = official(request)
        try:
            words = hand_in(user, obj, now=timezone.now())
        except ActionError as error:
            tell(request, error)
            return redirect(reverse(f"admin:desk_{obj._meta.model_name}_change", args=[obj.pk]))
        messages.success(request, words)
        return redirect(site_url(obj.managed_site))

    # History

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        draft = self.get_object(request, object_id)
        if not isinstance(draft, Draft) or not self.has_view_or_change_permission(request, draft):
            raise PermissionDenied
        return page(
            request,
            "desk/versions.html",
            title=_("Versions: %(what)s") % {"what": self.kind.title},
            draft=draft,
            versions=versions_of(draft),
        )


def register(kind: Kind) -> None:
    """Make and register the admin of a kind."""
    admin_class = type(f"{kind.model.__name__}DraftAdmin", (DraftAdmin,), {"kind": kind, **shown_columns(kind)})
    admin.site.register(DRAFT_MODELS[kind.slug], admin_class)


for _model in DRAFT_MODELS.values():
    register(_model.kind)  # type: ignore[attr-defined]
