from collections.abc import Mapping
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .survey import Survey


class QuestionKind(models.TextChoices):
    ONE = "one", _("one of several")
    SEVERAL = "several", _("any of several")
    SCALE = "scale", _("a scale from 1 to 5")
    WORDS = "words", _("a few words")


SCALE = range(1, 6)
LONGEST_WORDS = 300  # characters of what a citizen writes


def in_language(words: Mapping[str, str]) -> str:
    """What is said in the language that is set, else in the city's own."""
    return words.get(get_language() or "") or words.get(settings.LANGUAGE_CODE, "")


class SurveyQuestion(models.Model):
    """One question. Nobody has to answer it: who skips it is not counted at it."""

    survey = models.ForeignKey(
        Survey, on_delete=models.PROTECT, related_name="questions", db_index=False, verbose_name=_("survey")
    )
    position = models.PositiveSmallIntegerField(_("order"))
    kind = models.CharField(_("type"), max_length=10, choices=QuestionKind)
    words: models.JSONField = models.JSONField(_("question"))  # by language: {"ko": …, "en": …}

    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT", "DELETE")

    class Meta:
        verbose_name = _("question of a survey")
        verbose_name_plural = _("questions of surveys")
        default_permissions = ()
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["survey", "position"], name="surveys_question_once")]

    def __str__(self) -> str:
        return in_language(self.words)

    @property
    def is_counted(self) -> bool:
        """Whether its answers are choices, of which sums are made."""
        return self.kind != QuestionKind.WORDS


class SurveyChoice(models.Model):
    """What can be chosen. On a scale the steps, whose words may be empty."""

    question = models.ForeignKey(
        SurveyQuestion, on_delete=models.PROTECT, related_name="choices", db_index=False, verbose_name=_("question")
    )
    position = models.PositiveSmallIntegerField(_("order"))
    words: models.JSONField = models.JSONField(_("choice"))  # by language

    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT", "DELETE")

    class Meta:
        verbose_name = _("choice of a survey")
        verbose_name_plural = _("choices of surveys")
        default_permissions = ()
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["question", "position"], name="surveys_choice_once")]

    def __str__(self) -> str:
        words = in_language(self.words)
        if self.question.kind != QuestionKind.SCALE:
            return words
        return f"{self.position}: {words}" if words else str(self.position)
