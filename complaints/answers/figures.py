"""The departments' figures in bars and as a table."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from complaints.models import VoiceFigures
from disclosures.statistics.bars import MOST_BARS, Bar, Chart
from disclosures.statistics.breakdowns import Name
from disclosures.statistics.words import tenths
from sites.csv import Column
from sites.templatetags.allimi import name_of, thousands

_Number = int | Decimal


def figures_of(year: int) -> tuple[VoiceFigures | None, list[VoiceFigures]]:
    """The whole city, and the departments that received something, the most first."""
    rows = list(VoiceFigures.objects.of_year(year))
    whole = next((row for row in rows if row.department is None), None)
    departments = [row for row in rows if row.department is not None and row.received]
    return whole, sorted(departments, key=lambda row: (-row.received, str(row.department)))


def charts_of(rows: Sequence[VoiceFigures]) -> list[Chart]:
    """Received, answered in time, days and satisfaction; a chart without any number is left out."""
    charts = (
        _chart("received", _("Questions received"), rows, lambda row: row.received, thousands),
        _chart("in-time", _("Share answered in time"), rows, lambda row: row.in_time_percent, tenths, Decimal(100)),
        _chart("days", _("Days to the answer on average"), rows, lambda row: row.mean_days, one_decimal),
        _chart("satisfaction", _("Satisfaction (1 to 5)"), rows, lambda row: row.mean_rating, one_decimal, Decimal(5)),
    )
    return [chart for chart in charts if chart.bars]


def one_decimal(value: Decimal) -> str:
    return f"{value:.1f}"


def _chart(
    slug: str,
    title: str,
    rows: Sequence[VoiceFigures],
    number: Callable[[VoiceFigures], _Number | None],
    write: Callable[..., str],
    longest: Decimal | None = None,
) -> Chart:
    known = [(row, value) for row in rows if (value := number(row)) is not None]
    known.sort(key=lambda pair: pair[1], reverse=True)
    top = longest or max((Decimal(value) for _row, value in known), default=Decimal(0))
    bars = [Bar(_name(row), write(value), _length(value, top)) for row, value in known[:MOST_BARS]]
    return Chart(slug, title, "", bars, max(0, len(known) - MOST_BARS))


def _length(value: _Number, top: Decimal) -> str:
    """Percent of the longest bar, with one decimal."""
    return f"{min(Decimal(value) * 100 / top, Decimal(100)):.1f}" if top else "0.0"


def _name(row: VoiceFigures) -> Name:
    assert row.department is not None  # noqa: S101  (charts show departments alone)
    return Name(
        name_of(row.department),
        row.department.localized_name,
        f"{reverse('answers:question-list')}?department={row.department.code}",
    )


def _whose(row: VoiceFigures) -> str:
    return row.department.localized_name if row.department else _("whole city")


COLUMNS: Sequence[Column[VoiceFigures]] = (
    Column(gettext_lazy("year"), lambda row: row.year),
    Column(
        gettext_lazy("department"), lambda row: row.department.localized_name if row.department else _("whole city")
    ),
    Column(pgettext_lazy("petitions", "received"), lambda row: row.received),
    Column(pgettext_lazy("petitions", "answered"), lambda row: row.answered),
    Column(gettext_lazy("answered in time"), lambda row: row.in_time),
    Column(pgettext_lazy("petitions", "open"), lambda row: row.open),
    Column(gettext_lazy("overdue"), lambda row: row.overdue),
    Column(gettext_lazy("days to the answer on average"), lambda row: row.mean_days),
    Column(gettext_lazy("ratings"), lambda row: row.rated),
    Column(gettext_lazy("satisfaction on average"), lambda row: row.mean_rating),
)
