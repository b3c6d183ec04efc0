from django.contrib import admin
from django.db import transaction
from django.forms import ModelForm
from django.http import HttpRequest

from desk import actions
from desk.models import OutsideFirm
from desk.views.common import official

from .base import DeskAdmin


@admin.register(OutsideFirm)
class OutsideFirmAdmin(DeskAdmin):
    """The contractors and supervisors whose people have an account."""

    list_display = ["name", "registration_number", "phone"]
    search_fields = ["name", "registration_number"]

    def audit_subject(self, obj: OutsideFirm) -> str:
        return f"firm:{obj.pk}"

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: OutsideFirm, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        actions.record(
            by=official(request),
            action="firm.save",
            subject=f"firm:{obj.pk}",
            details={"name": obj.name, "changed": form.changed_data},
        )
