from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _


class CountedFigures(models.Model):
    """What is known of some disclosed sites together: all of them, or a group of a breakdown.

    Counted inside, from the columns that a release keeps with its site, and released like everything else: a page
    reads a row a group, however many sites there are. Taking something down deletes them, so that no sum keeps it.
    Money is in the currency's minor unit; NULL where nothing is known.
    """

    # The breakdowns that others than the statistics read.
    ALL, DISTRICT, DEPARTMENT = "", "district", "department"

    breakdown = models.CharField(_("breakdown"), max_length=20, blank=True)  # ALL, or a breakdown's slug
    key = models.CharField(_("group"), max_length=30, blank=True)  # empty: the sites that have no such thing
    counted_at = models.DateTimeField(_("counted"))
    sequence = models.BigIntegerField(_("newest ledger entry"))  # when counting began

    sites = models.IntegerField(_("sites"))
    planned = models.IntegerField(_("planned sites"))
    ongoing = models.IntegerField(_("ongoing sites"))
    suspended = models.IntegerField(_("suspended sites"))
    completed = models.IntegerField(_("completed sites"))
    contracted = models.IntegerField(_("sites with a contract"))
    original_amount = models.BigIntegerField(_("original contract amount"), null=True)  # of the contracted
    amount = models.BigIntegerField(_("contract amount"), null=True)
    changed = models.IntegerField(_("sites with a changed contract"))
    reported = models.IntegerField(_("ongoing sites with a report"))
    planned_mean = models.DecimalField(_("planned %"), max_digits=12, decimal_places=6, null=True)  # each counts once
    actual_mean = models.DecimalField(_("actual %"), max_digits=12, decimal_places=6, null=True)
    reported_from_on = models.DateField(_("reports as of, from"), null=True)
    reported_until_on = models.DateField(_("reports as of, until"), null=True)
    behind = models.IntegerField(_("sites behind their plan"))  # of the reported
    overdue = models.IntegerField(_("sites past their completion"))
    extended = models.IntegerField(_("sites with completion put off"))
    # Of the works begun and not complete, ongoing or suspended.
    running_amount = models.BigIntegerField(_("contract amount of running works"), null=True)
    running_original_amount = models.BigIntegerField(_("original contract amount of running works"), null=True)
    running_behind = models.IntegerField(_("running works behind their plan"))
    running_extended = models.IntegerField(_("running works with completion put off"))
    last_release_at = models.DateTimeField(_("last release"), null=True)
    renewals = models.IntegerField(_("updates owed by the calendar"), default=0, db_default=0)
    late = models.IntegerField(_("late updates"), default=0, db_default=0)
    lateness = models.DurationField(_("lateness on average"), null=True)  # of the late ones

    class Meta:
        verbose_name = _("figures of sites")
        verbose_name_plural = _("figures of sites")
        constraints = [models.UniqueConstraint(fields=["breakdown", "key"], name="sites_counted_figures_once")]

    def __str__(self) -> str:
        return f"{self.breakdown} {self.key}".strip()

    @property
    def change(self) -> int | None:
        """By how much contracts grew or shrank."""
        return None if self.amount is None or self.original_amount is None else self.amount - self.original_amount

    @property
    def change_percent(self) -> Decimal | None:
        """The same against the first amounts, in percent."""
        if self.change is None or not self.original_amount:
            return None
        return Decimal(self.change * 100) / self.original_amount

    @property
    def days_late(self) -> Decimal | None:
        """By how many days the late updates are late on average."""
        return None if self.lateness is None else Decimal(self.lateness.total_seconds()) / 86_400

    @property
    def late_percent(self) -> Decimal | None:
        """The share of owed updates that are late, in percent."""
        return Decimal(self.late * 100) / self.renewals if self.renewals else None

    @property
    def behind_percent(self) -> Decimal | None:
        """The share of reported sites that lag their plan, in percent."""
        return Decimal(self.behind * 100) / self.reported if self.reported else None
