from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from disclosures.models import Source

from .managed_site import ManagedSite


class Decision(models.TextChoices):
    OURS = "ours", _("kept what the desk has")
    THEIRS = "theirs", _("took what the other system says")
    MIXED = "mixed", _("decided field by field")
    GONE = "gone", _("both say the same again")


class ConflictQuerySet(models.QuerySet["Conflict"]):
    def undecided(self) -> Self:
        return self.filter(decided_at=None)

    def newest_first(self) -> Self:
        return self.select_related("managed_site__department").order_by("-found_at", "-pk")


class Conflict(models.Model):
    """An item that an official and another system both changed, each in another way. Both wait until it is decided."""

    told_by = models.CharField(_("told by"), max_length=60)
    source = models.CharField(_("source"), max_length=20, choices=Source)
    kind = models.CharField(_("kind"), max_length=30)
    item = models.UUIDField(_("item"))
    managed_site = models.ForeignKey(ManagedSite, on_delete=models.PROTECT, related_name="+", verbose_name=_("site"))
    as_of_on = models.DateField(_("as of"))
    # What it said before; null where nobody remembers.
    earlier: Any = models.JSONField(_("said before"), null=True)
    theirs: Any = models.JSONField(_("says now"))
    passing: Any = models.JSONField(_("moves with the calendar"), default=dict)
    found_at = models.DateTimeField(_("found"))
    decision = models.CharField(_("decision"), max_length=10, choices=Decision, blank=True, default="")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    decided_at = models.DateTimeField(_("decided"), null=True)

    objects = ConflictQuerySet.as_manager()

    class Meta:
        verbose_name = _("conflict with another system")
        verbose_name_plural = _("conflicts with other systems")
        constraints = [
            models.UniqueConstraint(
                fields=["item", "told_by"], condition=models.Q(decided_at=None), name="desk_conflict_one_open"
            ),
            models.CheckConstraint(
                condition=models.Q(decided_at=None, decision="")
                | (models.Q(decided_at__isnull=False) & ~models.Q(decision="")),
                name="desk_conflict_decided_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.managed_site} {self.kind}"
