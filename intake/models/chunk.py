import uuid
from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Chunk(models.Model):
    """A piece of a file, sealed while it was being uploaded; no other trace of the file is in the DMZ."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    file = models.UUIDField(_("file"))
    sequence = models.PositiveIntegerField(_("sequence"))
    sealed = models.BinaryField(_("sealed piece"))
    received_at = models.DateTimeField(_("received"), db_default=Now())

    intake_grants: ClassVar[dict[str, tuple[str, ...]]] = {
        "allimi_submitter": ("INSERT",),
        "allimi_collector": ("SELECT", "DELETE"),
    }

    class Meta:
        verbose_name = _("piece of a file")
        verbose_name_plural = _("pieces of files")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["file", "sequence"], name="intake_chunk_once")]
        indexes = [models.Index("received_at", name="intake_chunk_received")]

    def __str__(self) -> str:
        return f"{self.file} {self.sequence}"
