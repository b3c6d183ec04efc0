"""The columns of statistics as a table (CSV): every figure exact, in the currency's whole units."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from sites.csv import Column, money_column

from .breakdowns import Breakdown
from .figures import Group


def columns_of(breakdown: Breakdown) -> Sequence[Column[Group]]:
    return (
        Column(breakdown.group, lambda group: group.name.text),
        Column(_("sites"), lambda group: group.figures.sites),
        Column(_("planned sites"), lambda group: group.figures.planned),
        Column(_("ongoing sites"), lambda group: group.figures.ongoing),
        Column(_("suspended sites"), lambda group: group.figures.suspended),
        Column(_("completed sites"), lambda group: group.figures.completed),
        Column(_("sites with a contract"), lambda group: group.figures.contracted),
        money_column(_("original contract amount"), lambda group: group.figures.original_amount),
        money_column(_("contract amount"), lambda group: group.figures.amount),
        money_column(_("change of contracts"), lambda group: group.figures.change),
        Column(_("sites with a changed contract"), lambda group: group.figures.changed),
        Column(_("ongoing sites with a report"), lambda group: group.figures.reported),
        Column(_("planned %"), lambda group: _hundredths(group.figures.planned_mean)),
        Column(_("actual %"), lambda group: _hundredths(group.figures.actual_mean)),
        Column(_("sites behind their plan"), lambda group: group.figures.behind),
        Column(_("sites past their completion"), lambda group: group.figures.overdue),
        Column(_("sites with completion put off"), lambda group: group.figures.extended),
        Column(_("updates owed by the calendar"), lambda group: group.figures.renewals),
        Column(_("late updates"), lambda group: group.figures.late),
        Column(_("days late on average"), lambda group: _hundredths(group.figures.days_late)),
        Column(_("reports as of, from"), lambda group: group.figures.reported_from_on),
        Column(_("reports as of, until"), lambda group: group.figures.reported_until_on),
    )


def _hundredths(value: Decimal | None) -> Decimal | None:
    return None if value is None else round(value, 2)
