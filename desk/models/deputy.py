import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class DeputyQuerySet(models.QuerySet["Deputy"]):
    def active(self, today: datetime.date) -> Self:
        """In force on this day, for somebody who still has an account."""
        return self.filter(
            starts_on__lte=today, ends_on__gte=today, ended_at=None, absent__is_active=True, deputy__is_active=True
        )

    def current_or_coming(self, today: datetime.date) -> Self:
        return self.filter(ends_on__gte=today, ended_at=None)


class Deputy(models.Model):
    """대결: one official acts in another's place during an absence, under his or her own name and account."""

    absent = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="absences", verbose_name=_("absent official")
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="deputyships", verbose_name=_("deputy")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), help_text=_("The last day."))
    reason = models.CharField(
        _("reason"), max_length=200, help_text=_("For example: annual leave, training, business trip.")
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("arranged by")
    )
    made_at = models.DateTimeField(_("arranged"))
    ended_at = models.DateTimeField(_("ended"), null=True, editable=False)  # before its last day

    objects = DeputyQuerySet.as_manager()

    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT", "UPDATE (ended_at)")

    class Meta:
        verbose_name = _("deputy")
        verbose_name_plural = _("deputies")
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(absent=F("deputy")), name="desk_deputy_is_another"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="desk_deputy_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.absent} → {self.deputy} ({self.starts_on:%Y-%m-%d} – {self.ends_on:%Y-%m-%d})"
