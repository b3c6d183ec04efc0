"""Safety messages in the desk's admin site: the list is the admin's, the pages are our own."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from desk.admin.base import ReadOnlyAdmin
from desk.signing_in.proof import fresh_sign_in
from desk.views.common import official

from . import access, views
from .models import SafetyProposal


@admin.register(SafetyProposal)
class SafetyProposalAdmin(ReadOnlyAdmin):
    """What is proposed, returned and released; the page of one is where it is decided."""

    change_list_template = "admin/safety/safetyproposal/change_list.html"
    list_display = ["title_shown", "where", "weather", "state", "what_became", "proposed_by", "proposed_at"]
    list_filter = ["state", "weather", "work_type"]
    ordering = ["-proposed_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[SafetyProposal]:
        return access.visible_proposals(official(request))

    def has_view_permission(self, request: HttpRequest, obj: SafetyProposal | None = None) -> bool:
        return access.may_read(official(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return access.may_propose(official(request))

    @admin.display(description=_("title"))
    def title_shown(self, proposal: SafetyProposal) -> str:
        return proposal.title

    @admin.display(description=_("where"))
    def where(self, proposal: SafetyProposal) -> str:
        if proposal.site is not None:
            return proposal.site.name
        return str(_("at every site of the city") if proposal.is_citywide else proposal.department)

    @admin.display(description=_("public"))
    def what_became(self, proposal: SafetyProposal) -> str:
        return proposal.message.get_state_display() if proposal.message else ""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = [
            path("add/", wrap(views.propose), name="safety_safetyproposal_add"),
            path("weather/", wrap(views.weather), name="safety-weather"),
            path("<int:pk>/withdraw/", wrap(fresh_sign_in(views.withdraw)), name="safety-withdraw"),
            path("<int:pk>/change/", wrap(fresh_sign_in(views.review)), name="safety_safetyproposal_change"),
        ]
        ours = {each.name for each in own}
        return [*own, *(each for each in super().get_urls() if each.name not in ours)]

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        own = {"may_see_weather": official(request).has_perm("screens.view_weatherwarning")}
        return super().changelist_view(request, {**own, **(extra_context or {})})
