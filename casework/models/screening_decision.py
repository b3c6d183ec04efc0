from typing import ClassVar, Self

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from complaints.models.screening_term import TermOutcome
from desk.models import Official

from .case import Case


class ScreeningDecisionQuerySet(models.QuerySet["ScreeningDecision"]):
    def latest_first(self) -> Self:
        return self.select_related("case", "by").order_by("-pk")

    def standing(self) -> Self:
        """Of each case the decision that holds now."""
        newer = ScreeningDecision.objects.filter(case=models.OuterRef("case"), pk__gt=models.OuterRef("pk"))
        return self.filter(~models.Exists(newer))

    def held(self) -> Self:
        """What still waits for a person, the oldest first."""
        return self.standing().exclude(outcome=TermOutcome.PASS).filter(by=None).order_by("pk")


class ScreeningDecision(models.Model):
    """What the screening decided about a case, or an official after it. A reversal is a row of its own."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="decisions", verbose_name=_("case"))
    outcome = models.CharField(_("outcome"), max_length=6, choices=TermOutcome)
    codes = models.JSONField(_("findings"), default=list)  # what was found, without the words
    reason = models.CharField(_("reason"), max_length=300, blank=True, default="")
    # Empty: the screening itself.
    by = models.ForeignKey(
        Official, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), db_default=Now())

    objects = ScreeningDecisionQuerySet.as_manager()
    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT", "DELETE")  # goes with its case

    class Meta:
        verbose_name = _("screening decision")
        verbose_name_plural = _("screening decisions")
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(by=None) | ~models.Q(reason=""), name="casework_screening_reversal_has_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.outcome}"


class TextSignature(models.Model):
    """What is left of a text to tell near-duplicates by: 64 bits, and no way back to the words."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, primary_key=True, related_name="signature")
    bits = models.BigIntegerField(_("signature"))
    received_at = models.DateTimeField(_("received"), db_index=True)

    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT", "DELETE")

    class Meta:
        verbose_name = _("signature of a text")
        verbose_name_plural = _("signatures of texts")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.case_id)
