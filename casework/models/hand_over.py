from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .case import Case


class ChannelHandOverQuerySet(models.QuerySet["ChannelHandOver"]):
    def unanswered(self) -> Self:
        return self.filter(answered_at=None).select_related("case").order_by("handed_at")


class ChannelHandOver(models.Model):
    """A case that another channel of the city handles, under the number that it has there."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="hand_over")
    reference = models.CharField(_("number there"), max_length=100)
    handed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    handed_at = models.DateTimeField(_("handed over"))
    answered_at = models.DateTimeField(_("answer taken"), null=True)

    objects = ChannelHandOverQuerySet.as_manager()

    class Meta:
        verbose_name = _("hand-over to another channel")
        verbose_name_plural = _("hand-overs to another channel")
        default_permissions = ()

    def __str__(self) -> str:
        return self.reference
