"""What is to be sent to citizens and officials, and each attempt at it."""

import datetime
import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.words import channel_words

from .case import Case


class MessageState(models.TextChoices):
    WAITING = "waiting", _("to be sent")
    UNCLEAR = "unclear", _("perhaps sent: the provider is being asked")
    ACCEPTED = "accepted", _("taken by the provider")
    DELIVERED = "delivered", _("delivered")
    FAILED = "failed", _("not delivered")
    DROPPED = "dropped", _("not sent: nobody wants to hear it any more, or it is gone")


class OutboxMessageQuerySet(models.QuerySet["OutboxMessage"]):
    def due(self, now: datetime.datetime) -> Self:
        """What a worker may take: its time has come, and nobody holds it (or who held it is gone)."""
        free = Q(leased_until=None) | Q(leased_until__lte=now)
        # What goes to thousands waits behind what one person waits for.
        return self.filter(free, next_at__lte=now).order_by("is_bulk", "next_at")

    def bulk_unsent(self) -> Self:
        """What goes to many and was not tried yet."""
        return self.filter(is_bulk=True, next_at__isnull=False, sends=0)

    def states_of(self, event: str) -> list[tuple[str, int]]:
        """How many messages of an event stand in each state, by the state's label."""
        found = self.filter(event=event).order_by().values_list("state").annotate(number=models.Count("pk"))
        return [(str(MessageState(state).label), number) for state, number in sorted(found)]

    def to_be_emptied(self, before: datetime.datetime) -> Self:
        """What was settled before that moment and still has its text."""
        return self.filter(settled_at__lt=before).exclude(content=b"")


class OutboxMessage(models.Model):
    """One message to one recipient by one channel, about one event. Its number is what providers know it by.

    Written in the transaction of what it tells of; from then on the worker's alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="messages", verbose_name=_("case"))
    event = models.CharField(_("event"), max_length=100)
    recipient = models.CharField(_("recipient"), max_length=64)  # a keyed digest, for the constraint
    shown_recipient = models.CharField(_("recipient"), max_length=60)  # with the middle hidden
    channel = models.CharField(_("channel"), max_length=10)
    language = models.CharField(_("language"), max_length=10)
    content = models.BinaryField(_("content"))  # encrypted (casework.outbox.content); empty some time after the end
    state = models.CharField(
        _("state"), max_length=10, choices=MessageState, default=MessageState.WAITING, db_default=MessageState.WAITING
    )
    # Sent again although nobody could say whether it had been: the recipient may have two.
    may_be_second = models.BooleanField(_("may have arrived twice"), default=False, db_default=False)
    reference = models.CharField(_("provider’s number"), max_length=100, blank=True, default="", db_default="")
    reason = models.CharField(_("reason"), max_length=100, blank=True, default="", db_default="")
    sends = models.PositiveSmallIntegerField(_("times sent"), default=0, db_default=0)
    look_ups = models.PositiveSmallIntegerField(_("times asked"), default=0, db_default=0)  # since it was sent last
    is_bulk = models.BooleanField(_("sent to many"), default=False, db_default=False)
    created_at = models.DateTimeField(_("written"))
    next_at = models.DateTimeField(_("next attempt"), null=True)  # null: settled
    leased_until = models.DateTimeField(_("held until"), null=True)
    lease = models.UUIDField(_("lease"), null=True)
    settled_at = models.DateTimeField(_("settled"), null=True)

    objects = OutboxMessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        default_permissions = ("view",)
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["event", "recipient", "channel"], name="casework_message_once"),
            models.CheckConstraint(
                condition=Q(next_at=None, settled_at__isnull=False) | Q(next_at__isnull=False, settled_at=None),
                name="casework_message_settled",
            ),
            models.CheckConstraint(
                condition=Q(lease=None, leased_until=None) | Q(lease__isnull=False, leased_until__isnull=False),
                name="casework_message_lease",
            ),
        ]
        indexes = [
            models.Index(
                fields=["is_bulk", "next_at"], name="casework_message_due", condition=Q(next_at__isnull=False)
            ),
            models.Index(fields=["-created_at"], name="casework_message_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.channel}"

    @property
    def channel_words(self) -> str:
        return channel_words(self.channel)


class AttemptKind(models.TextChoices):
    SEND = "send", _("sent")
    LOOK_UP = "look_up", _("asked the provider")


class Attempt(models.Model):
    """One try to send a message, or to hear from the provider what became of it. Written before it is made.

    One without an end was cut off, by a crash say: from then on the message is unclear.
    """

    message = models.ForeignKey(OutboxMessage, on_delete=models.CASCADE, related_name="attempts")
    kind = models.CharField(_("kind"), max_length=10, choices=AttemptKind)
    started_at = models.DateTimeField(_("started"))
    ended_at = models.DateTimeField(_("ended"), null=True)
    outcome = models.CharField(_("outcome"), max_length=10, blank=True, default="", db_default="")
    reference = models.CharField(_("provider’s number"), max_length=100, blank=True, default="", db_default="")
    reason = models.CharField(_("reason"), max_length=100, blank=True, default="", db_default="")

    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT", "UPDATE (ended_at, outcome, reference, reason)", "DELETE")

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M:%S} {self.kind} {self.outcome}"
