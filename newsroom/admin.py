"""Bulletins in the desk's admin site: the list and the writing are the admin's, the deciding is a page of our own."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from desk.actions.audit import record
from desk.admin.base import DeskAdmin
from desk.signing_in.proof import fresh_sign_in
from desk.views.common import official
from newsletters.models import BulletinKind

from . import access, views
from .forms import SiteCodesField
from .models import BulletinDraft, DraftItem, DraftText


class DraftForm(ModelForm):
    """A newsletter is not begun by hand: it is drafted by itself, and rewritten here."""

    sites = SiteCodesField(label=BulletinDraft._meta.get_field("sites").verbose_name)

    class Meta:
        model = BulletinDraft
        fields = ("kind", "sites")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "kind" in self.fields:
            kinds = [choice for choice in BulletinKind.choices if choice[0] != BulletinKind.ISSUE]
            self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class _Inline:
    """Of a draft that this official may write at."""

    extra = 0

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return official(request).has_perm(access.VIEW)

    def has_change_permission(self, request: HttpRequest, obj: BulletinDraft | None = None) -> bool:
        return obj is None or access.may_write(official(request), obj)

    has_add_permission = has_delete_permission = has_change_permission


class TextInline(_Inline, admin.StackedInline):
    model = DraftText
    fields = ["language", "title", "body"]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "language":
            return forms.ChoiceField(label=_("language"), choices=settings.LANGUAGES)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else 1


class ItemInline(_Inline, admin.TabularInline):
    model = DraftItem
    fields = ["language", "section", "position", "is_kept", "title", "text"]
    readonly_fields = ["language", "section"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(BulletinDraft)
class BulletinDraftAdmin(DeskAdmin):
    change_form_template = "admin/newsroom/bulletindraft/change_form.html"
    form = DraftForm
    list_display = ["name", "title_shown", "state", "department", "created_at"]
    list_filter = ["kind", "state"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[BulletinDraft]:
        return access.visible_drafts(official(request)).order_by("-created_at")

    def get_inlines(self, request: HttpRequest, obj: BulletinDraft | None) -> list[type]:
        return [TextInline, ItemInline] if obj is not None and obj.is_issue else [TextInline]

    def get_fields(self, request: HttpRequest, obj: BulletinDraft | None = None) -> Any:
        """An issue is of its month, and its items name their sites."""
        return ["name"] if obj is not None and obj.is_issue else ["kind", "sites"]

    def get_readonly_fields(self, request: HttpRequest, obj: BulletinDraft | None = None) -> list[str]:
        return ["name"] if obj is not None and obj.is_issue else []

    def has_change_permission(self, request: HttpRequest, obj: BulletinDraft | None = None) -> bool:
        user = official(request)
        return user.has_perm(access.WRITE) if obj is None else access.may_write(user, obj)

    def has_view_permission(self, request: HttpRequest, obj: BulletinDraft | None = None) -> bool:
        return official(request).has_perm(access.VIEW)

    def has_add_permission(self, request: HttpRequest) -> bool:
        user = official(request)
        return user.has_perm("newsroom.add_bulletindraft") and user.department_id is not None and not user.is_superuser

    @admin.display(description=_("what it is"))
    def name(self, draft: BulletinDraft) -> str:
        return str(draft)

    @admin.display(description=_("title"))
    def title_shown(self, draft: BulletinDraft) -> str:
        return draft.title

    def audit_subject(self, obj: BulletinDraft) -> str:
        return f"bulletin-draft:{obj.pk}"

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: BulletinDraft, form: ModelForm, change: bool) -> None:
        user = official(request)
        if not change:
            assert user.department is not None  # noqa: S101  (has_add_permission)
            obj.department, obj.created_at = user.department, timezone.now()
        super().save_model(request, obj, form, change)
        record(by=user, action="bulletin.save", subject=self.audit_subject(obj), details={"name": str(obj)})

    def response_post_save_add(self, request: HttpRequest, obj: BulletinDraft) -> HttpResponseRedirect:
        return redirect("admin:newsroom-review", obj.pk)

    def response_post_save_change(self, request: HttpRequest, obj: BulletinDraft) -> HttpResponseRedirect:
        return self.response_post_save_add(request, obj)

    def get_urls(self) -> list[URLPattern]:
        review = self.admin_site.admin_view(fresh_sign_in(views.review))
        mail = self.admin_site.admin_view(views.mail)
        return [
            path("<int:pk>/review/", review, name="newsroom-review"),
            path("<int:pk>/mail/<slug:language>/", mail, name="newsroom-mail"),
            *super().get_urls(),
        ]
