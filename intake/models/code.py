import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class CodeQuerySet(models.QuerySet["Code"]):
    def spend_try(self, id: uuid.UUID, *, most: int, now: datetime) -> bool:  # noqa: A002
        """Take one of a code's tries; False where there is none left, or it was used, or its time is over."""
        alive = self.filter(id=id, used_at=None, tries__lt=most, expires_at__gt=now)
        return alive.update(tries=models.F("tries") + 1) == 1

    def use(self, id: uuid.UUID, *, digest: bytes, now: datetime) -> bool:  # noqa: A002
        """Use a code up, if this is its digest: true for one caller alone, however many ask at once."""
        return self.filter(id=id, digest=digest, used_at=None).update(used_at=now) == 1

    def tries_of(self, id: uuid.UUID) -> int:  # noqa: A002
        """How many tries were taken."""
        return self.values_list("tries", flat=True).get(id=id)

    def clear(self, *, now: datetime) -> None:
        """Delete what is over."""
        self.filter(expires_at__lte=now).delete()


class Code(models.Model):
    """A one-time code, as a keyed digest that also covers a secret of the page which asked for it."""

    id = models.UUIDField(primary_key=True)
    digest = models.BinaryField(_("digest"))
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    expires_at = models.DateTimeField(_("expires"))
    used_at = models.DateTimeField(_("used"), null=True)

    objects = CodeQuerySet.as_manager()

    # The one who stores codes has to find them again: nothing in them is of use to anybody else.
    intake_grants: ClassVar[dict[str, tuple[str, ...]]] = {
        "allimi_submitter": ("SELECT", "INSERT", "UPDATE", "DELETE"),
    }

    class Meta:
        verbose_name = _("one-time code")
        verbose_name_plural = _("one-time codes")
        default_permissions = ()
        indexes = [models.Index("expires_at", name="intake_code_expires")]

    def __str__(self) -> str:
        return str(self.id)
