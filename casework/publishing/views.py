from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casework import access
from casework.actions.publishing import propose, release, return_publication, shown_question, take_down
from casework.models import Case, Publication, PublicationState
from casework.notices import case_path
from complaints.models import PublicQuestion, QuestionState
from desk.actions.errors import ActionError
from desk.models import Official
from desk.views.common import official, page, tell

from .forms import ProposalForm, ReturnForm, TakeDownForm


def propose_publication(request: HttpRequest, pk: int) -> HttpResponse:
    """The case's words, to be redacted and laid before another official."""
    user = official(request)
    case = access.visible_cases(user).filter(pk=pk).first()
    if case is None:
        raise Http404
    if not access.is_in_charge(user, case):
        raise PermissionDenied
    form = ProposalForm(request.POST or None, initial=_first_words(case))
    if request.method == "POST" and form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("title", "text", "answer")}
        try:
            propose(case=case, **words, by=user, now=timezone.now())
        except ActionError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Proposed. Another official releases it or returns it."))
            return redirect(case_path(case))
    returned = case.publications.filter(state=PublicationState.RETURNED).first()
    return page(
        request,
        "casework/publish.html",
        title=_("Publish: %(case)s") % {"case": case.number},
        case=case,
        form=form,
        returned=returned,
        shown=shown_question(case),
        back=case_path(case),
    )


def review_publication(request: HttpRequest, pk: int) -> HttpResponse:
    """What was written beside what is to be public; released, or returned."""
    user = official(request)
    publication = visible_publications(user).filter(pk=pk).first()
    if publication is None:
        raise Http404
    may_decide = publication.state == PublicationState.PROPOSED and access.may_approve(
        user, publication.case, publication.proposed_by_id
    )
    form = ReturnForm(request.POST if "return" in request.POST else None)
    if request.method == "POST":
        if not may_decide:
            raise PermissionDenied
        if done := _decide(request, publication, form):
            return done
    return page(
        request,
        "casework/review_publication.html",
        title=_("Publication of %(case)s") % {"case": publication.case.number},
        publication=publication,
        case=publication.case,
        sent=publication.case.answers.sent().last(),
        form=form,
        may_decide=may_decide,
        is_own=publication.proposed_by_id == user.pk,
        may_take_down=_may_take_down(user, publication),
        back=reverse("admin:casework_publication_changelist"),
    )


def take_down_question(request: HttpRequest, pk: int) -> HttpResponse:
    """Out of sight within seconds; the ground stays in its place."""
    user = official(request)
    publication = visible_publications(user).filter(question=pk).first()
    if publication is None or publication.question is None:
        raise Http404
    if not _may_take_down(user, publication):
        raise PermissionDenied
    form = TakeDownForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        state = QuestionState(given["state"])
        try:
            take_down(question=publication.question, state=state, ground=given["ground"], by=user, now=timezone.now())
        except ActionError as error:
            tell(request, error)
        else:
            messages.success(request, _("Citizens no longer see it. The date and your reason stand in its place."))
        return redirect("admin:casework_publication_changelist")
    return page(
        request,
        "casework/take_down_question.html",
        title=_("Take down a public question"),
        question=PublicQuestion.objects.for_pages().get(pk=publication.question.pk),
        form=form,
        back=reverse("admin:casework_publication_change", args=[publication.pk]),
    )


def visible_publications(user: Official) -> QuerySet[Publication]:
    """Those of the cases that this person may read."""
    return Publication.objects.for_pages().filter(case__in=access.visible_cases(user).values("pk"))


def _decide(request: HttpRequest, publication: Publication, form: ReturnForm) -> HttpResponse | None:
    user, now = official(request), timezone.now()
    try:
        if "release" in request.POST:
            release(publication=publication, by=user, now=now)
            messages.success(request, _("Released: citizens read it now."))
        elif form.is_valid():
            return_publication(publication=publication, reason=form.cleaned_data["reason"], by=user, now=now)
            messages.success(request, _("Returned."))
        else:
            return None
    except ActionError as error:
        tell(request, error)
    return redirect("admin:casework_publication_changelist")


def _may_take_down(user: Official, publication: Publication) -> bool:
    question = publication.question
    return question is not None and question.is_shown and access.may_lead(user, publication.case)


def _first_words(case: Case) -> dict[str, str]:
    """What the last proposal said, else what was written and answered."""
    last = case.publications.first()
    sent = case.answers.sent().last()
    answer = sent.text if sent else ""
    if last is not None:
        return {"title": last.title, "text": last.text, "answer": last.answer or answer}
    return {"title": case.title, "text": case.text, "answer": answer}
