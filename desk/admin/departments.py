from django.contrib import admin
from django.db import transaction
from django.forms import ModelForm
from django.http import HttpRequest

from desk import actions
from desk.views.common import official
from sites.models import Department

from .base import DeskAdmin


@admin.register(Department)
class DepartmentAdmin(DeskAdmin):
    list_display = ["name", "name_en", "code", "phone"]
    search_fields = ["name", "name_en", "code"]

    def audit_subject(self, obj: Department) -> str:
        return f"department:{obj.code}"

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: Department, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        actions.record(
            by=official(request),
            action="department.save",
            subject=f"department:{obj.code}",
            details={"changed": form.changed_data},
        )
