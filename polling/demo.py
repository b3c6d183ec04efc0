"""The demo's surveys: released as officials would, and one that is over, answered by invented persons."""

import datetime
import random
import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from complaints.petitions import Given, SurveyAnswer
from desk.demo.officials import HOME_DEPARTMENT, demo_approver
from desk.models import Official
from sites.models import Department
from surveys.models import Survey

from .actions import release, submit
from .closing import close
from .counting import take
from .models import DraftQuestion, SurveyDraft


def load_surveys(today: datetime.date) -> str:
    """Everything or nothing; nothing where there are surveys already."""
    home = Department.objects.filter(code=HOME_DEPARTMENT).first()
    editor = Official.objects.filter(username="editor").first()
    if home is None or editor is None or SurveyDraft.objects.exists():
        return "no demo surveys loaded: they are there already, or the demo's officials are not"
    given = tomllib.loads((Path(__file__).parent / "surveys.toml").read_text(encoding="utf-8"))["survey"]
    with transaction.atomic():
        for entry in given:
            survey = _release(entry, home, editor, today)
            if "answers" in entry:
                _answer(survey, entry)
                close(survey.poll, now=timezone.now())
    return f"{len(given)} demo surveys loaded"


def _release(entry: dict[str, Any], home: Department, editor: Official, today: datetime.date) -> Survey:
    first, last = (today + datetime.timedelta(days=days) for days in entry["days"])
    then = timezone.now() + datetime.timedelta(days=entry["days"][0])
    draft = SurveyDraft.objects.create(
        scope=entry["scope"],
        department=home,
        opens_on=first,
        closes_on=last,
        words=_spoken(entry["words"]),
        created_at=then,
    )
    DraftQuestion.objects.bulk_create(
        DraftQuestion(draft=draft, position=place, kind=question["kind"], words=_spoken(question))
        for place, question in enumerate(entry["question"], start=1)
    )
    submit(draft=draft, by=editor, now=then)
    return release(draft=draft, by=demo_approver(), now=then)


def _spoken(entry: dict[str, Any]) -> dict[str, Any]:
    """In the city's languages."""
    return {code: {"choices": [], **entry[code]} if "question" in entry[code] else entry[code] for code in _codes()}


def _codes() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]


def _answer(survey: Survey, entry: dict[str, Any]) -> None:
    """By as many invented persons as the demo says, the same each time."""
    chance = random.Random(7)  # noqa: S311  (a demonstration)
    for number in range(entry["answers"]):
        given = [
            Given(question=place, choices=(chance.choices(range(1, len(weights) + 1), weights)[0],))
            for place, question in enumerate(entry["question"], start=1)
            if (weights := question.get("weights"))
        ]
        take(
            SurveyAnswer(
                survey=survey.pk,
                person=f"demo:{number}",
                given=tuple(given),
                written_at=timezone.now(),
                language=settings.LANGUAGE_CODE,
            )
        )
