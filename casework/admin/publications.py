from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from casework.access import may_read_cases
from casework.models import Publication
from casework.publishing import views
from desk.admin.base import ReadOnlyAdmin
from desk.signing_in.proof import fresh_sign_in
from desk.views.common import official


@admin.register(Publication)
class PublicationAdmin(ReadOnlyAdmin):
    """What is proposed, returned and released; the page of one is where it is decided."""

    list_display = ["case", "title", "state", "what_became", "proposed_by", "proposed_at"]
    list_filter = ["state"]
    search_fields = ["title", "case__number"]
    ordering = ["-proposed_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Publication]:
        return views.visible_publications(official(request))

    def has_view_permission(self, request: HttpRequest, obj: Publication | None = None) -> bool:
        return may_read_cases(official(request))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_read_cases(official(request))

    @admin.display(description=_("public"))
    def what_became(self, publication: Publication) -> str:
        return publication.question.get_state_display() if publication.question else ""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = [
            path("propose/<int:pk>/", wrap(views.propose_publication), name="casework-publish"),
            path("question/<int:pk>/", wrap(fresh_sign_in(views.take_down_question)), name="casework-take-down"),
            path(
                "<int:pk>/change/",
                wrap(fresh_sign_in(views.review_publication)),
                name="casework_publication_change",
            ),
        ]
        return [*own, *(each for each in super().get_urls() if each.name != "casework_publication_change")]

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": _("Public questions"), **(extra_context or {})})
