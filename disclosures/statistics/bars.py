"""Bars that a template draws, each chart with one sentence that says what it shows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from sites.models import CountedFigures, SiteStatus
from sites.money import entry_unit, entry_unit_name
from sites.templatetags.allimi import money_short, thousands

from .breakdowns import Breakdown, Name
from .figures import Group
from .words import in_units, tenths

MOST_BARS = 12  # the table has the others
_MOST_NAMED = 3  # that share the first place

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
    left_out: int = 0
    legend: tuple[str, str] | None = None  # what the bar and its mark stand for


def status_chart(figures: CountedFigures) -> Chart:
    """How many of all sites stand in each status."""
    bars = []
    for status in SiteStatus:
        number = getattr(figures, status.value)
        name = Name(str(status.label), str(status.label), f"{reverse('sites:site-list')}?status={status.value}")
        bars.append(Bar(name, thousands(number), _length(number, figures.sites)))
    return Chart("status", _("Sites by status"), "", bars)


def charts_of(groups: Sequence[Group], breakdown: Breakdown) -> list[Chart]:
    """Sites, money, progress and delay of the groups; a chart without any number is left out."""
    named = [group for group in groups if not group.is_without]
    sites = _ranked(named, lambda figures: figures.sites, breakdown)
    money = _ranked(named, lambda figures: figures.amount or None, breakdown)
    delay = _ranked(named, lambda figures: figures.behind_percent, breakdown)
    late = _ranked(named, lambda figures: figures.late_percent, breakdown)
    unit = entry_unit_name(get_language() or settings.LANGUAGE_CODE)
    charts = (
        _chart("sites", _("Number of sites"), sites, write=thousands, finding=_most_sites),
        _chart("money", _("Contracts now (%(unit)s)") % {"unit": unit}, money, write=in_units, finding=_most_money),
        _progress(_ranked(named, lambda figures: figures.actual_mean, breakdown)),
        _shares("delay", _("Share of ongoing sites behind their plan"), delay),
        _shares("late", _("Share of updates that are late"), late),
    )
    return [chart for chart in charts if chart.bars]


def _progress(ranked: Sequence[tuple[Group, _Number]]) -> Chart:
    bars = [
        Bar(
            group.name,
            _("%(actual)s done, %(planned)s planned")
            % {"actual": tenths(group.figures.actual_mean), "planned": tenths(group.figures.planned_mean)},
            length=_length(number, Decimal(100)),
            mark=_length(group.figures.planned_mean or 0, Decimal(100)),
        )
        for group, number in ranked[:MOST_BARS]
    ]
    title, legend = _("Progress of ongoing sites"), (_("work done"), _("plan"))
    return Chart("progress", title, _furthest_behind(ranked), bars, max(0, len(ranked) - MOST_BARS), legend)


def _furthest_behind(ranked: Sequence[tuple[Group, _Number]]) -> str:
    # From the rounded figures, so that a reader who subtracts finds the same.
    gaps = [(group, _tenth(group.figures.planned_mean or 0) - _tenth(number)) for group, number in ranked]
    if not gaps:
        return ""
    group, gap = max(gaps, key=lambda pair: pair[1])
    if gap <= 0:
        return _("Nobody is behind the plan on average.")
    return format_html(_("Furthest behind the plan: {name}, by {gap} points."), name=group.name.html, gap=gap)


def _tenth(value: _Number) -> Decimal:
    return round(Decimal(value), 1)


def _ranked(
    groups: Sequence[Group], number: Callable[[CountedFigures], _Number | None], breakdown: Breakdown
) -> list[tuple[Group, _Number]]:
    """The groups that have the number: the largest first, or in their own order."""
    found = [(group, value) for group in groups if (value := number(group.figures)) is not None]
    return found if breakdown.in_order else sorted(found, key=lambda pair: pair[1], reverse=True)


def _shares(slug: str, title: str, ranked: Sequence[tuple[Group, _Number]]) -> Chart:
    return _chart(slug, title, ranked, write=tenths, finding=_highest_share, longest=Decimal(100))


def _chart(
    slug: str,
    title: str,
    ranked: Sequence[tuple[Group, _Number]],
    *,
    write: Callable[[Any], str],
    finding: Callable[[Sequence[str], _Number], str],
    longest: _Number | None = None,
) -> Chart:
    top = max((number for _group, number in ranked), default=0)
    bars = [Bar(group.name, write(number), _length(number, longest or top)) for group, number in ranked[:MOST_BARS]]
    first = [group.name.html for group, number in ranked if write(number) == write(top)] if top else []
    return Chart(slug, title, finding(first, top) if first else "", bars, max(0, len(ranked) - MOST_BARS))


def _most_sites(names: Sequence[str], top: _Number) -> str:
    number = ngettext("%(number)s site", "%(number)s sites", int(top)) % {"number": thousands(int(top))}
    return _most(names, number)


def _most_money(names: Sequence[str], top: _Number) -> str:
    # As roughly as the bars say it.
    step = entry_unit() if top >= 10 * entry_unit() else entry_unit() // 10
    return _most(names, money_short(round(Decimal(top) / step) * step))


def _most(names: Sequence[str], number: str) -> str:
    """Who has the most; many that share it are counted."""
    if len(names) > _MOST_NAMED:
        return _("%(count)d share the most: %(number)s.") % {"count": len(names), "number": number}
    return format_html(_("Most: {names}, {number}."), names=_listed(names), number=number)


def _highest_share(names: Sequence[str], top: _Number) -> str:
    share = tenths(Decimal(top))
    if len(names) > _MOST_NAMED:
        return _("%(count)d share the highest: %(number)s.") % {"count": len(names), "number": share}
    return format_html(_("Highest: {names}, {number}."), names=_listed(names), number=share)


def _listed(names: Sequence[str]) -> str:
    return format_html_join(", ", "{}", ((name,) for name in names))


def _length(number: _Number, longest: _Number) -> str:
    """Percent of the longest with one decimal, never outside the chart."""
    share = Decimal(number) * 100 / Decimal(longest) if longest else Decimal(0)
    return f"{min(max(share, Decimal(0)), Decimal(100)):.1f}"
