"""When an office works: hours of a day, and the days that are none."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from zoneinfo import ZoneInfo

import holidays
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .cities import city

DAY = datetime.timedelta(days=1)
HOURS_A_DAY = datetime.timedelta(hours=8)  # Act 19(1)
SATURDAY = 5


@dataclass(frozen=True)
class WorkingCalendar:
    """The hours and days of an office. Saturdays, Sundays and public holidays are none (Act 19)."""

    country: str
    zone: str
    opens: datetime.time
    lunch: tuple[datetime.time, datetime.time]
    closes: datetime.time
    also_closed: frozenset[datetime.date] = field(default_factory=frozenset)

    @cached_property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    def local(self, moment: datetime.datetime) -> datetime.datetime:
        """An aware moment as the office's clocks show it."""
        return moment.astimezone(self._zone)

    def at(self, day: datetime.date, time: datetime.time) -> datetime.datetime:
        return datetime.datetime.combine(day, time, self._zone)

    def is_working(self, day: datetime.date) -> bool:
        return day.weekday() < SATURDAY and not self.is_holiday(day)

    def is_holiday(self, day: datetime.date) -> bool:
        return day in self.also_closed or day in _holidays(self.country, "")

    def holiday_name(self, day: datetime.date) -> str:
        """The holiday in the reader's language, or in English; empty on any other day."""
        if day in self.also_closed:
            return _("declared a holiday")
        return _names(self.country, get_language() or "en").get(day, "").replace("; ", ", ")

    def working_days(self, first: datetime.date) -> Iterator[datetime.date]:
        """From a day on, itself included where it is one."""
        day = first
        while True:
            if self.is_working(day):
                yield day
            day += DAY

    def stretches(self, day: datetime.date) -> tuple[tuple[datetime.datetime, datetime.datetime], ...]:
        """The hours of a day, before and after lunch; none where nobody works."""
        if not self.is_working(day):
            return ()
        return (
            (self.at(day, self.opens), self.at(day, self.lunch[0])),
            (self.at(day, self.lunch[1]), self.at(day, self.closes)),
        )

    def next_open(self, moment: datetime.datetime) -> datetime.datetime:
        """The moment itself while the office works, else when it opens next; lunch is within a working day."""
        local = self.local(moment)
        day = local.date()
        if self.is_working(day) and local < self.at(day, self.closes):
            return max(local, self.at(day, self.opens))
        return self.at(next(self.working_days(day + DAY)), self.opens)

    def add_hours(self, start: datetime.datetime, amount: datetime.timedelta) -> datetime.datetime:
        """When so much working time will have passed. What ends with a day ends there, not the next morning."""
        left = amount
        local = self.local(start)
        for day in self.working_days(local.date()):
            for opens, closes in self.stretches(day):
                begins = max(opens, local)
                if begins >= closes:
                    continue
                if left <= closes - begins:
                    return begins + left
                left -= closes - begins
        raise AssertionError("working days do not end")

    def hours_between(self, start: datetime.datetime, end: datetime.datetime) -> datetime.timedelta:
        """The working time between two moments; none where the end comes first."""
        total = datetime.timedelta()
        first, last = self.local(start), self.local(end)
        day = first.date()
        while day <= last.date():
            for opens, closes in self.stretches(day):
                total += max(datetime.timedelta(), min(closes, last) - max(opens, first))
            day += DAY
        return total


def city_calendar(profile: str | None = None) -> WorkingCalendar:
    """The calendar of a profile, of this city's where none is named."""
    entry = city(profile or settings.PROFILE.slug)
    return WorkingCalendar(
        country=entry["country"],
        zone=settings.TIME_ZONE,
        opens=_time(entry["opens"]),
        lunch=(_time(entry["lunch"][0]), _time(entry["lunch"][1])),
        closes=_time(entry["closes"]),
        also_closed=frozenset(datetime.date.fromisoformat(each) for each in entry["also_closed"]),
    )


def _time(text: str) -> datetime.time:
    return datetime.time.fromisoformat(text)


@cache
def _holidays(country: str, language: str) -> Mapping[datetime.date, str]:
    """The library's holidays, of any year that is asked for; in its own language where none is named."""
    return holidays.country_holidays(country, language=language or None)


def _names(country: str, language: str) -> Mapping[datetime.date, str]:
    return _holidays(country, language if language in _spoken(country) else "en_US")


@cache
def _spoken(country: str) -> frozenset[str]:
    return frozenset(holidays.country_holidays(country).supported_languages)
