"""Surveys as officials make them, and persons who answer."""

import datetime
from typing import Any

from django.utils import timezone

from complaints.petitions import Given, SurveyAnswer
from desk.models import Official
from polling import actions
from polling.counting import take
from polling.models import DraftQuestion, SurveyDraft
from sites.models import Department
from surveys.models import Survey
from tests.factories import make_department, make_official

QUESTIONS: list[dict[str, Any]] = [
    {"kind": "one", "ko": ("소음이 심합니까?", ["예", "아니요"]), "en": ("Is it loud?", ["Yes", "No"])},
    {
        "kind": "several",
        "ko": ("무엇이 불편합니까?", ["먼지", "소음", "조명"]),
        "en": ("What troubles you?", ["Dust", "Noise", "Light"]),
    },
    {"kind": "scale", "ko": ("안내는 어떻습니까?", ["나쁨", "좋음"]), "en": ("The notice?", ["bad", "good"])},
    {"kind": "words", "ko": ("하실 말씀", []), "en": ("Anything else", [])},
]
WORDS = {
    "ko": {"title": "공사 소음 설문", "purpose": "소음을 어떻게 느끼시는지 여쭙습니다."},
    "en": {"title": "Noise of works", "purpose": "We ask how loud it is."},
}


def make_draft(department: Department | None = None, **values: Any) -> SurveyDraft:
    """City-wide and open today, unless it is said otherwise."""
    today = timezone.localdate()
    questions = values.pop("questions", QUESTIONS)
    defaults = {"opens_on": today, "closes_on": today + datetime.timedelta(days=9), "words": WORDS}
    draft = SurveyDraft.objects.create(
        department=department or make_department(), created_at=timezone.now(), **{**defaults, **values}
    )
    for position, question in enumerate(questions, start=1):
        words = {
            code: {"question": question[code][0], "choices": question[code][1]}
            for code in ("ko", "en")
            if code in question
        }
        DraftQuestion.objects.create(draft=draft, position=position, kind=question["kind"], words=words)
    return draft


def make_survey(*, by: Official | None = None, now: datetime.datetime | None = None, **values: Any) -> Survey:
    """Released by another official."""
    now = now or timezone.now()
    draft = actions.submit(draft=make_draft(**values), by=by or make_official(post="주무관"), now=now)
    return actions.release(draft=draft, by=make_official(post="과장"), now=now)


def answer(survey: Survey, person: str, **given: Any) -> bool:
    """`q1=2`, `q2=(1, 3)`, `q4="…"`: by the places of questions and choices."""
    return take(
        SurveyAnswer(
            survey=survey.pk,
            person=person,
            given=tuple(_given(int(name[1:]), value) for name, value in given.items()),
            written_at=timezone.now(),
            language="ko",
        )
    )


def after_the_end(survey: Survey) -> datetime.datetime:
    """Noon of the day behind the last."""
    day = survey.closes_on + datetime.timedelta(days=1)
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))


def _given(question: int, value: Any) -> Given:
    if isinstance(value, str):
        return Given(question=question, words=value)
    return Given(question=question, choices=tuple(value) if isinstance(value, tuple) else (value,))
