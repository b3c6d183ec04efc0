from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Clock(models.Model):
    """One small row that beats inside and is read outside: how old is what the replica shows?

    `sequence` is the number of the newest ledger entry, so that caches can hang on this row alone.
    """

    ONLY = 1

    id = models.SmallIntegerField(primary_key=True, default=ONLY, db_default=ONLY)
    beat_at = models.DateTimeField(_("beat"))
    sequence = models.BigIntegerField(_("newest ledger entry"), default=0, db_default=0)

    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT", "UPDATE")

    class Meta:
        verbose_name = _("clock")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="disclosures_clock_is_one")]

    def __str__(self) -> str:
        return f"{self.beat_at:%H:%M:%S} #{self.sequence}"
