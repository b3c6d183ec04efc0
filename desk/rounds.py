"""What is done by itself as time passes. The worker `nag` goes these rounds; any app adds its own.

A private app above the desk (casework, say) calls `daily` or `steady` in its `AppConfig.ready`.
"""

import datetime
from collections.abc import Callable

# Does its work and says in a line what it came to; empty where there was nothing to do.
Round = Callable[[datetime.datetime], str]

_DAILY: list[Round] = []
_STEADY: list[Round] = []


def daily(work: Round) -> None:
    """Once a day, at the hour of the letters; after a failure again, so it must bear to be done twice."""
    _DAILY.append(work)


def steady(work: Round) -> None:
    """Each minute."""
    _STEADY.append(work)


def go_daily(now: datetime.datetime) -> list[str]:
    """What the day's rounds have to say."""
    return [said for work in _DAILY if (said := work(now))]


def go_steady(now: datetime.datetime) -> list[str]:
    """What this minute's rounds have to say."""
    return [said for work in _STEADY if (said := work(now))]
