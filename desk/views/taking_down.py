from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from desk import actions, roles
from desk.actions import ActionError
from desk.actions.withdrawing import confirm_withdrawal as confirm_withdrawal_action
from desk.differences import kind_of
from desk.forms.decisions import TakeDownForm
from desk.models import Draft, Erasure, Withdrawal
from desk.models.taking_down import TakingDown
from desk.taking_down import act_of
from disclosures.kinds import SITE
from disclosures.models import Release, ReleaseState

from .common import draft_or_404, draft_url, official, page, tell


def withdraw(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Take versions of an item out of sight; the desk keeps their content."""
    draft = _draft(request, kind, pk)
    releases = [release for release in _releases(draft) if release.is_readable]
    return _take_down(
        request,
        draft,
        releases,
        title=_("Withdraw: %(what)s") % {"what": kind_of(draft).title},
        words=_(
            "Citizens no longer see it within seconds. The date and your reason stay public in its place. Another "
            "approver has to confirm within a day."
        ),
        button=_("Withdraw"),
        act=lambda chosen, ground: actions.withdraw(
            releases=chosen, by=official(request), reason=ground, now=timezone.now()
        ),
    )


def erase(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Erase versions of an item at once; a second approver confirms within a day."""
    draft = _draft(request, kind, pk)
    releases = [release for release in _releases(draft) if release.state != ReleaseState.ERASED]
    return _take_down(
        request,
        draft,
        releases,
        title=_("Erase: %(what)s") % {"what": kind_of(draft).title},
        words=_(
            "For personal data released by mistake, or a court’s order. It is gone for citizens within seconds. "
            "Another approver has to confirm within a day; then the desk’s own copy goes, too."
        ),
        button=_("Erase for good"),
        act=lambda chosen, ground: actions.erase(
            releases=chosen, by=official(request), ground=ground, now=timezone.now()
        ),
    )


def confirm_erasure(request: HttpRequest, pk: int) -> HttpResponse:
    """The second approver's look at an erasure."""
    return _confirm(
        request,
        Erasure,
        pk,
        title=_("Confirm an erasure"),
        words=_(
            "Confirming removes the desk’s own copy; nobody can bring it back. If the erasure was a mistake, do not "
            "confirm it: open a correction of the item and have it released anew."
        ),
        button=_("Confirm the erasure"),
        done=_("The erasure is confirmed, and the desk’s own copy is gone."),
        act=lambda each: actions.confirm_erasure(erasure=each, by=official(request), now=timezone.now()),
    )


def confirm_withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """The second approver's look at a withdrawal."""
    return _confirm(
        request,
        Withdrawal,
        pk,
        title=_("Confirm a withdrawal"),
        words=_(
            "The desk keeps the content. If the withdrawal was a mistake, do not confirm it: open a correction of the "
            "item and have it released anew."
        ),
        button=_("Confirm the withdrawal"),
        done=_("The withdrawal is confirmed."),
        act=lambda each: confirm_withdrawal_action(withdrawal=each, by=official(request), now=timezone.now()),
    )


def _confirm(
    request: HttpRequest,
    model: type[TakingDown],
    pk: int,
    *,
    title: str,
    words: str,
    button: str,
    done: str,
    act: Callable[[Any], object],
) -> HttpResponse:
    """Show what one approver took down at one moment, and confirm all of it."""
    user = official(request)
    first = model._default_manager.select_related("release__site", model.ACTED_BY).filter(pk=pk).first()
    if first is None or not roles.may_see(user, roles.site_of(first.release)):
        raise Http404
    found = act_of(first)
    if not roles.may_confirm(user, first, found.site):
        raise PermissionDenied
    if request.method == "POST":
        try:
            with transaction.atomic():
                for each in found.all:
                    act(each)
        except ActionError as error:
            tell(request, error)
        else:
            messages.success(request, done)
        return redirect("admin:desk-queue")
    return page(
        request,
        "desk/confirm_taking_down.html",
        title=title,
        act=found,
        words=words,
        button=button,
        is_grave=model is Erasure,
        is_overdue=first.is_overdue(timezone.now()),
    )


def _draft(request: HttpRequest, kind: str, pk: int) -> Draft:
    user = official(request)
    draft = draft_or_404(user, kind, pk)
    if not roles.may_take_down(user, draft.managed_site):
        raise PermissionDenied
    return draft


def _releases(draft: Draft) -> list[Release]:
    return list(Release.objects.versions_of(draft.item))


def _take_down(
    request: HttpRequest,
    draft: Draft,
    releases: list[Release],
    *,
    title: str,
    words: str,
    button: str,
    act: Callable[[list[Release], str], object],
) -> HttpResponse:
    if not releases:
        messages.info(request, _("Nothing of this is public any more."))
        return redirect(draft_url(draft))
    form = TakeDownForm(request.POST or None, releases=releases)
    if request.method == "POST" and form.is_valid():
        try:
            act(form.chosen, form.cleaned_data["ground"])
        except ActionError as error:
            tell(request, error)
        else:
            messages.success(request, _("Done. The public page shows it within seconds."))
        return redirect(draft_url(draft))
    return page(
        request,
        "desk/ask.html",
        title=title,
        draft=draft,
        form=form,
        words=words,
        warning=_("This is the site’s own record: everything of the site goes with it.")
        if kind_of(draft) is SITE
        else "",
        button=button,
        is_grave=True,
        back=draft_url(draft),
    )
