from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class TrainingStartQuerySet(models.QuerySet["TrainingStart"]):
    def begun(self) -> Self:
        return self.filter(begun_at__isnull=False).order_by("-begun_at", "-id")

    def waiting(self) -> Self:
        return self.filter(begun_at=None).order_by("id")


class TrainingStart(models.Model):
    """Each time that the training began anew. A database without one is no training ground, and is never reset.

    The rows outlive the resets, so who asked is kept as a name: the account goes with the rest.
    """

    asked_by = models.CharField(_("asked by"), max_length=150, blank=True)  # empty: the command line
    asked_at = models.DateTimeField(_("asked"))
    begun_at = models.DateTimeField(_("begun"), null=True)

    objects = TrainingStartQuerySet.as_manager()

    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT", "UPDATE (begun_at)")

    class Meta:
        verbose_name = _("start of the training")
        verbose_name_plural = _("starts of the training")
        default_permissions = ("add",)
        ordering = ["-id"]
        constraints = [
            # Whoever presses twice asks once.
            models.UniqueConstraint(
                models.Value(True), condition=Q(begun_at=None), name="desk_trainingstart_one_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M} {self.asked_by}".strip()
