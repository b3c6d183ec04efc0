"""The next report of a kind, begun from the last one: what moves with the calendar is moved, the rest is kept."""

import datetime
from collections.abc import Callable
from typing import Any

from disclosures.kinds import Kind

from .models import DRAFT_MODELS, Draft, DraftState, ManagedSite

# What was taken down is no model for the next.
_LAST = (DraftState.DRAFT, DraftState.REPORTED, DraftState.SUBMITTED, DraftState.RETURNED, DraftState.RELEASED)


def last_report(kind: Kind, site: ManagedSite) -> Draft | None:
    """The report with the latest as-of date, released or on its way."""
    drafts = DRAFT_MODELS[kind.slug]._default_manager.for_site(site).filter(state__in=_LAST)
    return drafts.order_by("-as_of_on", "-version", "-pk").first()


def may_copy(kind: Kind) -> bool:
    """Whether a kind is reported period by period, so that the last report is worth starting from."""
    return kind.slug in _NEXT


def next_values(last: Draft, kind: Kind, *, today: datetime.date) -> dict[str, Any]:
    """Content to begin the next report with, by field. Raises KeyError for a kind that is not reported by periods."""
    return _NEXT[kind.slug](last, today)


def _progress(last: Any, today: datetime.date) -> dict[str, Any]:
    """The days are counted on; the percentages stand as they were, to be raised."""
    passed = max(0, (today - last.as_of_on).days)
    return {
        "planned_percent": last.planned_percent,
        "actual_percent": last.actual_percent,
        "total_days": last.total_days,
        "elapsed_days": None if last.elapsed_days is None else last.elapsed_days + passed,
        "left_days": None if last.left_days is None else max(0, last.left_days - passed),
        "gap_reason": last.gap_reason,
    }


def _work_schedule(last: Any, today: datetime.date) -> dict[str, Any]:
    """The next period is as long as the last, and what was announced for it is its work."""
    starts_on = last.ends_on + datetime.timedelta(days=1) if last.ends_on else today
    length = last.ends_on - last.starts_on if last.ends_on and last.starts_on else datetime.timedelta(days=6)
    kept = ("night_work", "noise", "closure_road", "closure_lanes", "closure_hours", "detour")
    return {
        "starts_on": starts_on,
        "ends_on": starts_on + max(length, datetime.timedelta()),
        "work_now": last.work_next or last.work_now,
        **{name: getattr(last, name) for name in kept},
    }


_NEXT: dict[str, Callable[[Any, datetime.date], dict[str, Any]]] = {
    "progress": _progress,
    "work-schedule": _work_schedule,
}
