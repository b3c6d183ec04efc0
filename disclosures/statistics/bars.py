"""Bars that a template draws, each chart with one sentence that says what it shows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from sites.templatetags.allimi import money_short, percent, thousands

from .breakdowns import Breakdown, Name
from .figures import Figures, Group

MOST_BARS = 25  # the table has the others

_Number = int | Decimal


@dataclass(frozen=True)
class Bar:
    """A bar's name, its number in words and its length in percent of the longest; `mark` is a second length."""

    name: Name
    words: str
    length: str
    mark: str = ""


@dataclass(frozen=True)
class Chart:
    slug: str
    title: str
    finding: str
    bars: Sequence[Bar]
    left_out: int
    legend: tuple[str, str] | None = None  # what the bar and its mark stand for


def charts_of(groups: Sequence[Group], breakdown: Breakdown) -> list[Chart]:
    """Sites, money, progress and delay of the groups; a chart without any number is left out."""
    charts = [_sites(groups, breakdown), _money(groups, breakdown), _progress(groups, breakdown)]
    return [chart for chart in (*charts, _delay(groups, breakdown)) if chart.bars]


def _sites(groups: Sequence[Group], breakdown: Breakdown) -> Chart:
    ranked = _ranked(groups, lambda figures: figures.sites, breakdown)
    return _chart("sites", _("Number of sites"), ranked, write=thousands)


def _money(groups: Sequence[Group], breakdown: Breakdown) -> Chart:
    ranked = _ranked(groups, lambda figures: figures.amount or None, breakdown)
    return _chart("money", _("Contract amounts now"), ranked, write=money_short)


def _progress(groups: Sequence[Group], breakdown: Breakdown) -> Chart:
    ranked = _ranked(groups, lambda figures: figures.actual_mean, breakdown)
    bars = [
        Bar(
            group.name,
            _("%(actual)s done, %(planned)s planned")
            % {"actual": percent(group.figures.actual_mean), "planned": percent(group.figures.planned_mean)},
            length=_length(number, Decimal(100)),
            mark=_length(group.figures.planned_mean or 0, Decimal(100)),
        )
        for group, number in ranked[:MOST_BARS]
    ]
    gaps = [(group, Decimal((group.figures.planned_mean or 0) - number)) for group, number in ranked]
    finding = ""
    if gaps:
        group, gap = max(gaps, key=lambda pair: pair[1])
        words = {"name": group.name.html, "gap": percent(gap)[:-1]}
        finding = (
            format_html(_("Furthest behind the plan: {name}, by {gap} points."), **words)
            if gap > 0
            else _("Nobody is behind the plan on average.")
        )
    legend = (_("work done"), _("planned"))
    title = _("Progress of ongoing sites")
    return Chart("progress", title, finding, bars, max(0, len(ranked) - MOST_BARS), legend=legend)


def _delay(groups: Sequence[Group], breakdown: Breakdown) -> Chart:
    ranked = _ranked(groups, lambda figures: figures.behind_percent, breakdown)
    return _chart("delay", _("Share of ongoing sites behind their plan"), ranked, write=percent, longest=Decimal(100))


def _ranked(
    groups: Sequence[Group], number: Callable[[Figures], _Number | None], breakdown: Breakdown
) -> list[tuple[Group, _Number]]:
    """The groups that have the number: the largest first, or in their own order."""
    found = [(group, value) for group in groups if (value := number(group.figures)) is not None]
    return found if breakdown.in_order else sorted(found, key=lambda pair: pair[1], reverse=True)


def _chart(
    slug: str,
    title: str,
    ranked: Sequence[tuple[Group, _Number]],
    *,
    write: Callable[[Any], str],
    longest: _Number | None = None,
) -> Chart:
    top = max(ranked, key=lambda pair: pair[1], default=None)
    if top is None:
        return Chart(slug, title, "", (), 0)
    bars = [Bar(group.name, write(number), _length(number, longest or top[1])) for group, number in ranked[:MOST_BARS]]
    finding = format_html(_("Most: {name}, {number}."), name=top[0].name.html, number=write(top[1]))
    return Chart(slug, title, finding, bars, max(0, len(ranked) - MOST_BARS))


def _length(number: _Number, longest: _Number) -> str:
    """Percent of the longest with one decimal, never outside the chart."""
    share = Decimal(number) * 100 / Decimal(longest) if longest else Decimal(0)
    return f"{min(max(share, Decimal(0)), Decimal(100)):.1f}"
