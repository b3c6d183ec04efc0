from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desk import roles
from desk.actions import ActionError, release_drafts, return_to_editor, submit
from desk.differences import differences, kind_of
from desk.forms.decisions import ReturnForm
from desk.versions import current_version, withholdings_of

from .common import draft_or_404, draft_url, official, page, tell


def review(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """A submitted draft beside what citizens read now; an approver releases or returns it here."""
    user = official(request)
    draft = draft_or_404(user, kind, pk)
    may_decide = roles.may_decide(user, draft)
    form = ReturnForm(request.POST if "return" in request.POST else None)
    if request.method == "POST":
        if not may_decide:
            raise PermissionDenied
        try:
            if "approve" in request.POST:
                release_drafts(drafts=[draft], by=user, now=timezone.now())
                messages.success(request, _("Released: %(what)s.") % {"what": draft})
                return redirect("admin:desk-queue")
            if form.is_valid():
                return_to_editor(draft=draft, by=user, reason=form.cleaned_data["reason"], now=timezone.now())
                messages.success(request, _("Returned to %(who)s.") % {"who": draft.entered_by.get_full_name()})
                return redirect("admin:desk-queue")
        except ActionError as error:
            tell(request, error)
            return redirect(request.path)
    decisions = withholdings_of(draft)
    before = current_version(draft)
    return page(
        request,
        "desk/review.html",
        title=_("Review: %(what)s") % {"what": kind_of(draft).title},
        draft=draft,
        before=before,
        rows=differences(draft, before, withheld={decision.field for decision, _label in decisions}),
        decisions=decisions,
        may_decide=may_decide,
        is_own=draft.has_hand_of(user),
        form=form,
    )


@require_POST
def submit_draft(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Hand in a draft as it is, for whoever submits what someone else entered."""
    user = official(request)
    draft = draft_or_404(user, kind, pk)
    if not roles.may_submit(user, draft):
        raise PermissionDenied
    try:
        submit(draft=draft, by=user, now=timezone.now())
    except ActionError as error:
        tell(request, error)
    else:
        messages.success(request, _("Submitted for review: %(what)s.") % {"what": draft})
    return redirect(draft_url(draft))
