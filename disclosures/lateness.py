"""Whether a department renews what it discloses when it should: the profile's cycle against the newest as-of date."""

import calendar
import datetime
from dataclasses import dataclass

from sites.models import ConstructionSite
from sites.models.construction_site import UNFINISHED
from sites.profile import CYCLES, Profile


@dataclass(frozen=True)
class Renewal:
    """When the next version is due, and by how many days it is late."""

    due_on: datetime.date
    days_late: int  # 0 while it is in time


def renewal(
    cycle: str, as_of_on: datetime.date | None, *, site: ConstructionSite, today: datetime.date
) -> Renewal | None:
    """None where nothing is due by the calendar."""
    due_on = next_due_on(cycle, as_of_on, site=site)
    return None if due_on is None else Renewal(due_on=due_on, days_late=max(0, (today - due_on).days))


def next_due_on(cycle: str, as_of_on: datetime.date | None, *, site: ConstructionSite) -> datetime.date | None:
    """The last day in time for the next version, or for the first, which is owed from the beginning of the works on.

    None for kinds that events renew, for works not begun or completed, and where no date is known to count from.
    """
    days, since = CYCLES[cycle], as_of_on or site.starts_on
    if days is None or since is None or site.status not in UNFINISHED:
        return None
    return _end_of_next_month(since) if cycle == "monthly" else since + datetime.timedelta(days=days)


def calendar_kinds(profile: Profile) -> dict[str, str]:
    """The cycles of the kinds that the calendar renews in this city, by slug."""
    return {duty.kind: duty.cycle for duty in profile.duties if CYCLES[duty.cycle] is not None}


def _end_of_next_month(day: datetime.date) -> datetime.date:
    """A monthly report is due at the month's end: that of 15 or 31 October on 30 November."""
    year, month = divmod(day.year * 12 + day.month, 12)
    return datetime.date(year, month + 1, calendar.monthrange(year, month + 1)[1])
