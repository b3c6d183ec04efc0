from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from following.topics import Topic, TopicKind


class FollowedTopicQuerySet(models.QuerySet["FollowedTopic"]):
    def of(self, topic: Topic) -> "FollowedTopic":
        """The row of a topic, made if need be."""
        circle = topic.circle if topic.kind is TopicKind.NEAR else None
        place = {"latitude": circle.centre.latitude, "longitude": circle.centre.longitude} if circle else {}
        return self.get_or_create(kind=topic.kind, value=topic.value, defaults=place)[0]

    def of_kind(self, kind: TopicKind) -> Self:
        return self.filter(kind=kind)

    def named(self, kind: TopicKind, values: list[str]) -> Self:
        return self.filter(kind=kind, value__in=values)

    def inside(self, latitudes: tuple[float, float], longitudes: tuple[float, float]) -> Self:
        """Those around a point, with the point in this box (degrees)."""
        return self.filter(kind=TopicKind.NEAR, latitude__range=latitudes, longitude__range=longitudes)


class FollowedTopic(models.Model):
    """Something that at least one person follows, once for all who do."""

    kind = models.CharField(_("kind"), max_length=12, choices=[(each.value, each.value) for each in TopicKind])
    value = models.CharField(_("what"), max_length=500, blank=True)
    latitude = models.FloatField(_("latitude"), null=True)
    longitude = models.FloatField(_("longitude"), null=True)
    newest = models.BigIntegerField(_("newest happening"), default=0, db_default=0)

    objects = FollowedTopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("followed topic")
        verbose_name_plural = _("followed topics")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["kind", "value"], name="followers_topic_once"),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(kind="near", longitude__isnull=False),
                name="followers_topic_place",
            ),
        ]
        indexes = [models.Index(fields=["latitude", "longitude"], name="followers_topic_place")]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}".strip()

    @property
    def topic(self) -> Topic:
        return Topic(TopicKind(self.kind), self.value)
