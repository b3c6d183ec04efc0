import datetime
import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from following.topics import PACES, Pace

from .followed_topic import FollowedTopic
from .follower import Follower

_PACES = [(pace.value, words) for pace, words in PACES.items()]


class FollowingQuerySet(models.QuerySet["Following"]):
    def confirmed(self) -> Self:
        """Of whoever said yes; no others are told anything."""
        return self.filter(confirmed_at__isnull=False)

    def with_news(self) -> Self:
        """Of what something happened at, that they were not told of."""
        return self.filter(topic__newest__gt=F("told_until"))

    def due(self, now: datetime.datetime) -> Self:
        return self.confirmed().filter(due_at__lte=now)

    def unanswered_since(self, moment: datetime.datetime) -> Self:
        """Asked for later than that, and nobody said yes."""
        return self.filter(confirmed_at=None, asked_at__gt=moment)

    def given_up(self, before: datetime.datetime) -> Self:
        """Asked for before that moment, and nobody said yes."""
        return self.filter(confirmed_at=None, asked_at__lte=before)


class Following(models.Model):
    """One follower of one topic. What a page asks for takes effect when whoever reads at the address says yes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    follower = models.ForeignKey(Follower, on_delete=models.CASCADE, related_name="followings")
    topic = models.ForeignKey(FollowedTopic, on_delete=models.PROTECT, related_name="followings")
    asked_at = models.DateTimeField(_("asked for"))
    asked_pace = models.CharField(max_length=10, choices=_PACES)
    asked_language = models.CharField(max_length=10)
    confirmed_at = models.DateTimeField(_("said yes"), null=True)
    pace = models.CharField(_("how often"), max_length=10, choices=_PACES, default=Pace.AT_ONCE.value)
    language = models.CharField(_("language"), max_length=10, default="")
    told_until = models.BigIntegerField(_("told until"), default=0)  # followers.Happening
    due_at = models.DateTimeField(_("next told"), null=True)

    objects = FollowingQuerySet.as_manager()

    class Meta:
        verbose_name = _("following")
        verbose_name_plural = _("followings")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["follower", "topic"], name="followers_following_once"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, due_at=None) | Q(confirmed_at__isnull=False, due_at__isnull=False),
                name="followers_following_due_when_confirmed",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="followers_following_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=["topic", "id"], name="followers_following_of_topic"),
        ]

    def __str__(self) -> str:
        return f"{self.follower_id} {self.topic_id}"
