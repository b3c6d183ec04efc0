import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from disclosures.models import Release

CONFIRM_WITHIN = datetime.timedelta(days=1)


class ErasureQuerySet(models.QuerySet["Erasure"]):
    def unconfirmed(self) -> Self:
        return self.filter(confirmed_at=None).order_by("erased_at")

    def overdue(self, now: datetime.datetime) -> Self:
        return self.unconfirmed().filter(erased_at__lt=now - CONFIRM_WITHIN)


class Erasure(models.Model):
    """An erasure by one approver, which a second confirms within a day.

    The content leaves the public tables at once. The desk's copy goes with the confirmation; until then
    a mistaken or malicious erasure can be mended by releasing the item anew.
    """

    release = models.OneToOneField(Release, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(_("ground"), max_length=500)
    erased_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    erased_at = models.DateTimeField(_("erased"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    objects = ErasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("erased_by")),
                name="desk_erasure_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="desk_erasure_confirmed_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.release}: {self.ground}"

    def is_overdue(self, now: datetime.datetime) -> bool:
        return self.confirmed_at is None and now - self.erased_at > CONFIRM_WITHIN
