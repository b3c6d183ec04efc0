"""From answers to sums. An answer and the mark of whoever gave it come in one transaction, so for a while the database
itself could tell which belong together. So answers wait, and are added up many at a time, shuffled, and deleted."""

import hmac
import random
import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import F

from casework.contact_keys import keys_for
from casework.models import Arrival
from complaints.petitions import Given, SurveyAnswer
from complaints.typed_json import plain, typed
from surveys.models import QuestionKind, Survey, SurveyQuestion
from surveys.models.question import LONGEST_WORDS

from .models import Participant, Poll, Sum, WaitingAnswer, WrittenWords

KEY_BYTES = 32
TOGETHER = 20  # so many answers at least are added up at once, but for the last of a survey
_shuffle = random.SystemRandom().shuffle


def open_poll(survey: Survey) -> Poll:
    """Begin to count, with sums of nothing and a key of its own."""
    poll = Poll.objects.create(survey=survey, key=secrets.token_bytes(KEY_BYTES))
    sums = []
    for question in survey.questions.prefetch_related("choices"):
        sums += [Sum(question=question), *(Sum(question=question, choice=each) for each in question.choices.all())]
    Sum.objects.bulk_create(sums)
    return poll


@transaction.atomic
def take(answer: SurveyAnswer) -> bool:
    """Keep a person's first answers until they are added up. False where they were given before, or it is over."""
    poll = Poll.objects.select_for_update(of=("self",)).running().filter(survey=answer.survey).first()
    if poll is None or not poll.survey.is_shown:
        return False
    given = _checked(poll.survey, answer.given)
    marks = _marks(poll, answer.person)
    if not given or Participant.objects.filter(mark__in=marks).exists():
        return False
    Participant.objects.create(mark=marks[0], poll=poll)
    WaitingAnswer.objects.create(poll=poll, given=plain(given))
    return True


@transaction.atomic
def mix(poll: Poll, *, is_last: bool = False) -> int:
    """Add up what waits, if it is enough. Returns how many answers became sums."""
    waiting = list(WaitingAnswer.objects.select_for_update().filter(poll=poll))
    if not waiting or (len(waiting) < TOGETHER and not is_last):
        return 0
    added = _added_up(each.given for each in waiting)
    questions = {question.position: question for question in poll.survey.questions.all()}
    for (position, choice), number in added.numbers.items():
        sums = Sum.objects.filter(question=questions[position])
        sums = sums.filter(choice=None) if choice is None else sums.filter(choice__position=choice)
        sums.update(number=F("number") + number)
    _store((questions[position], words) for position, words in added.words)
    WaitingAnswer.objects.filter(pk__in=[each.pk for each in waiting]).delete()
    # They are empty by now; when they came is nobody's business.
    Arrival.objects.handled_of(SurveyAnswer.kind).delete()
    return len(waiting)


def shuffle_words(survey: Survey) -> None:
    """Write all words of a survey anew: in no order on the disk, and all by one transaction."""
    kept = WrittenWords.objects.of_survey(survey)
    words = [(each.question, each.words) for each in kept.select_related("question")]
    kept.delete()
    _store(words)


@dataclass
class _Added:
    """`numbers` by place of the question and of the choice, None for the question itself."""

    numbers: Counter[tuple[int, int | None]] = field(default_factory=Counter)
    words: list[tuple[int, str]] = field(default_factory=list)


def _added_up(answers: Iterable[Any]) -> _Added:
    added = _Added()
    for answer in answers:
        for given in typed(tuple[Given, ...], answer):
            added.numbers[given.question, None] += 1
            added.numbers.update((given.question, choice) for choice in given.choices)
            if given.words:
                added.words.append((given.question, given.words))
    return added


def _store(words: Iterable[tuple[SurveyQuestion, str]]) -> None:
    shuffled = list(words)
    _shuffle(shuffled)
    WrittenWords.objects.bulk_create(WrittenWords(question=question, words=said) for question, said in shuffled)


def _checked(survey: Survey, given: Sequence[Given]) -> tuple[Given, ...]:
    """What fits the questions, each once. The DMZ is not believed: what it made up is left out."""
    wanted = {question.position: question for question in survey.questions.prefetch_related("choices")}
    found = dict[int, Given]()
    for each in given:
        question = wanted.get(each.question)
        fitting = _fitting(question, each) if question is not None else None
        if fitting is not None:
            found.setdefault(each.question, fitting)
    return tuple(found.values())


def _fitting(question: SurveyQuestion, given: Given) -> Given | None:
    if question.kind == QuestionKind.WORDS:
        words = given.words.replace("\x00", "").strip()[:LONGEST_WORDS]
        return Given(question=given.question, words=words) if words else None
    offered = {choice.position for choice in question.choices.all()}
    chosen = tuple(sorted(offered.intersection(given.choices)))
    if not chosen or (len(chosen) > 1 and question.kind != QuestionKind.SEVERAL):
        return None
    return Given(question=given.question, choices=chosen)


def _marks(poll: Poll, person: str) -> list[str]:
    """The person's mark by each key of the city, the newest first. It takes the survey's key and one that lies outside
    of the database: whoever has a copy of it alone cannot try all telephone numbers."""
    return [
        hmac.digest(hmac.digest(key, bytes(poll.key), "sha256"), person.encode(), "sha256").hex()
        for key in keys_for(b"survey")
    ]
