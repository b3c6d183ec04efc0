"""What moved a case's deadline."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from complaints.deadlines import PauseGround

from .case import Case


class Stop(models.Model):
    """A time in which the clock stood still. The row without an end is the one that lasts."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="stops")
    ground = models.CharField(_("ground"), max_length=15, choices=PauseGround)
    is_longer = models.BooleanField(_("prolonged by 7 days"), default=False)  # an investigation, once
    started_at = models.DateTimeField(_("from"))
    ended_at = models.DateTimeField(_("to"), null=True)

    class Meta:
        verbose_name = _("stop of the clock")
        verbose_name_plural = _("stops of the clock")
        default_permissions = ()
        ordering = ["started_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case"], name="casework_stop_one", condition=models.Q(ended_at=None)),
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | models.Q(ended_at__gte=models.F("started_at")),
                name="casework_stop_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.ground}"


class Extension(models.Model):
    """More time, with its reason and the new date (Decree 21). A second one needs the citizen's consent."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="extensions")
    sequence = models.PositiveSmallIntegerField(_("number"))
    amount = models.PositiveSmallIntegerField(_("length"))  # working hours or days, as the case's time is counted
    reason = models.CharField(_("reason"), max_length=500)
    has_consent = models.BooleanField(_("with the citizen’s consent"), default=False)
    due_before_at = models.DateTimeField(_("due before"))
    due_after_at = models.DateTimeField(_("due after"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("extended"))

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        default_permissions = ()
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(fields=["case", "sequence"], name="casework_extension_number"),
            models.CheckConstraint(
                condition=models.Q(sequence=1) | models.Q(sequence=2, has_consent=True),
                name="casework_extension_consent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} +{self.amount}"
