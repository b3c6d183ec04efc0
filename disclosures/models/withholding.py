from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from .release import Release


class Ground(models.IntegerChoices):
    """Official Information Disclosure Act, art. 9(1), nos. 1–8."""

    OTHER_STATUTE = 1, _("no. 1: secret or closed by another statute")
    SECURITY = 2, _("no. 2: national security, defence, unification, diplomacy")
    LIFE_AND_PROPERTY = 3, _("no. 3: protection of life, body and property")
    PROCEEDINGS = 4, _("no. 4: pending trial or investigation")
    INTERNAL_REVIEW = 5, _("no. 5: audit, bidding, contract or decision in progress")
    PERSONAL = 6, _("no. 6: personal information")
    BUSINESS_SECRET = 7, _("no. 7: business secret")
    SPECULATION = 8, _("no. 8: speculation or hoarding")


class Withholding(models.Model):
    """A field of a release that citizens may not read: which, on which legal ground, until when."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="withholdings", db_index=False)
    field = models.CharField(_("field"), max_length=50)
    ground = models.PositiveSmallIntegerField(_("legal ground"), choices=Ground)
    reason = models.CharField(_("reason"), max_length=500)
    review_on = models.DateField(_("reviewed on"))
    # Empty in rows that are older than these two columns.
    decided_post = models.CharField(_("decided by"), max_length=200, blank=True, default="", db_default="")
    decided_on = models.DateField(_("decided on"), null=True)

    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT",)
    wall_immutable: ClassVar[bool] = True

    class Meta:
        verbose_name = _("withheld field")
        verbose_name_plural = _("withheld fields")
        constraints = [
            models.UniqueConstraint(fields=["release", "field"], name="disclosures_withholding_once"),
        ]

    def __str__(self) -> str:
        return f"{self.field} ({self.get_ground_display()})"
