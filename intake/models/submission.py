import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

# What the submitter says when there is something to fetch, and the collector listens for.
CHANNEL = "allimi_submission"


class Submission(models.Model):
    """One message of a citizen, sealed in the web process. Its number makes a second attempt harmless."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    sealed = models.BinaryField(_("sealed message"))
    # Named outside the seal, so that files go along even with a message that cannot be opened.
    files = ArrayField(models.UUIDField(), verbose_name=_("files"), default=list)
    received_at = models.DateTimeField(_("received"), db_default=Now())

    intake_grants: ClassVar[dict[str, tuple[str, ...]]] = {
        "allimi_submitter": ("INSERT",),
        "allimi_collector": ("SELECT", "DELETE"),
    }

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        default_permissions = ()
        indexes = [models.Index("received_at", name="intake_submission_received")]

    def __str__(self) -> str:
        return str(self.id)
