"""The page of one survey at the desk: its words in each language, the decision, and what came of it."""

from collections.abc import Callable
from itertools import groupby

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from desk.actions.errors import ActionError
from desk.forms.decisions import ReturnForm
from desk.models import Official
from desk.views.common import official, page, tell

from . import access, actions
from .forms import WithdrawForm
from .models import SurveyDraft, WrittenWords
from .wording import faults

Step = Callable[[HttpRequest, SurveyDraft, Official], str]


def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that is done to a survey but the writing."""
    user = official(request)
    draft = access.visible_drafts(user).filter(pk=pk).first()
    if draft is None:
        raise Http404
    if request.method == "POST":
        return _post(request, draft, user)
    return page(
        request,
        "polling/review.html",
        title=str(draft),
        written=draft,  # the frame's breadcrumbs take a `draft` for a disclosure's
        looks=_looks(draft),
        faults=faults(draft) if draft.is_open else [],
        words=_words(draft) if access.may_read_words(user, draft) else [],
        returning=ReturnForm(),
        withdrawing=WithdrawForm(),
        may_write=access.may_write(user, draft),
        may_decide=access.may_decide(user, draft),
        may_withdraw=access.may_withdraw(user, draft),
        edit=reverse("admin:polling_surveydraft_change", args=[draft.pk]),
        back=reverse("admin:polling_surveydraft_changelist"),
    )


def _looks(draft: SurveyDraft) -> list[tuple[str, dict, list[tuple[str, dict]]]]:
    """Language, title and purpose, and each question's kind and words, in each language that has some."""
    found = []
    for code, _name in settings.LANGUAGES:
        said = draft.words.get(code, {})
        if said.get("title"):
            questions = [(each.get_kind_display(), each.words.get(code, {})) for each in draft.questions.all()]
            found.append((code, said, questions))
    return found


def _words(draft: SurveyDraft) -> list[tuple[str, list[str]]]:
    """What people wrote to each question, once it is over."""
    if draft.survey is None:
        return []
    found = WrittenWords.objects.readable(draft.survey).select_related("question")
    return [
        (question, [each.words for each in group])
        for question, group in groupby(found, lambda each: str(each.question))
    ]


def _post(request: HttpRequest, draft: SurveyDraft, user: Official) -> HttpResponse:
    step = next((step for name, step in _STEPS.items() if name in request.POST), None)
    if step is None:
        raise Http404
    try:
        messages.success(request, step(request, draft, user))
    except ActionError as error:
        tell(request, error)
    return redirect("admin:polling-review", draft.pk)


def _require(may: bool) -> None:
    if not may:
        raise PermissionDenied


def _submit(request: HttpRequest, draft: SurveyDraft, user: Official) -> str:
    _require(access.may_write(user, draft))
    actions.submit(draft=draft, by=user, now=timezone.now())
    return _("Handed in. Another official releases it or returns it.")


def _return(request: HttpRequest, draft: SurveyDraft, user: Official) -> str:
    _require(access.may_decide(user, draft))
    actions.return_draft(draft=draft, reason=request.POST.get("reason", ""), by=user, now=timezone.now())
    return _("Returned to whoever wrote it.")


def _release(request: HttpRequest, draft: SurveyDraft, user: Official) -> str:
    _require(access.may_decide(user, draft))
    leading = access.authority(user, draft)
    absent = None if leading is None or leading.pk == user.pk else leading
    actions.release(draft=draft, by=user, now=timezone.now(), in_place_of=absent)
    return _("Released. Citizens answer it from its first day on; the results come by themselves after the last.")


def _withdraw(request: HttpRequest, draft: SurveyDraft, user: Official) -> str:
    _require(access.may_withdraw(user, draft))
    assert draft.survey is not None  # noqa: S101  (may_withdraw)
    actions.withdraw(survey=draft.survey, ground=request.POST.get("ground", ""), by=user, now=timezone.now())
    return _(
        "Citizens no longer see it, and what was answered is deleted. The date and your reason stand in its place."
    )


_STEPS: dict[str, Step] = {"submit": _submit, "return": _return, "release": _release, "withdraw": _withdraw}
