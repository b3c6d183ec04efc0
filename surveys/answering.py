"""Answering a survey: its questions, the proof of who answers, a look at all of it, and off inside, sealed.

As in asking (docs/adr/0017) there is nothing to redirect to: what was answered travels in the form's hidden field.
"""

import uuid
from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from complaints.asking import state
from complaints.asking.origin import private_page
from complaints.petitions import Given, SurveyAnswer
from complaints.posts import PostKind
from complaints.sealing.submitting import IntakeUnavailable, submit
from complaints.typed_json import plain, typed
from complaints.verifying.verified import Verified

from .forms import AnswerForm, first_values
from .models import QuestionKind, Survey, SurveyQuestion

ANSWERS, CHECK = "survey", "survey.check"
MINUTES = 60


@sensitive_post_parameters()
@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The questions; what was answered, on the way to the proof; and from the last page, changed or sent."""
    survey = open_survey(pk)
    if survey is None:
        return _over(request, pk)
    questions = questions_of(survey)
    if request.method != "POST":
        return show_questions(request, survey, AnswerForm(questions=questions))
    if "state" in request.POST:
        return _from_check(request, survey, questions)
    form = AnswerForm(request.POST, questions=questions)
    if not form.is_valid():
        return show_questions(request, survey, form)
    # Their pages end with `resuming.resume`, which comes back to answer_proven.
    from complaints.verifying.pages import begin

    carry = state.encrypt({"survey": survey.pk, "given": plain(form.given)}, purpose=ANSWERS, minutes=MINUTES)
    return begin(request, post=PostKind.QUESTION.value, carry=carry)


def answer_proven(request: HttpRequest, *, carry: str, proof: str) -> HttpResponse:
    """Back from the proof: all answers once more. Raises state.Forged where `carry` is no survey's, state.Expired."""
    carried = state.decrypt(carry, purpose=ANSWERS)
    person = Verified.opened(proof)
    survey = open_survey(carried["survey"])
    if survey is None:
        return _over(request, carried["survey"])
    # One person with one number, whichever way proved it.
    who = person.phone or f"{person.method}:{person.subject}"
    return _check(request, survey, {**carried, "person": who, "id": str(uuid.uuid4())})


def show_questions(request: HttpRequest, survey: Survey, form: AnswerForm) -> HttpResponse:
    return render(request, "surveys/questions.html", {"survey": survey, "form": form})


def open_survey(pk: int) -> Survey | None:
    """One that can be answered today."""
    return Survey.objects.for_pages().open_on(timezone.localdate()).filter(pk=pk).first()


def questions_of(survey: Survey) -> list[SurveyQuestion]:
    """With their choices, in two statements."""
    questions = list(survey.questions.prefetch_related("choices"))
    for question in questions:
        for choice in question.choices.all():
            choice.question = question  # its words depend on the kind
    return questions


def _from_check(request: HttpRequest, survey: Survey, questions: Sequence[SurveyQuestion]) -> HttpResponse:
    try:
        checked = state.decrypt(request.POST["state"], purpose=CHECK)
    except state.Unreadable:
        return show_questions(request, survey, AnswerForm(questions=questions))
    if checked["survey"] != survey.pk:
        raise Http404("This is another survey's.")
    given = _given(checked)
    if request.POST.get("go") != "send":
        return show_questions(request, survey, AnswerForm(questions=questions, initial=first_values(given)))
    try:
        submit(
            SurveyAnswer(
                id=uuid.UUID(checked["id"]),
                # To the day: nobody inside needs the minute of an answer.
                written_at=timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0),
                language=get_language() or "",
                survey=survey.pk,
                person=checked["person"],
                given=given,
            )
        )
    except IntakeUnavailable:
        return _check(request, survey, checked, is_down=True)
    return render(request, "surveys/thanks.html", {"survey": survey})


def _check(request: HttpRequest, survey: Survey, checked: dict[str, Any], *, is_down: bool = False) -> HttpResponse:
    context = {
        "survey": survey,
        "answers": _in_words(questions_of(survey), _given(checked)),
        "state": state.encrypt(checked, purpose=CHECK, minutes=MINUTES),
        "is_down": is_down,
    }
    response = render(request, "surveys/check.html", context, status=503 if is_down else 200)
    if is_down:
        response["Retry-After"] = "60"
    return response


def _given(carried: dict[str, Any]) -> tuple[Given, ...]:
    found: tuple[Given, ...] = typed(tuple[Given, ...], carried["given"])
    return found


def _in_words(questions: Sequence[SurveyQuestion], given: Sequence[Given]) -> list[tuple[str, list[str]]]:
    """Each question with what was answered; nothing where it was skipped."""
    by_position = {each.question: each for each in given}
    found = []
    for question in questions:
        said = by_position.get(question.position)
        if said is None:
            found.append((str(question), list[str]()))
        elif question.kind == QuestionKind.WORDS:
            found.append((str(question), [said.words]))
        else:
            chosen = [str(choice) for choice in question.choices.all() if choice.position in said.choices]
            found.append((str(question), chosen))
    return found


def _over(request: HttpRequest, pk: int) -> HttpResponse:
    """Not open (any more): nothing is taken, and the page says so."""
    survey = Survey.objects.for_pages().filter(pk=pk).first()
    if survey is None:
        raise Http404("There is no such survey.")
    return render(request, "surveys/over.html", {"survey": survey}, status=410 if not survey.is_shown else 200)
