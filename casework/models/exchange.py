from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .arrival import Arrival
from .case import Case


class ExchangeKind(models.TextChoices):
    QUESTION_BACK = "question-back", _("question back")
    ADDITION = "addition", _("from the citizen")
    REOPENING = "reopening", _("asked to look at it once more")


class Exchange(models.Model):
    """What went to and fro beside question and answer. `by` is empty for the citizen's own."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="exchanges")
    kind = models.CharField(_("kind"), max_length=15, choices=ExchangeKind)
    text = models.TextField(_("text"))
    screening = models.JSONField(_("screening"), default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    arrival = models.OneToOneField(Arrival, on_delete=models.SET_NULL, null=True, related_name="exchange")
    said_at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("exchange")
        verbose_name_plural = _("exchanges")
        default_permissions = ()
        ordering = ["said_at", "pk"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"
