"""Where printing stands in the desk's admin site: its list is the page that orders."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import URLPattern, path

from desk.views.common import official

from . import views
from .models import PrintOrder


@admin.register(PrintOrder)
class PrintOrderAdmin(admin.ModelAdmin):
    def has_module_permission(self, request: HttpRequest) -> bool:
        return views.may_print(official(request))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return views.may_print(official(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        """Pages of our own, and none of the admin's."""
        wrap = self.admin_site.admin_view
        return [
            path("", wrap(views.orders), name="printing_printorder_changelist"),
            path("<int:pk>/", wrap(views.order), name="printing_printorder_change"),
            path("<int:pk>/file/", wrap(views.order_file), name="printing-file"),
        ]
