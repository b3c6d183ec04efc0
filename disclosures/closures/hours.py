"""Closure hours that officials wrote as text, read as times where they can be."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_DAY = 24 * 60  # minutes
_WHOLE_DAY = re.compile(r"(?:24\s*시간|종일|하루\s*종일|상시|24\s*h(?:ours)?|all\s+day|around\s+the\s+clock)", re.I)
_TIME = (
    r"(?P<{0}_half>오전|오후|낮|밤|새벽|저녁)?\s*"
    r"(?P<{0}_hour>\d{{1,2}})(?::(?P<{0}_colon>\d{{2}})|\s*시(?:\s*(?P<{0}_minute>\d{{1,2}})\s*분)?)"
)
_RANGE = re.compile(
    _TIME.format("from")
    + r"\s*(?:부터\s*[-‐‑–—~〜∼～]?|[-‐‑–—~〜∼～])\s*"
    + r"(?P<next_day>익일|다음\s*날|명일|next\s+day)?\s*"
    + _TIME.format("to")
    + r"\s*(?:까지)?"
)
_BETWEEN = re.compile(r"\s*(?:[,;/·]|및|와|and)\s*")
_AFTERNOON = frozenset({"오후", "저녁"})


@dataclass(frozen=True)
class Hours:
    """One daily stretch in minutes after midnight; one that ends beyond 1440 runs into the next morning."""

    start: int
    end: int

    @property
    def is_over_midnight(self) -> bool:
        return self.end > _DAY

    def beginning_on(self, day: datetime.date, zone: datetime.tzinfo) -> tuple[datetime.datetime, datetime.datetime]:
        """When the stretch of this day begins and ends, in the city's time."""
        midnight = datetime.datetime.combine(day, datetime.time(), zone)
        return midnight + datetime.timedelta(minutes=self.start), midnight + datetime.timedelta(minutes=self.end)

    def __str__(self) -> str:
        return f"{_clock(self.start)}–{_clock(self.end)}"


@lru_cache(maxsize=4096)
def parse_hours(text: str) -> tuple[Hours, ...]:
    """The daily stretches that the text names; empty where it is empty or says more than times.

    «22:00–05:00», «오후 10시 ~ 익일 오전 5시», «09:00-11:30, 14:00-16:00», «24시간». A text with weekdays or conditions
    («평일 22:00–05:00») is not guessed at: half of it read is worse than the whole of it shown.
    """
    written = text.strip()
    if _WHOLE_DAY.fullmatch(written):
        return (Hours(0, _DAY),)
    found = tuple(_stretches(written))
    return found if found and None not in found else ()  # type: ignore[return-value]


def _stretches(text: str) -> Iterator[Hours | None]:
    for part in _BETWEEN.split(text) if text else ():
        match = _RANGE.fullmatch(part.strip())
        yield _stretch(match) if match else None


def _stretch(match: re.Match[str]) -> Hours | None:
    start, end = _minutes(match, "from"), _minutes(match, "to")
    if start is None or end is None or start >= _DAY:
        return None
    if end <= start:
        end += _DAY
    elif match["next_day"]:
        return None  # «09:00 – next day 18:00» is no daily stretch
    return Hours(start, end) if 0 < end - start <= _DAY else None


def _minutes(match: re.Match[str], side: str) -> int | None:
    hour, half = int(match[f"{side}_hour"]), match[f"{side}_half"]
    minute = int(match[f"{side}_colon"] or match[f"{side}_minute"] or 0)
    if half:
        hour = _full_hour(hour, half)
    if not 0 <= hour <= 24 or minute > 59 or (hour == 24 and minute):
        return None
    return hour * 60 + minute


def _full_hour(hour: int, half: str) -> int:
    """오후 10시 is 22; 오전 12시 midnight; 밤 10시 is 22 but 밤 1시 is 1. Out of range (-1) where it makes no sense."""
    if hour > 12:
        return -1
    if half in _AFTERNOON or (half == "밤" and 6 <= hour < 12) or (half == "낮" and hour < 6):
        return hour % 12 + 12
    if half == "밤" and hour == 12:
        return 24
    return hour if half == "낮" else hour % 12


def _clock(minutes: int) -> str:
    hour, minute = divmod(minutes, 60)
    # 24:00 is the end of a day, beyond it begins the next.
    return f"{hour if minutes <= _DAY else hour - 24:02}:{minute:02}"
