"""Whether a survey is whole: every question answerable, and in each language either all of it or nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from surveys.forms import MOST_CHOICES, MOST_QUESTIONS
from surveys.models import QuestionKind

from .models import DraftQuestion, SurveyDraft

Words = Mapping[str, Any]
ENDS = 2  # of a scale


def faults(draft: SurveyDraft) -> list[str]:
    """What stands in the way of its release, in words; empty where nothing does."""
    questions = list(draft.questions.all())
    found = list(_of_all(draft, questions))
    for number, question in enumerate(questions, start=1):
        found += [_("Question %(number)d: %(fault)s") % {"number": number, "fault": each} for each in _of(question)]
    for code, name in settings.LANGUAGES:
        if code != settings.LANGUAGE_CODE and _is_half(draft, questions, code):
            found.append(_("%(language)s: write all of it, or nothing.") % {"language": name})
    return found


def languages_of(draft: SurveyDraft) -> list[str]:
    """In which it is written."""
    return [code for code, _name in settings.LANGUAGES if draft.words.get(code, {}).get("title")]


def _of_all(draft: SurveyDraft, questions: Sequence[DraftQuestion]) -> Iterator[str]:
    own = draft.words.get(settings.LANGUAGE_CODE, {})
    if not (own.get("title") and own.get("purpose")):
        yield _("Write in the city’s own language what it is called and what it is for.")
    if not 0 < len(questions) <= MOST_QUESTIONS:
        yield _("Ask one to %(number)d questions.") % {"number": MOST_QUESTIONS}


def _of(question: DraftQuestion) -> Iterator[str]:
    own = question.words.get(settings.LANGUAGE_CODE, {})
    choices = own.get("choices", [])
    if not own.get("question"):
        yield _("Write it in the city’s own language.")
    if question.kind in (QuestionKind.ONE, QuestionKind.SEVERAL) and not ENDS <= len(choices) <= MOST_CHOICES:
        yield _("Offer two to %(number)d choices, one a line.") % {"number": MOST_CHOICES}
    if question.kind == QuestionKind.SCALE and len(choices) not in (0, ENDS):
        yield _("A scale has words for its two ends, one a line, or none.")
    if question.kind == QuestionKind.WORDS and choices:
        yield _("Whoever writes words chooses nothing: leave the choices empty.")


def _is_half(draft: SurveyDraft, questions: Iterable[DraftQuestion], code: str) -> bool:
    given = draft.words.get(code, {})
    parts = [bool(given.get("title")), bool(given.get("purpose"))]
    for question in questions:
        said, own = question.words.get(code, {}), question.words.get(settings.LANGUAGE_CODE, {})
        parts += [bool(said.get("question"))]
        if own.get("choices"):
            parts += [bool(said.get("choices")) and len(said["choices"]) == len(own["choices"])]
        elif said.get("choices"):
            return True
    return any(parts) and not all(parts)
