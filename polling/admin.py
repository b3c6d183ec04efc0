"""Surveys in the desk's admin site: the list and the writing are the admin's, the deciding is a page of our own."""

from typing import Any

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

from . import access, views
from .forms import QUESTION_WORDS, SURVEY_WORDS, DraftQuestionForm, SurveyDraftForm
from .models import DraftQuestion, SurveyDraft


class QuestionInline(admin.StackedInline):
    """Of a draft that this official may write at."""

    model = DraftQuestion
    form = DraftQuestionForm
    fields = ["position", "kind", *QUESTION_WORDS]

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else 1

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return official(request).has_perm(access.VIEW)

    def has_change_permission(self, request: HttpRequest, obj: SurveyDraft | None = None) -> bool:
        return obj is None or access.may_write(official(request), obj)

    has_add_permission = has_delete_permission = has_change_permission


@admin.register(SurveyDraft)
class SurveyDraftAdmin(DeskAdmin):
    change_form_template = "admin/polling/surveydraft/change_form.html"
    form = SurveyDraftForm
    inlines = [QuestionInline]
    fields = ["scope", "site_code", "opens_on", "closes_on", *SURVEY_WORDS]
    list_display = ["title_shown", "scope", "state", "opens_on", "closes_on", "department"]
    list_filter = ["state", "scope"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[SurveyDraft]:
        return access.visible_drafts(official(request)).order_by("-created_at")

    def get_fields(self, request: HttpRequest, obj: SurveyDraft | None = None) -> Any:
        """Whoever may only read finds the words on the page of deciding: the form's own fields are no model's."""
        if obj is not None and not self.has_change_permission(request, obj):
            return ["scope", "site", "opens_on", "closes_on"]
        return self.fields

    def get_inlines(self, request: HttpRequest, obj: SurveyDraft | None) -> list[type]:
        return [QuestionInline] if obj is None or self.has_change_permission(request, obj) else []

    def has_change_permission(self, request: HttpRequest, obj: SurveyDraft | None = None) -> bool:
        user = official(request)
        return user.has_perm(access.WRITE) if obj is None else access.may_write(user, obj)

    def has_view_permission(self, request: HttpRequest, obj: SurveyDraft | None = None) -> bool:
        return official(request).has_perm(access.VIEW)

    def has_add_permission(self, request: HttpRequest) -> bool:
        user = official(request)
        return user.has_perm("polling.add_surveydraft") and user.department_id is not None and not user.is_superuser

    @admin.display(description=_("title"))
    def title_shown(self, draft: SurveyDraft) -> str:
        return str(draft)

    def audit_subject(self, obj: SurveyDraft) -> str:
        return f"survey-draft:{obj.pk}"

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: SurveyDraft, form: ModelForm, change: bool) -> None:
        user = official(request)
        if not change:
            assert user.department is not None  # noqa: S101  (has_add_permission)
            obj.department, obj.created_at = user.department, timezone.now()
        super().save_model(request, obj, form, change)
        record(by=user, action="survey.save", subject=self.audit_subject(obj), details={"name": str(obj)})

    def response_post_save_add(self, request: HttpRequest, obj: SurveyDraft) -> HttpResponseRedirect:
        return redirect("admin:polling-review", obj.pk)

    def response_post_save_change(self, request: HttpRequest, obj: SurveyDraft) -> HttpResponseRedirect:
        return self.response_post_save_add(request, obj)

    def get_urls(self) -> list[URLPattern]:
        review = self.admin_site.admin_view(fresh_sign_in(views.review))
        return [path("<int:pk>/review/", review, name="polling-review"), *super().get_urls()]
