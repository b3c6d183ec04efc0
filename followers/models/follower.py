import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from messaging import Channel


class FollowerQuerySet(models.QuerySet["Follower"]):
    def idle(self) -> Self:
        """Who follows nothing (any more)."""
        return self.filter(followings=None)


class Follower(models.Model):
    """An address that wants to be told. The address lies here alone, encrypted; messages name this row.

    Gone as soon as nothing is followed any more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    channel = models.CharField(_("channel"), max_length=10, choices=[(each.value, each.value) for each in Channel])
    recipient = models.CharField(_("recipient"), max_length=64)  # a keyed digest (casework.outbox.content)
    shown = models.CharField(_("recipient"), max_length=60)  # with the middle hidden
    content = models.BinaryField(_("address"))  # encrypted (casework.outbox.content)
    bounces = models.PositiveSmallIntegerField(_("days on which it came back"), default=0, db_default=0)
    bounced_on = models.DateField(_("came back last"), null=True)
    since_at = models.DateTimeField(_("since"))

    objects = FollowerQuerySet.as_manager()

    class Meta:
        verbose_name = _("follower")
        verbose_name_plural = _("followers")
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["recipient", "channel"], name="followers_follower_once")]

    def __str__(self) -> str:
        return self.shown
