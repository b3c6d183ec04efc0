"""What makes entering pleasant, for the form of every kind: starting from the last report, keeping what is typed,
looking at it with a citizen's eyes, and choosing a point on the map."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import admin
from django.db import models
from django.forms import Field, ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from desk import actions, next_period, roles
from desk.addresses import page_url
from desk.autosaved import RESTORE, autosave_context, draft_form, kept_values
from desk.forms.drafts import BlankJSONField
from desk.models import Draft, ManagedSite
from desk.models.draft import OPEN
from desk.point_picker import admitting_tiles, point_picker
from desk.views.common import official
from disclosures.kinds import Kind


class EntryMixin(admin.ModelAdmin):
    """Mixed into the admin of each kind's drafts."""

    kind: Kind

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> type[ModelForm]:
        form = super().get_form(request, obj, change=change, **kwargs)
        if restored := self._restored(request, obj):
            return type(form.__name__, (form,), {"restored": restored})
        return form

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Field | None:
        if isinstance(db_field, models.JSONField):
            kwargs["form_class"] = BlankJSONField
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        initial = super().get_changeform_initial_data(request)
        last = self._last(request)
        return initial if last is None else {**initial, **self._begun_from(last)}

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if add or self.has_change_permission(request, obj):
            user = official(request)
            element = f"{self.opts.model_name}_form"
            context["autosave"] = autosave_context(request, user, self._form_name(request, obj), element=element)
            context["begun_from"] = None if change or RESTORE in request.GET else self._last(request)
            context["may_preview"] = bool(page_url("desk-preview", self.kind.slug, 0))
            context["point"] = point_picker(self.kind)
        if obj is not None and obj.state in OPEN:
            context["preview_url"] = page_url("desk-preview", self.kind.slug, obj.pk)
        if obj is not None and obj.may_be_discarded and roles.may_edit(official(request), obj):
            context["discard_url"] = page_url("desk-discard-draft", self.kind.slug, obj.pk)
        response = super().render_change_form(request, context, add, change, form_url, obj)
        return admitting_tiles(response) if context.get("point") else response

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        """The draft is saved by now: what was typed before is old."""
        super().save_related(request, form, formsets, change)
        name = self._form_name(request, form.instance if change else None)
        actions.forget_autosaved(form=name, by=official(request), now=timezone.now())

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        return self._previewed(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._previewed(request, obj) or super().response_change(request, obj)

    def _previewed(self, request: HttpRequest, obj: Draft) -> HttpResponse | None:
        """After “Save and preview”."""
        if "_preview" not in request.POST or not page_url("desk-preview", self.kind.slug, obj.pk):
            return None
        return redirect(page_url("desk-preview", self.kind.slug, obj.pk))

    def _form_name(self, request: HttpRequest, obj: Draft | None) -> str:
        if obj is not None:
            return draft_form(self.kind.slug, draft=obj.pk)
        return draft_form(self.kind.slug, site=request.GET.get("managed_site", ""))

    def _restored(self, request: HttpRequest, obj: Draft | None) -> Mapping[str, Sequence[str]]:
        if request.method != "GET" or RESTORE not in request.GET:
            return {}
        return kept_values(official(request), self._form_name(request, obj))

    def _last(self, request: HttpRequest) -> Draft | None:
        """The report to begin with, where the address asks for it (`copy=last`)."""
        if request.GET.get("copy") != "last" or not next_period.may_copy(self.kind):
            return None
        pk = request.GET.get("managed_site", "")
        site = ManagedSite.objects.filter(pk=pk).first() if pk.isdecimal() else None
        if site is None or not roles.may_enter(official(request), site, self.kind.slug):
            return None
        return next_period.last_report(self.kind, site)

    def _begun_from(self, last: Draft) -> dict[str, Any]:
        return next_period.next_values(last, self.kind, today=timezone.localdate())
