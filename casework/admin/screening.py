"""The lists that citizens' words are screened by. A change is released as it is saved, and noted in the audit."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from casework.actions.screening import save_rule
from casework.models import FileCheck, ScreeningDecision
from complaints.models import ListOfTerms, ScreeningTerm, ScreeningThreshold
from complaints.screening.rules import blocked_prefix
from desk.admin.base import DeskAdmin, ReadOnlyAdmin
from desk.views.common import official


class RuleAdmin(DeskAdmin):
    """Saved through an action, with its line in the audit."""

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        save_rule(rule=obj, by=official(request), details={"name": str(obj), "changed": form.changed_data})

    def audit_subject(self, obj: Any) -> str:
        return f"{self.opts.model_name}:{obj.pk}"


class TermForm(ModelForm):
    """Of a host to be blocked only the beginning of its digest is stored: nobody reads the address off the list."""

    class Meta:
        model = ScreeningTerm
        fields = ("kind", "words", "outcome", "language", "is_active")

    def clean_words(self) -> str:
        words = str(self.cleaned_data["words"])
        is_host = self.cleaned_data.get("kind") == ListOfTerms.BLOCKED and "." in words
        return blocked_prefix(words) if is_host else words


@admin.register(ScreeningTerm)
class ScreeningTermAdmin(RuleAdmin):
    form = TermForm
    list_display = ["words", "kind", "outcome", "language", "is_active"]
    list_filter = ["kind", "outcome", "is_active"]
    search_fields = ["words"]
    ordering = ["kind", "words"]


@admin.register(ScreeningThreshold)
class ScreeningThresholdAdmin(RuleAdmin):
    list_display = ["code", "value"]
    readonly_fields = ["code"]
    ordering = ["code"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(ScreeningDecision)
class ScreeningDecisionAdmin(ReadOnlyAdmin):
    """Every decision, the newest first. It is reversed on the case's page, by who is in charge of it."""

    list_display = ["decided_at", "outcome", "found", "by", "reason"]
    list_filter = ["outcome"]
    list_select_related = ["by"]
    # Neither the case's number nor its words: who keeps the lists has no right to read cases.
    fields = ["decided_at", "outcome", "codes", "by", "reason"]
    ordering = ["-pk"]

    @admin.display(description=_("findings"))
    def found(self, decision: ScreeningDecision) -> str:
        return ", ".join(decision.codes)


@admin.register(FileCheck)
class FileCheckAdmin(ReadOnlyAdmin):
    """What became of files that citizens sent; the files themselves open on their case's page alone."""

    list_display = ["checked_at", "state", "code", "media_type"]
    list_filter = ["state", "code"]
    fields = ["checked_at", "state", "code", "media_type"]
    ordering = ["-checked_at"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("content")

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return bool(request.user.has_perm("casework.view_screeningdecision"))
