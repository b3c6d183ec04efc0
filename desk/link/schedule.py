"""When a pull is due: at fixed times of the day, in the city's time zone."""

import datetime
from collections.abc import Iterable

from django.utils import timezone


def times_of_day(texts: Iterable[str]) -> list[datetime.time]:
    """“03:00” and the like. Raises ValueError."""
    return sorted(datetime.time.fromisoformat(text.strip()) for text in texts)


def last_due(now: datetime.datetime, times: Iterable[datetime.time]) -> datetime.datetime:
    """The newest moment, up to now, at which a pull was to begin."""
    local = timezone.localtime(now)
    days = (local.date(), local.date() - datetime.timedelta(days=1))
    moments = (timezone.make_aware(datetime.datetime.combine(day, time)) for day in days for time in times)
    return max(moment for moment in moments if moment <= now)
