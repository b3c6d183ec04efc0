from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .case import Case


class AnswerState(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("before the head")
    SENT = "sent", _("sent")


class AnswerQuerySet(models.QuerySet["Answer"]):
    def sent(self) -> Self:
        return self.filter(state=AnswerState.SENT).order_by("sent_at")

    def unsent(self) -> Self:
        return self.exclude(state=AnswerState.SENT)


class Answer(models.Model):
    """What the city answers: a draft until it is sent, and never changed from then on."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="answers")
    text = models.TextField(_("answer"))
    is_refusal = models.BooleanField(_("refuses what is asked for"), default=False)
    # Why, and what can be done about it: a refusal without them would be void (Act 27(3)).
    reason = models.TextField(_("reason of the refusal"), blank=True, default="")
    remedy = models.TextField(_("remedy"), blank=True, default="")
    state = models.CharField(_("state"), max_length=10, choices=AnswerState, default=AnswerState.DRAFT)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written"))
    returned_because = models.CharField(_("why the head returned it"), max_length=500, blank=True, default="")
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("approved by")
    )
    sent_at = models.DateTimeField(_("sent"), null=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], name="casework_answer_one_draft", condition=~Q(state=AnswerState.SENT)
            ),
            models.CheckConstraint(
                condition=Q(state=AnswerState.SENT, sent_at__isnull=False)
                | (~Q(state=AnswerState.SENT) & Q(sent_at=None)),
                name="casework_answer_sent",
            ),
            models.CheckConstraint(
                condition=~Q(state=AnswerState.SENT, is_refusal=True) | (~Q(reason="") & ~Q(remedy="")),
                name="casework_answer_refusal",
            ),
            models.CheckConstraint(condition=~Q(approved_by=models.F("written_by")), name="casework_answer_four_eyes"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.state}"
