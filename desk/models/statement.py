from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from .managed_site import ManagedSite


class Statement(models.Model):
    """What another system said last of an item: the third side of the comparison.

    Without it nobody could tell a system that changed its mind from an official who corrected it.
    """

    told_by = models.CharField(_("told by"), max_length=60)  # a service of One-PMIS, or a source
    item = models.UUIDField(_("item"))
    kind = models.CharField(_("kind"), max_length=30)
    managed_site = models.ForeignKey(ManagedSite, on_delete=models.CASCADE, related_name="+", db_index=False)
    values: Any = models.JSONField(_("values"))
    said_at = models.DateTimeField(_("said"))

    class Meta:
        verbose_name = _("statement of another system")
        verbose_name_plural = _("statements of other systems")
        constraints = [models.UniqueConstraint(fields=["item", "told_by"], name="desk_statement_once")]
        indexes = [
            models.Index(
                fields=["told_by", "managed_site"], condition=models.Q(kind="site"), name="desk_statement_of_site"
            )
        ]

    def __str__(self) -> str:
        return f"{self.told_by} {self.kind} {self.item}"
