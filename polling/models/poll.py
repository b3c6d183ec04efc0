"""What is kept of answers. Nothing here has a time, a number that counts up, or a way from an answer to a person."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from surveys.models import Survey, SurveyChoice, SurveyQuestion


class PollQuerySet(models.QuerySet["Poll"]):
    def running(self) -> Self:
        return self.filter(closed_at=None).select_related("survey").order_by("pk")


class Poll(models.Model):
    """A survey's counting. Its key makes the marks of persons, and is gone with them when the survey closes."""

    survey = models.OneToOneField(Survey, on_delete=models.PROTECT, related_name="poll")
    key = models.BinaryField(_("key"))
    closed_at = models.DateTimeField(_("closed"), null=True)

    objects = PollQuerySet.as_manager()

    class Meta:
        verbose_name = _("counting of a survey")
        verbose_name_plural = _("countings of surveys")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=(Q(closed_at=None) & ~Q(key=b"")) | Q(closed_at__isnull=False, key=b""),
                name="polling_poll_key_while_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.survey_id}"


class Participant(models.Model):
    """Somebody has answered. The mark is a keyed digest of who it was; the row goes when the survey closes."""

    mark = models.CharField(primary_key=True, max_length=64)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="participants")

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        default_permissions = ()

    def __str__(self) -> str:
        return self.mark


class WaitingAnswer(models.Model):
    """Somebody's answers, until there are enough to be added up together, in no order (polling.counting)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="waiting")
    given: models.JSONField = models.JSONField(_("answers"))  # complaints.petitions.Given, as JSON

    class Meta:
        verbose_name = _("waiting answer")
        verbose_name_plural = _("waiting answers")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)


class Sum(models.Model):
    """How many chose it so far; without a choice, how many answered the question. Gone once it is published."""

    question = models.ForeignKey(SurveyQuestion, on_delete=models.CASCADE, related_name="+")
    choice = models.ForeignKey(SurveyChoice, on_delete=models.CASCADE, null=True, related_name="+")
    number = models.PositiveIntegerField(_("number"), default=0)

    class Meta:
        verbose_name = _("sum of answers")
        verbose_name_plural = _("sums of answers")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["question", "choice"], nulls_distinct=False, name="polling_sum_once")
        ]

    def __str__(self) -> str:
        return f"{self.question_id} {self.choice_id}"


class WrittenWordsQuerySet(models.QuerySet["WrittenWords"]):
    def of_survey(self, survey: Survey) -> Self:
        return self.filter(question__survey=survey)

    def readable(self, survey: Survey) -> Self:
        """By the department, once the survey is closed; by their random keys, so in no order."""
        closed = self.of_survey(survey).filter(question__survey__poll__closed_at__isnull=False)
        return closed.order_by("question__position", "pk")


class WrittenWords(models.Model):
    """What somebody wrote to a question: apart from whatever else the same person answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    question = models.ForeignKey(SurveyQuestion, on_delete=models.CASCADE, related_name="+")
    words = models.CharField(_("words"), max_length=300)

    objects = WrittenWordsQuerySet.as_manager()

    class Meta:
        verbose_name = _("words of an answer")
        verbose_name_plural = _("words of answers")
        default_permissions = ()

    def __str__(self) -> str:
        return self.words
