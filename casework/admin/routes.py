"""What administrators and heads say once, for all cases."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from casework.models import CannedParagraph, Route
from casework.words import POSTS
from desk.actions.audit import record
from desk.admin.base import DeskAdmin
from desk.forms.site_select import SiteSelect
from desk.views.common import official


class SavedAdmin(DeskAdmin):
    """Whose rows have a line in the audit, and may be deleted by who has the permission."""

    deed = ""

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return bool(request.user.has_perm(f"{self.opts.app_label}.delete_{self.opts.model_name}"))

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        record(by=official(request), action=self.deed, subject=self.audit_subject(obj), details={"name": str(obj)})

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        record(by=official(request), action=self.deed, subject=self.audit_subject(obj), details={"deleted": str(obj)})
        super().delete_model(request, obj)

    def audit_subject(self, obj: Any) -> str:
        return f"{self.opts.model_name}:{obj.pk}"


@admin.register(Route)
class RouteAdmin(SavedAdmin):
    """Which petition goes where."""

    deed = "case.route"
    list_display = ["place", "category", "kind_of_post", "words", "site", "department", "duty"]
    list_display_links = ["category", "place"]
    list_select_related = ["site", "department"]
    ordering = ["place", "pk"]

    @admin.display(description=_("kind of post"), ordering="post")
    def kind_of_post(self, route: Route) -> str:
        return str(POSTS.get(route.post, ""))

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "post":
            kwargs["choices"] = [("", "---------"), *POSTS.items()]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "site":
            kwargs["widget"] = SiteSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(CannedParagraph)
class CannedParagraphAdmin(SavedAdmin):
    """What is written again and again. A department's own are that department's to change."""

    deed = "case.paragraph"
    list_display = ["title", "department"]
    search_fields = ["title", "text"]
    list_select_related = ["department"]
    ordering = ["title"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[CannedParagraph]:
        """Everybody's, and one's own department's."""
        usable = models.Q(department=None) | models.Q(department=official(request).department_id)
        return super().get_queryset(request).filter(usable)
