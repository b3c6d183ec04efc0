from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from desk import actions, roles
from desk.actions import ActionError
from desk.actions.withholding import keep_withholding
from desk.differences import field_label, kind_of
from desk.forms.withholding import KeepForm, WithholdForm
from desk.models import WithholdingDecision
from desk.versions import newest_version
from desk.withholding_reviews import review_of, reviews_of

from .common import draft_or_404, draft_url, official, page, tell


def withhold(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Decide that a field of an item is not disclosed."""
    user = official(request)
    draft = draft_or_404(user, kind, pk)
    if not roles.may_withhold(user, draft.managed_site):
        raise PermissionDenied
    form = WithholdForm(request.POST or None, kind=kind_of(draft), today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            form.decide(item=draft.item, by=user)
        except ActionError as error:
            tell(request, error)
        else:
            messages.success(request, _("It is withheld from the next release on."))
        return redirect(draft_url(draft))
    return page(
        request,
        "desk/ask.html",
        title=_("Withhold: %(what)s") % {"what": kind_of(draft).title},
        draft=draft,
        form=form,
        words=_(
            "The value reaches no version released from now on, and citizens read the ground instead. A value that is "
            "public already stays so until a correction is released; withdraw or erase it if it must go at once."
        ),
        button=_("Withhold"),
        back=draft_url(draft),
    )


def lift(request: HttpRequest, pk: int) -> HttpResponse:
    """The ground has lapsed: the next version may carry the value."""
    user = official(request)
    decision = WithholdingDecision.objects.filter(pk=pk).first()
    if decision is None:
        raise Http404
    newest = newest_version(decision.kind, decision.item)
    draft = draft_or_404(user, decision.kind, newest.pk if newest else 0)
    if not roles.may_lift(user, draft.managed_site):
        raise PermissionDenied
    if request.method == "POST":
        actions.lift_withholding(decision=decision, by=user)
        messages.success(request, _("The next version may carry the value. Open a correction to release it."))
        return redirect(draft_url(draft))
    return page(
        request,
        "desk/ask.html",
        title=_("Disclose again: %(field)s") % {"field": field_label(draft, decision.field)},
        draft=draft,
        words=decision.reason,
        button=_("The ground has lapsed: disclose again"),
        back=draft_url(draft),
    )


def withheld(request: HttpRequest) -> HttpResponse:
    """What is withheld at the sites this person sees, the next review first."""
    user, today = official(request), timezone.localdate()
    if not user.has_perm(roles.draft_permission("view", "site")):
        raise PermissionDenied
    lines = [
        (review, review.is_due(today), roles.may_lift(user, review.site) or roles.may_withhold(user, review.site))
        for review in reviews_of(user)
    ]
    return page(request, "desk/withheld.html", title=_("Withheld"), lines=lines)


def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Look again at a ground: it still holds until another day, or it has lapsed."""
    user = official(request)
    decision = WithholdingDecision.objects.filter(pk=pk).first()
    found = review_of(decision) if decision else None
    if found is None or not roles.may_see(user, found.site):
        raise Http404
    if not roles.may_withhold(user, found.site):
        raise PermissionDenied
    today = timezone.localdate()
    form = KeepForm(request.POST or None, today=today, initial={"reason": found.decision.reason})
    if request.method == "POST" and form.is_valid():
        try:
            handed_in = keep_withholding(decision=found.decision, by=user, now=timezone.now(), **form.cleaned_data)
        except ActionError as error:
            tell(request, error)
            return redirect(request.path)
        messages.success(request, _("It stays withheld until then."))
        if handed_in is not None:
            messages.info(request, _("A version with the new day was handed in; another official approves it."))
        return redirect("admin:desk-withheld")
    return page(
        request,
        "desk/review_withholding.html",
        title=_("Review a withholding"),
        review=found,
        draft=found.draft,
        form=form,
        is_due=found.is_due(today),
        may_lift=roles.may_lift(user, found.site),
    )
