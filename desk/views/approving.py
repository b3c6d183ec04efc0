"""Approving many at once: each is shown with what it changes before any of them goes out."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk import review_queue, roles
from desk.approving import cards_of, chosen
from desk.forms.queue import QueueFilterForm
from desk.models import Draft, Official

from .common import official, page

AT_ONCE = 30  # of one page: more than that nobody reads
NAMED_FAILURES = 20


def approve_many(request: HttpRequest) -> HttpResponse:
    """The ticked lines of the queue, or the first of all that its filter shows; approved are those still ticked."""
    user = official(request)
    if not roles.has_duty(user, roles.Duty.APPROVE):
        raise PermissionDenied
    if request.method == "POST":
        return _approve(request, user)
    now = timezone.now()
    cards = cards_of(_wanted(request, user), user, now=now)
    if not cards:
        messages.warning(request, _("Tick what you want to approve, or choose all."))
        return redirect("admin:desk-queue")
    return page(
        request,
        "desk/approve_many.html",
        title=_("Approve together"),
        cards=cards,
        asked=request.GET.urlencode(),
        now=now,
    )


def _wanted(request: HttpRequest, user: Official) -> list[Draft]:
    if "everything" not in request.GET:
        return review_queue.by_keys(user, request.GET.getlist("line")[:AT_ONCE])
    form, now = QueueFilterForm(request.GET), timezone.now()
    rows = review_queue.waiting(user, now=now, **(form.cleaned_data if form.is_valid() else {}))
    first = review_queue.sites_first(rows, 2 * AT_ONCE)
    keys = [f"{row['kind_slug']}:{row['draft_pk']}" for row in first if not row["own"]]
    return review_queue.by_keys(user, keys[:AT_ONCE])


def _approve(request: HttpRequest, user: Official) -> HttpResponse:
    picked = chosen(user, request.POST.getlist("line")[:AT_ONCE])
    if not (picked.drafts or picked.changed):
        messages.warning(request, _("Nothing was ticked, so nothing was released."))
        return redirect(request.get_full_path())
    outcome = review_queue.approve_all(picked.drafts, by=user, now=timezone.now())
    for draft in picked.changed:
        outcome.failures.append(
            _("%(what)s was changed since you saw it. Look at it again.") % {"what": f"{draft.managed_site} – {draft}"}
        )
    report(request, outcome)
    return redirect("admin:desk-queue")


def report(request: HttpRequest, outcome: review_queue.Outcome) -> None:
    """Say what a bulk approval did and what it left."""
    if outcome.released:
        messages.success(
            request,
            ngettext("%(count)d released.", "%(count)d released.", outcome.released) % {"count": outcome.released},
        )
    for failure in outcome.failures[:NAMED_FAILURES]:
        messages.error(request, failure)
    if (more := len(outcome.failures) - NAMED_FAILURES) > 0:
        messages.error(request, _("… and %(count)d more could not be released.") % {"count": more})
    if outcome.own:
        messages.warning(
            request,
            _(
                "%(count)d were left for another approver: you entered or submitted them, "
                "or they belong to another department."
            )
            % {"count": outcome.own},
        )
