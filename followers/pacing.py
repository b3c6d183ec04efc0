"""When somebody is told: gathered in the morning, or as it comes but not every minute."""

import datetime

from django.utils import timezone

from following.topics import Pace

MORNING = datetime.time(8)
# One approval often releases a dozen things one after the other: they are one message.
BETWEEN = datetime.timedelta(minutes=10)


def first_due(pace: Pace, now: datetime.datetime) -> datetime.datetime:
    return now if pace is Pace.AT_ONCE else next_due(pace, now)


def next_due(pace: Pace, now: datetime.datetime) -> datetime.datetime:
    """After being told now."""
    if pace is Pace.AT_ONCE:
        return now + BETWEEN
    local = timezone.localtime(now)
    days = 1 if pace is Pace.DAILY else 7 - local.weekday()
    # A day whose morning is still to come is told in that morning.
    if pace is Pace.DAILY and local.time() < MORNING:
        days = 0
    return timezone.make_aware(datetime.datetime.combine(local.date() + datetime.timedelta(days=days), MORNING))
