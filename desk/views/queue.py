from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk import review_queue, roles
from desk.forms.queue import QueueFilterForm

from .common import official, page

PER_PAGE = 50
# Of one click; some ten seconds of work. What is left is told, and one more click goes on.
AT_ONCE = 1000
NAMED_FAILURES = 20


def queue(request: HttpRequest) -> HttpResponse:
    """What waits for an approver, with what is wanted of it in the address."""
    user = official(request)
    if not user.has_perm(roles.draft_permission("view", "site")):
        raise PermissionDenied
    if request.method == "POST":
        return _approve(request)
    form = QueueFilterForm(request.GET)
    rows = review_queue.waiting(user, **(form.cleaned_data if form.is_valid() else {}))
    lines = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    return page(
        request,
        "desk/queue.html",
        title=_("Review queue"),
        form=form,
        lines=review_queue.as_lines(lines.object_list),
        page_of=lines,
        asked=asked.urlencode(),
        may_approve=roles.has_duty(user, roles.Duty.APPROVE),
        now=timezone.now(),
    )


def _approve(request: HttpRequest) -> HttpResponse:
    """Approve the ticked lines, or all that the filter shows."""
    user = official(request)
    if not roles.has_duty(user, roles.Duty.APPROVE):
        raise PermissionDenied
    keys = request.POST.getlist("line")
    waiting = 0
    if "everything" in request.POST:
        form = QueueFilterForm(request.GET)
        rows = review_queue.waiting(user, **(form.cleaned_data if form.is_valid() else {}))
        waiting = rows.count()
        lines = review_queue.as_lines(review_queue.sites_first(rows, AT_ONCE))
        keys = [line.key for line in lines]
    if not keys:
        messages.warning(request, _("Tick what you have reviewed, or choose all."))
        return redirect(request.get_full_path())
    drafts = review_queue.by_keys(user, keys[:AT_ONCE])
    outcome = review_queue.approve_all(drafts, by=user, now=timezone.now())
    _report(request, outcome, not_reached=max(waiting, len(keys)) - len(drafts))
    return redirect(request.get_full_path())


def _report(request: HttpRequest, outcome: review_queue.Outcome, *, not_reached: int) -> None:
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
    if not_reached > 0:
        messages.info(request, _("%(count)d more are waiting; approve again to go on.") % {"count": not_reached})
