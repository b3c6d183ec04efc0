from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from desk import review_queue, roles
from desk.approval_boxes import confirm_lines
from desk.forms.queue import QueueFilterForm

from .approving import AT_ONCE
from .common import official, page

PER_PAGE = 30  # as many as can be approved together


def queue(request: HttpRequest) -> HttpResponse:
    """What waits for an approver, with what is wanted of it in the address."""
    user = official(request)
    if not user.has_perm(roles.draft_permission("view", "site")):
        raise PermissionDenied
    now, form = timezone.now(), QueueFilterForm(request.GET)
    rows = review_queue.waiting(user, now=now, **(form.cleaned_data if form.is_valid() else {}))
    lines = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    return page(
        request,
        "desk/queue.html",
        title=_("Review queue"),
        form=form,
        lines=review_queue.as_lines(lines.object_list, now=now),
        page_of=lines,
        asked=asked.urlencode(),
        chosen=asked.items(),
        at_once=AT_ONCE,
        may_approve=roles.has_duty(user, roles.Duty.APPROVE),
        to_confirm=confirm_lines(user, now),
        now=now,
    )
