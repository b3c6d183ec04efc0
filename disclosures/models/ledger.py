from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from .release import Release


class LedgerEvent(models.TextChoices):
    RELEASED = "released", _("released")
    WITHDRAWN = "withdrawn", _("withdrawn")
    ERASED = "erased", _("erased")


class LedgerEntry(models.Model):
    """One link of the append-only chain of everything that was released and taken down.

    `digest` covers this entry and, through `previous_digest`, every entry before it
    (disclosures/ledger.py says how, so that anyone can check).
    """

    sequence = models.BigIntegerField(_("number"), primary_key=True)
    event = models.CharField(_("event"), max_length=10, choices=LedgerEvent)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="ledger_entries")
    occurred_at = models.DateTimeField(_("at"))
    ground = models.CharField(_("ground"), max_length=500, blank=True, default="", db_default="")
    content_digest = models.CharField(_("salted digest of the content"), max_length=64)
    previous_digest = models.CharField(_("predecessor’s digest"), max_length=64)
    digest = models.CharField(_("digest"), max_length=64, unique=True)

    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT",)

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        ordering = ["sequence"]

    def __str__(self) -> str:
        return f"#{self.sequence} {self.event} {self.release_id}"
