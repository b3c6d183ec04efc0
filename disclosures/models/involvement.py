from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sites.models import Firm

from .release import Release


class InvolvementRole(models.TextChoices):
    CLIENT = "client", _("client")
    CONTRACTOR = "contractor", _("contractor")
    SUBCONTRACTOR = "subcontractor", _("subcontractor")
    SUPERVISOR = "supervisor", _("supervisor")
    DESIGNER = "designer", _("designer")
    CONSTRUCTION_MANAGER = "construction-manager", _("construction manager")


class Involvement(models.Model):
    """A firm that a release names, and its part: what a firm's page and the contractor filter read."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="involvements", db_index=False)
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="involvements")
    role = models.CharField(_("role"), max_length=30, choices=InvolvementRole)

    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT",)
    wall_immutable: ClassVar[bool] = True

    class Meta:
        verbose_name = _("involvement")
        constraints = [models.UniqueConstraint(fields=["release", "firm", "role"], name="disclosures_involvement_once")]

    def __str__(self) -> str:
        return f"{self.firm} ({self.role})"
