from django.contrib import admin
from django.urls import URLPattern, path

from casework.models import Case
from casework.views import cases, files
from desk.admin.base import ReadOnlyAdmin


@admin.register(Case)
class CaseAdmin(ReadOnlyAdmin):
    """Pages of its own in the admin's place: a queue for a list, one screen for a case."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("", view(cases.queue), name="casework_case_changelist"),
            path("<slug:object_id>/", view(cases.case), name="casework_case_change"),
            path("<slug:object_id>/files/<uuid:file>/", view(files.arrived_file), name="casework-arrived-file"),
            path("<slug:object_id>/<slug:deed>/", view(cases.do), name="casework-case-do"),
        ]
