from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from .question import SurveyChoice, SurveyQuestion


class SurveyResult(models.Model):
    """How many chose it; without a choice, how many answered the question at all.

    Rounded; null where there are too few to be told (polling.rounding), which is not the same as none.
    """

    question = models.ForeignKey(
        SurveyQuestion, on_delete=models.PROTECT, related_name="results", db_index=False, verbose_name=_("question")
    )
    choice = models.ForeignKey(
        SurveyChoice, on_delete=models.PROTECT, null=True, related_name="results", verbose_name=_("choice")
    )
    number = models.PositiveIntegerField(_("number"), null=True)

    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT", "DELETE")

    class Meta:
        verbose_name = _("result of a survey")
        verbose_name_plural = _("results of surveys")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["question", "choice"], nulls_distinct=False, name="surveys_result_once")
        ]

    def __str__(self) -> str:
        return f"{self.question_id} {self.choice_id}"
