"""How the link to One-PMIS goes, and what an administrator may set there."""

from collections.abc import Iterator
from typing import NamedTuple

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from desk.actions.automatic import SOURCES, choose_automatic
from desk.actions.pulls import start_pull
from desk.forms.automatic import AutomaticForm
from desk.models import AutomaticApproval, Conflict, Delivery, Pull
from disclosures.models import Source

from .common import official, page

_SHOWN = 10  # of each: earlier pulls, deliveries


class ServiceLine(NamedTuple):
    """A service with the newest of its pulls."""

    name: str
    pull: Pull | None


def link_status(request: HttpRequest) -> HttpResponse:
    """The services and their pulls, what was pushed, and what waits; an administrator may ask for a pull here."""
    user = official(request)
    if not user.has_perm("desk.view_pull"):
        raise PermissionDenied
    if request.method == "POST":
        return _ask(request)
    return page(
        request,
        "desk/link/status.html",
        title=_("Link to One-PMIS"),
        lines=list(_lines()),
        address=settings.ONEPMIS_ADDRESS,
        times=settings.ONEPMIS_PULL_AT,
        takes_messages=bool(settings.ONEPMIS_PUSH_SECRETS),
        earlier=Pull.objects.finished()[:_SHOWN],
        deliveries=Delivery.objects.all()[:_SHOWN],
        conflicts=Conflict.objects.undecided().count(),
        automatic=AutomaticApproval.objects.count(),
        may_ask=user.has_perm("desk.add_pull"),
    )


def _lines() -> Iterator[ServiceLine]:
    for name in settings.ONEPMIS_SERVICES:
        yield ServiceLine(name, Pull.objects.filter(service=name).first())


def _ask(request: HttpRequest) -> HttpResponse:
    user = official(request)
    service = request.POST.get("service", "")
    if not user.has_perm("desk.add_pull") or service not in settings.ONEPMIS_SERVICES:
        raise PermissionDenied
    start_pull(service=service, by=user, now=timezone.now())
    messages.success(request, _("Asked for. It begins within seconds where pull_onepmis runs."))
    return redirect("admin:desk-link")


def automatic_approval(request: HttpRequest) -> HttpResponse:
    """Which kinds from which source are released without a second official."""
    user = official(request)
    if not user.has_perm("desk.view_automaticapproval"):
        raise PermissionDenied
    may_choose = user.has_perm("desk.change_automaticapproval")
    rules = AutomaticApproval.objects.select_related("chosen_by")
    form = AutomaticForm(request.POST or None, initial={"chosen": [f"{rule.source}:{rule.kind}" for rule in rules]})
    if request.method == "POST":
        if not may_choose:
            raise PermissionDenied
        if form.is_valid():
            pairs = {tuple(key.split(":")) for key in form.cleaned_data["chosen"]}
            choose_automatic(chosen={(Source(source), kind) for source, kind in pairs}, by=user)
            messages.success(request, _("Kept. What already waits stays for an approver."))
            return redirect("admin:desk-automatic")
    return page(
        request,
        "desk/link/automatic.html",
        title=_("Automatic approval"),
        form=form,
        rules=rules,
        sources=[source.label for source in SOURCES],
        may_choose=may_choose,
    )
