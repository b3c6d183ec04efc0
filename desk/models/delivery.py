from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Delivery(models.Model):
    """A signed message that another system pushed, with the answer it got. The same message twice is one delivery."""

    signature = models.CharField(_("signature"), max_length=64, primary_key=True)  # of time stamp and body
    service = models.CharField(_("service"), max_length=60)
    signed_at = models.DateTimeField(_("signed"))
    received_at = models.DateTimeField(_("received"))
    rows = models.PositiveIntegerField(_("rows"))
    answer: Any = models.JSONField(_("answer"))

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-received_at"]
        indexes = [models.Index(fields=["-received_at"], name="desk_delivery_newest")]

    def __str__(self) -> str:
        return f"{self.service} {self.received_at:%Y-%m-%d %H:%M:%S}"
