"""A raw row of a service, read and completed: one status, one period, one point, one as-of date."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from .fields import Problem, canonical, source_name
from .items import Service
from .values import BadValue, point


def read_row(
    service: Service, raw: Mapping[str, Any], *, collected_on: datetime.date
) -> tuple[dict[str, Any], list[Problem]]:
    """The canonical row, and every reason why it cannot go in."""
    row, problems = canonical(service.name, raw)
    if not row:
        return row, problems or [Problem("", "", _("No field of this service is in the row. Is --service right?"))]
    _complete_status(row)
    _complete_period(row)
    row["as_of_on"] = row.get("basis_on") or _answered_on(row) or collected_on
    try:
        _complete_point(row)
    except BadValue as error:
        value = f"{row['latitude']}, {row['longitude']}"
        problems.append(Problem(source_name(service.name, "latitude", raw), value, error.reason))
    bad = {problem.field for problem in problems}
    for name in service.required:
        if not row.get(name) and (field := source_name(service.name, name, raw)) not in bad:
            problems.append(Problem(field, "", _("This has to be filled in.")))
    return row, problems


def _complete_status(row: dict[str, Any]) -> None:
    """The flag where its code is known, else its label."""
    if "completion" in row or "completion_label" in row:
        row["status"] = row.pop("completion", None) or row.pop("completion_label", None)


def _complete_period(row: dict[str, Any]) -> None:
    if "period" in row:
        starts_on, ends_on = row.pop("period")
        row["starts_on"] = starts_on or row.get("starts_on")
        row["ends_on"] = ends_on
    if row.get("now_week") == (None, None):
        row["now_week"] = None


def _answered_on(row: Mapping[str, Any]) -> datetime.date | None:
    """The day of the answer: One-PMIS counts elapsed and left days anew each day, both ends included."""
    starts_on, total = row.get("starts_on"), row.get("total_days")
    elapsed, left = row.get("elapsed_days"), row.get("left_days")
    if starts_on is None or elapsed is None or left is None or elapsed + left + 1 != total:
        return None
    return starts_on + datetime.timedelta(days=elapsed)


def _complete_point(row: dict[str, Any]) -> None:
    if "latitude" in row and "longitude" in row:
        found = point(row["latitude"], row["longitude"], centre=settings.PROFILE.centre)
        row["latitude"], row["longitude"] = found
