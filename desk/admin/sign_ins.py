from typing import Any

import allauth.account.admin
import allauth.mfa.admin
import allauth.socialaccount.admin  # noqa: F401
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from axes.models import AccessAttempt
from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from desk import actions
from desk.views.common import official

from .base import ReadOnlyAdmin

# Nobody looks into, or writes, what others sign in with; the settings name the city's directory.
for _model in (EmailAddress, Authenticator, SocialAccount, SocialApp, SocialToken):
    admin.site.unregister(_model)


@admin.register(AccessAttempt)
class AccessAttemptAdmin(ReadOnlyAdmin):
    """Failed sign-ins. To delete an account's is to unlock it."""

    list_display = ["attempt_time", "username", "ip_address", "failures_since_start"]
    search_fields = ["username", "ip_address"]
    change_list_template = "admin/desk/failed_sign_ins.html"
    fields = ["attempt_time", "username", "ip_address", "user_agent", "failures_since_start"]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, {"title": _("Failed sign-ins"), **(extra_context or {})})

    def has_delete_permission(self, request: HttpRequest, obj: AccessAttempt | None = None) -> bool:
        return official(request).has_perm("axes.delete_accessattempt")

    @transaction.atomic
    def delete_model(self, request: HttpRequest, obj: AccessAttempt) -> None:
        actions.record(by=official(request), action="official.unlock", subject=f"official:{obj.username}")
        super().delete_model(request, obj)
