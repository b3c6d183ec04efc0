"""The end of a survey: its results are published, and whatever could tell who answered is destroyed."""

import datetime

from django.db import transaction
from django.utils import timezone

from casework.models import Answer
from surveys.models import Scope, Survey, SurveyResult

from .counting import mix, shuffle_words
from .models import Participant, Poll, Sum, WrittenWords
from .rounding import SMALLEST, told

# From the end of the last day, for what was sent then and not yet collected.
GRACE = datetime.timedelta(hours=6)
WORDS_KEPT = datetime.timedelta(days=90)


def due(now: datetime.datetime) -> list[Poll]:
    """Those whose last day is over."""
    return list(Poll.objects.running().filter(survey__closes_on__lt=timezone.localdate(now - GRACE)))


@transaction.atomic
def close(poll: Poll, *, now: datetime.datetime) -> bool:
    """Publish the results, whatever they are, and destroy key, marks and exact sums. False where it was done before."""
    locked = Poll.objects.select_for_update(of=("self",)).running().filter(pk=poll.pk).first()
    if locked is None:
        return False
    mix(locked, is_last=True)
    survey, answered = locked.survey, Participant.objects.filter(poll=locked).count()
    if answered < SMALLEST:
        WrittenWords.objects.of_survey(survey).delete()
    else:
        _publish(survey)
        shuffle_words(survey)
    survey.answered, survey.asked, survey.results_at = told(answered), _asked(survey), now
    survey.save(update_fields=["answered", "asked", "results_at"])
    _destroy(locked, now)
    return True


@transaction.atomic
def discard(survey: Survey, *, now: datetime.datetime) -> None:
    """A survey is withdrawn: nothing of its answers stays."""
    WrittenWords.objects.of_survey(survey).delete()
    poll = Poll.objects.select_for_update(of=("self",)).running().filter(survey=survey).first()
    if poll is not None:
        _destroy(poll, now)


def forget_words(now: datetime.datetime) -> int:
    """What people wrote, 90 days after the end. Returns how many texts."""
    old = WrittenWords.objects.filter(question__survey__poll__closed_at__lt=now - WORDS_KEPT)
    number, _each = old.delete()
    return number


def _publish(survey: Survey) -> None:
    """Each sum as it may be told; of a question that too few answered no choices."""
    sums = list(Sum.objects.filter(question__survey=survey).order_by("question__position", "choice__position"))
    answered = {each.question_id: told(each.number) for each in sums if each.choice_id is None}
    SurveyResult.objects.bulk_create(
        SurveyResult(question_id=each.question_id, choice_id=each.choice_id, number=told(each.number))
        for each in sums
        if each.choice_id is None or answered[each.question_id] is not None
    )


def _asked(survey: Survey) -> int | None:
    """Known of answers alone: how many the city gave while the survey was open."""
    if survey.scope != Scope.ANSWER:
        return None
    days = (survey.opens_on, survey.closes_on)
    return told(Answer.objects.sent().filter(sent_at__date__range=days).count())


def _destroy(poll: Poll, now: datetime.datetime) -> None:
    poll.waiting.all().delete()
    poll.participants.all().delete()
    Sum.objects.filter(question__survey=poll.survey).delete()
    poll.key, poll.closed_at = b"", now
    poll.save(update_fields=["key", "closed_at"])
