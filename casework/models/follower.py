from django.db import models
from django.utils.translation import gettext_lazy as _

from complaints.models import PublicQuestion

from .arrival import Arrival


class Follower(models.Model):
    """Somebody who wants to hear of a public question's answer. Gone once they were told."""

    question = models.ForeignKey(
        PublicQuestion, on_delete=models.CASCADE, related_name="+", verbose_name=_("public question")
    )
    arrival = models.OneToOneField(Arrival, on_delete=models.SET_NULL, null=True, related_name="follower")
    recipient = models.CharField(_("recipient"), max_length=64)  # a keyed digest, for the constraint
    content = models.BinaryField(_("content"))  # encrypted: the ways to tell (casework.outbox.content)
    language = models.CharField(_("language"), max_length=10)
    since_at = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("follower")
        verbose_name_plural = _("followers")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["question", "recipient"], name="casework_follower_once"),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}"
