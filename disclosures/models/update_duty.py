import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from sites.models import ConstructionSite, Department


class UpdateDutyQuerySet(models.QuerySet["UpdateDuty"]):
    def late(self, today: datetime.date) -> Self:
        return self.filter(due_on__lt=today)

    def of_department(self, department: Department) -> Self:
        return self.filter(site__department=department)

    def longest_late_first(self) -> Self:
        return self.order_by("due_on", "site__code", "kind")


class UpdateDuty(models.Model):
    """A kind that a site has to renew by the calendar: from when its newest release is, and when the next is due.

    Derived from the releases by the profile's cycle (disclosures/lateness.py), and written with each release. Kinds
    that events renew, and works that are not begun or completed, have no row.
    """

    site = models.ForeignKey(
        ConstructionSite,
        on_delete=models.PROTECT,
        related_name="update_duties",
        db_index=False,  # disclosures_update_duty_once begins with it
        verbose_name=_("site"),
    )
    kind = models.CharField(_("kind"), max_length=30)
    as_of_on = models.DateField(_("as of"), null=True)  # null while nothing of it was ever released
    due_on = models.DateField(_("due"))

    objects = UpdateDutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("update duty")
        verbose_name_plural = _("update duties")
        constraints = [models.UniqueConstraint(fields=["site", "kind"], name="disclosures_update_duty_once")]
        indexes = [models.Index(fields=["due_on"], name="disclosures_update_duty_due")]

    def __str__(self) -> str:
        return f"{self.site_id} {self.kind} {self.due_on}"

    def days_late(self, today: datetime.date) -> int:
        """Days since it was due; 0 while it is in time."""
        return max(0, (today - self.due_on).days)
