"""Planned against actual over the life of the works."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from sites.templatetags.allimi import day_text, points

from .numbers import Report
from .words import progress_words, written_month

# The drawing's own units; the browser stretches them over whatever room there is.
WIDTH, HEIGHT = 1000, 400
# A month is enough for four years; of longer works every second, third … report is drawn and listed.
MOST_POINTS = 48


@dataclass(frozen=True)
class SCurve:
    """The reports drawn, from the first day of the axis to its last."""

    reports: Sequence[Report]
    total: int  # reports there are, of which every `step`th is drawn
    starts_on: datetime.date
    ends_on: datetime.date
    today: datetime.date

    @classmethod
    def of(
        cls,
        reports: Sequence[Report],
        *,
        starts_on: datetime.date | None,
        ends_on: datetime.date | None,
        today: datetime.date,
    ) -> "SCurve | None":
        """The curve of a site; None with fewer than two reports, which are no curve."""
        if len(reports) < 2:
            return None
        first, last = reports[0].as_of_on, reports[-1].as_of_on
        return cls(
            reports=_thinned(reports),
            total=len(reports),
            starts_on=min(first, starts_on or first),
            ends_on=max(last, ends_on or last),
            today=today,
        )

    @property
    def newest(self) -> Report:
        return self.reports[-1]

    @property
    def widest(self) -> Report:
        """The report that lagged most."""
        return min(self.reports, key=lambda report: report.gap)

    @property
    def step(self) -> int:
        return _step(self.total)

    @property
    def title(self) -> str:
        return _("Planned and actual progress")

    @property
    def finding(self) -> str:
        """What the curve shows, in words."""
        newest, widest = self.newest, self.widest
        now = progress_words(planned=newest.planned, actual=newest.actual, as_of_on=newest.as_of_on)
        if widest.gap >= 0 or widest is newest:
            return now
        lag = _("The works lagged most on %(date)s, by %(gap)s points.") % {
            "date": day_text(widest.as_of_on),
            "gap": points(widest.gap),
        }
        return f"{now} {lag}"

    @cached_property
    def planned_path(self) -> str:
        return _path([(self.x(report.as_of_on), _y(float(report.planned))) for report in self.reports])

    @cached_property
    def actual_path(self) -> str:
        return _path([(self.x(report.as_of_on), _y(float(report.actual))) for report in self.reports])

    @property
    def newest_dot(self) -> str:
        """A line of no length, whose round ends draw a dot however the drawing is stretched."""
        return f"M{self.x(self.newest.as_of_on)} {_y(float(self.newest.actual))}h0"

    @property
    def today_line(self) -> str:
        """Upright, where today lies on the axis; empty outside it."""
        if not self.starts_on <= self.today <= self.ends_on:
            return ""
        return f"M{self.x(self.today)} 0V{HEIGHT}"

    @property
    def axis(self) -> tuple[str, str, str]:
        """First, middle and last month."""
        middle = self.starts_on + (self.ends_on - self.starts_on) / 2
        return written_month(self.starts_on), written_month(middle), written_month(self.ends_on)

    def x(self, day: datetime.date) -> int:
        span = max(1, (self.ends_on - self.starts_on).days)
        return round(WIDTH * (day - self.starts_on).days / span)


def _y(rate: float) -> int:
    """Percent upwards from the floor; what is above 100 stays at the ceiling."""
    return round(HEIGHT * (1 - min(100.0, max(0.0, rate)) / 100))


def _path(dots: Sequence[tuple[int, int]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in dots)


def _step(total: int) -> int:
    return -(-total // MOST_POINTS)


def _thinned(reports: Sequence[Report]) -> Sequence[Report]:
    """Every nth report, counted from the newest, so that the newest is always there; and the first."""
    step = _step(len(reports))
    kept = list(reports[::-1][::step])[::-1]
    return kept if kept[0] is reports[0] else [reports[0], *kept]
