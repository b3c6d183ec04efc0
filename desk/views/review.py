from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desk import roles
from desk.actions import ActionError, confirm, release_drafts, return_to_editor
from desk.differences import differences, kind_of
from desk.forms.decisions import ReturnForm
from desk.handing_in import hand_in
from desk.models import Draft, Official
from desk.progress_curve import curves_with
from desk.risks import risks_of
from desk.seen import mark_of
from desk.versions import current_version, withholdings_of

from .common import draft_or_404, draft_url, official, page, tell, to_site


def review(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """What was handed in, beside what citizens read now: an approver releases it, a supervisor confirms it."""
    user = official(request)
    draft = draft_or_404(user, kind, pk)
    form = ReturnForm(request.POST if "return" in request.POST else None)
    decisions = withholdings_of(draft)
    withheld = {decision.field for decision, _label in decisions}
    mark = mark_of(draft, withheld)
    if request.method == "POST":
        try:
            if answer := _decide(request, user, draft, form, mark):
                return answer
        except ActionError as error:
            tell(request, error)
            return redirect(request.path)
    before, now = current_version(draft), timezone.now()
    return page(
        request,
        "desk/review.html",
        title=_("Review: %(what)s") % {"what": kind_of(draft).title},
        draft=draft,
        before=before,
        rows=differences(draft, before, withheld=withheld),
        risks=risks_of([(kind, pk)], now=now)[kind, pk],
        curves=curves_with(draft, today=timezone.localdate(now)),
        decisions=decisions,
        may_decide=roles.may_decide(user, draft),
        may_confirm=roles.may_confirm_report(user, draft),
        is_own=draft.has_hand_of(user),
        form=form,
        mark=mark,
    )


def _decide(request: HttpRequest, user: Official, draft: Draft, form: ReturnForm, mark: str) -> HttpResponse | None:
    """Confirm, release or return; None where the reason of a return is missing."""
    may_decide, may_confirm = roles.may_decide(user, draft), roles.may_confirm_report(user, draft)
    if not (may_decide or may_confirm):
        raise PermissionDenied
    if "return" not in request.POST and request.POST.get("seen", mark) != mark:
        raise ActionError(_("This was changed since you saw it. Look at it again."), code="changed")
    if "confirm" in request.POST and may_confirm:
        confirm(draft=draft, by=user, now=timezone.now())
        messages.success(request, _("Confirmed, and on its way to an approver: %(what)s.") % {"what": draft})
        return to_site(draft.managed_site)
    if "approve" in request.POST and may_decide:
        release_drafts(drafts=[draft], by=user, now=timezone.now())
        messages.success(request, _("Released: %(what)s.") % {"what": draft})
        return redirect("admin:desk-queue")
    if form.is_valid():
        return_to_editor(draft=draft, by=user, reason=form.cleaned_data["reason"], now=timezone.now())
        messages.success(request, _("Returned to %(who)s.") % {"who": draft.entered_by.get_full_name()})
        return redirect("admin:desk-queue") if may_decide else to_site(draft.managed_site)
    return None


@require_POST
def submit_draft(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Hand in a draft as it is, for whoever submits what someone else entered."""
    user = official(request)
    draft = draft_or_404(user, kind, pk)
    try:
        messages.success(request, hand_in(user, draft, now=timezone.now()))
    except ActionError as error:
        tell(request, error)
    return redirect(draft_url(draft))
