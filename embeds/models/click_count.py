import datetime
from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _


class ClickCountQuerySet(models.QuerySet["ClickCount"]):
    def of(self, scope: str, code: str) -> Self:
        return self.filter(subject=f"{scope}/{code}")

    def of_scope(self, scope: str) -> Self:
        return self.filter(subject__startswith=f"{scope}/")

    def of_sites(self, codes: Iterable[str]) -> Self:
        return self.filter(subject__in=[f"sites/{code}" for code in codes])

    def since(self, day: datetime.date) -> Self:
        return self.filter(clicked_on__gte=day)

    def by_day(self) -> dict[datetime.date, dict[str, int]]:
        """The number of each way on each day that has one."""
        return _nested(self.order_by().values_list("clicked_on", "way").annotate(sum=Sum("number")))

    def by_month(self) -> dict[datetime.date, dict[str, int]]:
        """The same by the first day of the month."""
        months = self.order_by().annotate(month=TruncMonth("clicked_on"))
        return _nested(months.values_list("month", "way").annotate(sum=Sum("number")))

    def by_code(self) -> dict[str, int]:
        """All clicks of each subject by its code, the most first."""
        found = self.order_by().values_list("subject").annotate(sum=Sum("number")).order_by("-sum", "subject")
        return {subject.partition("/")[2]: number for subject, number in found}


class ClickCount(models.Model):
    """How often readers came by a banner or a card of a subject on a day, as it was added up in the DMZ."""

    subject = models.CharField(_("subject"), max_length=60)  # scope/code
    way = models.CharField(_("way"), max_length=10)
    clicked_on = models.DateField(_("day of counting"))
    number = models.PositiveIntegerField(_("clicks"))

    objects = ClickCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("clicks on banners")
        verbose_name_plural = _("clicks on banners")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["subject", "clicked_on", "way"], name="embeds_click_count_once"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.way} {self.clicked_on}"


def _nested(rows: "models.QuerySet") -> dict[datetime.date, dict[str, int]]:
    found: dict[datetime.date, dict[str, int]] = {}
    for day, way, number in rows:
        found.setdefault(day, {})[way] = number
    return found
