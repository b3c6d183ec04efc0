import datetime
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class Weather(models.TextChoices):
    """The warnings of the weather service that change how people work outdoors."""

    HEAT = "heat", _("heat wave")
    COLD = "cold", _("cold wave")
    RAIN = "rain", _("heavy rain")
    SNOW = "snow", _("heavy snow")
    WIND = "wind", _("strong wind")
    TYPHOON = "typhoon", _("typhoon")
    DUST = "dust", _("fine dust")


class WeatherWarningQuerySet(models.QuerySet["WeatherWarning"]):
    def in_force(self, now: datetime.datetime) -> Self:
        return self.filter(begins_at__lte=now, ends_at__gt=now)


class WeatherWarning(models.Model):
    """A weather that an official says is here: while it is in force, screens show what was released for it.

    One official sets it, because it releases no words; it ends by itself.
    """

    weather = models.CharField(_("weather"), max_length=10, choices=Weather)
    begins_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    set_post = models.CharField(_("set by"), max_length=200)

    objects = WeatherWarningQuerySet.as_manager()

    # Called off by an earlier end.
    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT", "UPDATE (ends_at)")

    class Meta:
        verbose_name = _("weather warning")
        verbose_name_plural = _("weather warnings")
        default_permissions = ("view", "add")
        ordering = ["-begins_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gte=models.F("begins_at")), name="screens_warning_ends_after_beginning"
            )
        ]
        indexes = [models.Index(fields=["ends_at"], name="screens_warning_ends")]

    def __str__(self) -> str:
        return f"{self.get_weather_display()} {self.begins_at:%Y-%m-%d %H:%M}"
