"""One version of one item, as the demo's story has it: what was released when, and why anew."""

import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from desk.items import item_uuid

from .plan import SitePlan

_THURSDAY, _SATURDAY = 3, 5
_WEEKLY_SINCE = datetime.timedelta(days=28)
# From so long ago, every so many months, to so long ago.
_SELDOM = (
    (_WEEKLY_SINCE, 1, datetime.timedelta(days=240)),
    (datetime.timedelta(days=240), 3, datetime.timedelta(days=800)),
    (datetime.timedelta(days=800), 6, datetime.timedelta.max),
)


@dataclass(frozen=True)
class Withheld:
    """A field that is withheld from this item's first version on."""

    field: str
    ground: int
    reason: str


@dataclass(frozen=True)
class Version:
    """Content of the kind's columns; pictures and papers stand in it as what is to be drawn."""

    plan: SitePlan
    kind: str
    item: uuid.UUID
    number: int
    as_of_on: datetime.date
    released_on: datetime.date
    values: dict[str, Any]
    reason: str = ""
    withheld: tuple[Withheld, ...] = ()


def version(
    plan: SitePlan,
    kind: str,
    *parts: object,
    as_of_on: datetime.date,
    released_on: datetime.date | None = None,
    values: dict[str, Any],
    number: int = 1,
    reason: str = "",
    withheld: tuple[Withheld, ...] = (),
) -> Version:
    """A version, released on a working day, neither before its site nor after today."""
    wanted = disclosure_day(plan, max(released_on or as_of_on, plan.first_shown_on))
    return Version(
        plan=plan,
        kind=kind,
        item=item_uuid(kind, plan.code, *parts),
        number=number,
        as_of_on=min(as_of_on, plan.today),
        released_on=working_day(wanted, latest=plan.today),
        values=values,
        reason=reason,
        withheld=withheld,
    )


def disclosure_day(plan: SitePlan, day: datetime.date) -> datetime.date:
    """Departments release once a week now; they did so more seldom the further back it is.

    A later day never gives an earlier one, so what follows from something is released after it.
    """
    age = plan.today - day
    if age < _WEEKLY_SINCE:
        return day + datetime.timedelta(days=(_THURSDAY - day.weekday()) % 7)
    months, since = next((months, since) for since, months, reach in _SELDOM if age < reach)
    fixed = 4 + sum(plan.department.encode()) % 17
    month = day if day.day <= fixed else _next_month(day)
    while month.month % months != 1 % months:
        month = _next_month(month)
    return min(month.replace(day=fixed), plan.today - since)


def _next_month(day: datetime.date) -> datetime.date:
    return (day.replace(day=28) + datetime.timedelta(days=4)).replace(day=1)


def working_day(day: datetime.date, *, latest: datetime.date) -> datetime.date:
    """The day itself or the Monday after; where that is too late, the Friday before `latest`."""
    while day.weekday() >= _SATURDAY:
        day += datetime.timedelta(days=1)
    day = min(day, latest)
    while day.weekday() >= _SATURDAY:
        day -= datetime.timedelta(days=1)
    return day
