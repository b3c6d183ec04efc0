"""The site's progress curve as citizens see it, and as they would after the release of a report."""

import datetime
from dataclasses import dataclass
from typing import Any

from disclosures.charts.numbers import Report
from disclosures.charts.s_curve import SCurve
from sites.models import ConstructionSite

from .differences import kind_of
from .models import DRAFT_MODELS, Draft, DraftState

PROGRESS = "progress"


@dataclass(frozen=True)
class Curves:
    """Two curves on the same axes."""

    after: SCurve
    before: SCurve | None  # None where no report is public yet, or one alone


def curves_with(draft: Draft, *, today: datetime.date) -> Curves | None:
    """The curve with this report in its place; None for other kinds, and with fewer than two reports. Two statements.

    Values that are withheld are drawn nowhere, so a report without both figures is left out.
    """
    if kind_of(draft).slug != PROGRESS:
        return None
    model = DRAFT_MODELS[PROGRESS]
    public = model._default_manager.for_site(draft.managed_site).filter(state=DraftState.RELEASED)
    released = list(public.order_by("as_of_on", "pk"))
    before = _reports(released)
    after = _reports(sorted([*(row for row in released if row.item != draft.item), draft], key=_day))
    site = ConstructionSite.objects.disclosed().filter(code=draft.managed_site.code).first()
    days = [report.as_of_on for report in (*before, *after)]
    axis: dict[str, Any] = {
        "starts_on": min(filter(None, [site.starts_on if site else None, *days]), default=None),
        "ends_on": max(filter(None, [site.ends_on if site else None, *days]), default=None),
        "today": today,
    }
    curve = SCurve.of(after, **axis)
    return None if curve is None else Curves(after=curve, before=SCurve.of(before, **axis))


def _day(row: Draft) -> datetime.date:
    return row.as_of_on


def _reports(rows: list[Draft]) -> list[Report]:
    figures = ((row.as_of_on, row.planned_percent, row.actual_percent) for row in rows)  # type: ignore[attr-defined]
    return [Report(day, planned, actual) for day, planned, actual in figures if None not in (planned, actual)]
