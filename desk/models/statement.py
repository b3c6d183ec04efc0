from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from sites.models import SiteStatus

from .managed_site import ManagedSite


class StatementQuerySet(models.QuerySet["Statement"]):
    def running_projects(self, services: Iterable[str]) -> "models.QuerySet[Statement, str]":
        """The codes of the projects that these services list and do not call completed, in order."""
        listed = self.filter(kind="site", told_by__in=list(services)).exclude(values__status=SiteStatus.COMPLETED)
        return listed.order_by("managed_site__code").values_list("managed_site__code", flat=True).distinct()


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

    objects = StatementQuerySet.as_manager()

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
