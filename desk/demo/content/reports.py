"""Progress reports, work schedules and photos."""

import calendar
import datetime
import math
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from desk.demo.data import table
from desk.demo.pictures import Picture
from desk.demo.plan import SitePlan
from desk.demo.versions import Version, version
from sites.models import SiteStatus

_DAY = datetime.timedelta(days=1)
_WEEK = datetime.timedelta(days=7)
_WEEKS_SHOWN = 6
_LAG_TO_EXPLAIN = Decimal("1.00")  # percentage points


def report_days(plan: SitePlan) -> list[datetime.date]:
    """The month ends of the works up to now, and their last day where they are finished."""
    last = plan.reported_until
    if plan.stopped_on:
        last = min(last, plan.stopped_on + 95 * _DAY)
    days, month = [], plan.starts_on.replace(day=1)
    while True:
        end = month.replace(day=calendar.monthrange(month.year, month.month)[1])
        if end > last - 5 * _DAY:
            break
        days.append(end)
        month = end + _DAY
    return [*days, plan.ends_on] if plan.status == SiteStatus.COMPLETED else days or [last]


def progress_values(plan: SitePlan, day: datetime.date) -> dict[str, Any]:
    """Planned along an S; the work done behind it or, rarely, ahead."""
    planned, actual = planned_percent(plan, day), actual_percent(plan, day)
    ends_on = plan.ends_on_as_of(day)
    lags = planned - actual >= _LAG_TO_EXPLAIN
    return {
        "planned_percent": planned,
        "actual_percent": actual,
        "total_days": (ends_on - plan.starts_on).days + 1,
        "elapsed_days": (day - plan.starts_on).days,
        "left_days": max(0, (ends_on - day).days),
        "gap_reason": _gap_reason(plan, day) if lags else "",
    }


def _gap_reason(plan: SitePlan, day: datetime.date) -> str:
    """A halt's reason, the season's for every other site, or one that lasts for some months."""
    words = table("words")["gap"]
    if plan.stopped_on is not None and day >= plan.stopped_on:
        return words["suspended"][plan.index % len(words["suspended"])]
    weather = [season["text"] for season in words["seasons"] if day.month in season["months"]]
    if weather and plan.index % 2:
        return weather[0].format(days=4 + (plan.index + day.month) % 9)
    return words["reasons"][(plan.index + day.year * 4 + day.month // 4) % len(words["reasons"])]


def planned_percent(plan: SitePlan, day: datetime.date) -> Decimal:
    t = plan.fraction(day)
    return _percent(100 * (0.3 * t + 0.7 * t * t * (3 - 2 * t)))


def actual_percent(plan: SitePlan, day: datetime.date) -> Decimal:
    """What is done by that day; a suspended site stays where it stopped."""
    if plan.stopped_on is not None:
        day = min(day, plan.stopped_on)
    if plan.status == SiteStatus.COMPLETED and day >= plan.ends_on:
        return _percent(100)
    # Between three points ahead and thirteen behind, most of it in the middle of the works.
    lag = (plan.index * 37 % 17 - 3) * math.sin(math.pi * plan.fraction(day))
    return _percent(min(99.9, max(0.0, float(planned_percent(plan, day)) - lag)))


def progress(plan: SitePlan) -> Iterator[Version]:
    days = report_days(plan)
    wrong = days[len(days) // 2] if plan.index % 6 == 0 and len(days) > 3 else None
    for day in days:
        values = progress_values(plan, day)
        released = day + (3 + plan.index % 4) * _DAY
        if day != wrong:
            yield version(plan, "progress", day, as_of_on=day, released_on=released, values=values)
            continue
        # The classic slip of the decimal point, put right a week later.
        slipped = {**values, "actual_percent": _percent(float(values["actual_percent"]) / 10)}
        yield version(plan, "progress", day, as_of_on=day, released_on=released, values=slipped)
        yield version(
            plan,
            "progress",
            day,
            as_of_on=day,
            released_on=released + _WEEK,
            values=values,
            number=2,
            reason=table("words")["correction"]["progress"],
        )


def _percent(value: float) -> Decimal:
    return Decimal(f"{value:.2f}")


def work_schedules(plan: SitePlan) -> Iterator[Version]:
    """The last weeks, this one included."""
    if plan.status != SiteStatus.ONGOING:
        return
    monday = plan.today - plan.today.weekday() * _DAY
    for back in range(_WEEKS_SHOWN - 1, -1, -1):
        start = monday - back * _WEEK
        if start < plan.starts_on:
            continue
        yield version(
            plan,
            "work-schedule",
            # Counted from the works' beginning, so that a later day gives the same weeks the same items.
            (start - plan.starts_on).days // 7,
            as_of_on=start,
            released_on=start - 3 * _DAY,
            values=_schedule_values(plan, start),
        )


def _schedule_values(plan: SitePlan, start: datetime.date) -> dict[str, Any]:
    item, now, noise = plan.stage(start)
    _next_item, coming, _noise = plan.stage(start + 2 * _WEEK)
    side = ("북측", "남측", "동측", "서측")[(plan.index + start.toordinal() // 7) % 4]
    values: dict[str, Any] = {
        "starts_on": start,
        "ends_on": start + 6 * _DAY,
        "work_now": f"{item}: {side} 구간에서 {now}을 합니다.",
        "work_next": f"{coming}을 이어 갑니다.",
        "night_work": False,
        "noise": noise,
    }
    if plan.kind_of_works["closure"] and (plan.index + start.toordinal() // 7) % 3 == 0:
        values |= {
            "night_work": True,
            "closure_road": f"{plan.words['road']} {plan.words['dong']} {side} 구간",
            "closure_lanes": 1 + plan.index % 2,
            "closure_hours": "22:00–05:00",
            "detour": "현장 안내원의 유도에 따라 남은 차로로 통행",
        }
    return values


def photos(plan: SitePlan) -> Iterator[Version]:
    """One or two at each stage that was reached."""
    stages = plan.kind_of_works["stages"]
    length = plan.ends_on - plan.starts_on
    for number in range(len(stages) * 2):
        taken = plan.starts_on + length * (number + 0.6) / (len(stages) * 2)
        if taken >= plan.reported_until or (plan.stopped_on and taken > plan.stopped_on):
            return
        if number % 2 and plan.index % 3 == 0:
            continue
        stage = min(len(stages) - 1, number // 2)
        side = ("북쪽 보도", "남쪽 보도", "동쪽 출입구", "서쪽 육교")[(plan.index + number) % 4]
        values = {
            "image": Picture("photo", plan.kind_of_works["scene"], (plan.index + number) % 3, stage),
            "work_item": stages[stage][0],
            "taken_on": taken,
            "viewpoint": f"{side}에서 현장을 바라본 모습(시연용으로 그린 그림)",
        }
        yield version(plan, "photo", number, as_of_on=taken, released_on=taken + 2 * _DAY, values=values)
