"""Whether a department renews what it discloses when it should: the profile's cycle against the newest as-of date."""

import calendar
import datetime
from dataclasses import dataclass

from sites.models import ConstructionSite, SiteStatus
from sites.profile import CYCLES


@dataclass(frozen=True)
class Renewal:
    """When the next version is due, and by how many days it is late."""

    due_on: datetime.date
    days_late: int  # 0 while it is in time


def renewal(
    cycle: str, as_of_on: datetime.date | None, *, site: ConstructionSite, today: datetime.date
) -> Renewal | None:
    """None where nothing is due by the calendar: kinds that events renew, and works not begun or completed."""
    days = CYCLES[cycle]
    if days is None or as_of_on is None or site.status in (SiteStatus.PLANNED, SiteStatus.COMPLETED):
        return None
    due_on = _end_of_next_month(as_of_on) if cycle == "monthly" else as_of_on + datetime.timedelta(days=days)
    return Renewal(due_on=due_on, days_late=max(0, (today - due_on).days))


def _end_of_next_month(day: datetime.date) -> datetime.date:
    """A monthly report is due at the month's end: that of 15 or 31 October on 30 November."""
    year, month = divmod(day.year * 12 + day.month, 12)
    return datetime.date(year, month + 1, calendar.monthrange(year, month + 1)[1])
