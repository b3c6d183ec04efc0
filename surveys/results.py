"""Published results as they are drawn: shares of whoever answered each question."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .answering import questions_of
from .models import Survey, SurveyResult


@dataclass(frozen=True)
class Bar:
    """One choice. `number` None: too few to be told; `share` in percent of whoever answered the question."""

    label: str
    number: int | None
    share: int | None


@dataclass(frozen=True)
class Drawn:
    """One question with its bars; without any where it asked for words, or too few answered."""

    position: int
    question: str
    is_counted: bool
    answered: int | None
    bars: Sequence[Bar]


def results_of(survey: Survey) -> list[Drawn]:
    """Every question in order. Three statements."""
    numbers = dict[tuple[int, int | None], int | None]()
    for result in SurveyResult.objects.filter(question__survey=survey):
        numbers[result.question_id, result.choice_id] = result.number
    drawn = []
    for question in questions_of(survey):
        answered = numbers.get((question.pk, None))
        bars = [
            Bar(str(choice), number := numbers.get((question.pk, choice.pk)), _share(number, answered))
            for choice in (question.choices.all() if answered else ())
        ]
        drawn.append(Drawn(question.position, str(question), question.is_counted, answered, bars))
    return drawn


def rows_of(survey: Survey) -> Iterator[tuple[Drawn, Bar | None]]:
    """For a table: each question as a whole, then its choices."""
    for drawn in results_of(survey):
        yield drawn, None
        for bar in drawn.bars:
            yield drawn, bar


def _share(number: int | None, answered: int | None) -> int | None:
    """Both are rounded already, so one can be larger than all by the rounding alone."""
    if number is None or not answered:
        return None
    return min(100, round(number * 100 / answered))
