from decimal import Decimal
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sites.models import Department


class VoiceFiguresQuerySet(models.QuerySet["VoiceFigures"]):
    def of_year(self, year: int) -> Self:
        """The departments of a year, and the whole city."""
        return self.filter(year=year).select_related("department")

    def years(self) -> list[int]:
        """The years that there are figures of, the newest first."""
        return list(self.filter(department=None).order_by("-year").values_list("year", flat=True))


class VoiceFigures(models.Model):
    """How a department (or, without one, the whole city) answered what came in within a year.

    Counted inside and released, so that a page reads a row a department. Nothing in it leads to a case: where fewer
    than a handful rated, no mean is given.
    """

    year = models.PositiveSmallIntegerField(_("year"))
    department = models.ForeignKey(
        Department, on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("department")
    )
    received = models.PositiveIntegerField(pgettext_lazy("petitions", "received"))
    answered = models.PositiveIntegerField(pgettext_lazy("petitions", "answered"))  # or closed
    open = models.PositiveIntegerField(pgettext_lazy("petitions", "open"))
    overdue = models.PositiveIntegerField(_("overdue"))  # open, past their time
    in_time = models.PositiveIntegerField(_("answered in time"))
    mean_days = models.DecimalField(_("days to the answer on average"), max_digits=7, decimal_places=2, null=True)
    rated = models.PositiveIntegerField(_("ratings"))
    mean_rating = models.DecimalField(_("satisfaction on average"), max_digits=3, decimal_places=2, null=True)
    counted_at = models.DateTimeField(_("counted"))

    objects = VoiceFiguresQuerySet.as_manager()

    class Meta:
        verbose_name = _("figures of questions")
        verbose_name_plural = _("figures of questions")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["year", "department"], name="complaints_figures_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(received=models.F("answered") + models.F("open")), name="complaints_figures_add_up"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.department_id or ''}".strip()

    @property
    def in_time_percent(self) -> Decimal | None:
        """The share of what was answered that was in time, in percent."""
        return Decimal(self.in_time * 100) / self.answered if self.answered else None
