from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Value
from django.utils.translation import gettext_lazy as _


class Viewing(models.Model):
    """Who looked at what, on which day; noted once a day, at the first look, and never changed."""

    official = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name=_("official")
    )
    subject = models.CharField(_("subject"), max_length=200)
    seen_on = models.DateField(_("on"))
    seen_at = models.DateTimeField(_("at"))
    address = models.CharField(_("network address"), max_length=45, blank=True)

    wall_grants: ClassVar[tuple[str, ...]] = ("INSERT",)

    class Meta:
        verbose_name = _("viewing")
        verbose_name_plural = _("viewings")
        default_permissions = ()
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["official", "subject", "seen_on"], name="desk_viewing_once_a_day")
        ]
        indexes = [
            models.Index(
                Func(F("subject"), Value(":"), Value(2), function="split_part"),
                F("id").desc(),
                name="desk_viewing_about",
            ),
            models.Index(fields=["seen_on"], name="desk_viewing_day"),
        ]

    def __str__(self) -> str:
        return f"{self.seen_at:%Y-%m-%d %H:%M} {self.subject}"
