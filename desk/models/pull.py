from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

COUNTS = ("new", "changed", "unchanged", "refused", "conflicts")


class PullQuerySet(models.QuerySet["Pull"]):
    def unfinished(self) -> Self:
        return self.filter(ended_at=None)

    def finished(self) -> Self:
        return self.filter(ended_at__isnull=False)


class Pull(models.Model):
    """One reading of a service of One-PMIS from its first row to its last, and how far it came.

    The place moves in the transaction that writes the rows before it: whatever is cut or killed, the next start goes on
    behind the last row that is in.
    """

    service = models.CharField(_("service"), max_length=60)
    started_at = models.DateTimeField(_("started"))
    seen_at = models.DateTimeField(_("last sign of life"))
    ended_at = models.DateTimeField(_("ended"), null=True)
    project = models.CharField(_("last project read"), max_length=30, blank=True)  # of services called by project
    next_row = models.PositiveIntegerField(_("next row"), default=1)
    total = models.PositiveIntegerField(_("rows in all"), null=True)
    rounds = models.PositiveSmallIntegerField(_("rounds"), default=1)
    new = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    refused = models.PositiveIntegerField(_("rejected"), default=0)
    conflicts = models.PositiveIntegerField(_("conflicts"), default=0)
    refusals: Any = models.JSONField(_("first rejections"), default=list)
    error = models.CharField(_("why it broke off last"), max_length=500, blank=True)

    objects = PullQuerySet.as_manager()

    class Meta:
        verbose_name = _("One-PMIS pull")
        verbose_name_plural = _("One-PMIS pulls")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["service"], condition=models.Q(ended_at=None), name="desk_pull_one_unfinished"
            )
        ]
        indexes = [models.Index(fields=["service", "-started_at"], name="desk_pull_newest")]

    def __str__(self) -> str:
        return f"{self.service} {self.started_at:%Y-%m-%d %H:%M}"

    @property
    def rows(self) -> int:
        """Rows read, whatever became of them."""
        return self.new + self.changed + self.unchanged + self.refused
