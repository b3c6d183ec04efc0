"""The charts' geometry, and that picture, sentence and table say the same."""

import datetime
import re
from decimal import Decimal
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from disclosures.charts import Numbers, PaymentBars, SCurve, Timeline
from disclosures.charts.numbers import Amendment, Extension, Report, TierTotal
from disclosures.charts.s_curve import HEIGHT, MOST_POINTS, WIDTH
from sites.models import ConstructionSite

DAY = datetime.date
TODAY = DAY(2026, 11, 2)


def reports(*rates: tuple[str, str]) -> list[Report]:
    days = [DAY(2026, 1, 31) + datetime.timedelta(days=30 * index) for index in range(len(rates))]
    return [Report(day, Decimal(planned), Decimal(actual)) for day, (planned, actual) in zip(days, rates, strict=True)]


def curve(rows: list[Report], **values: Any) -> SCurve:
    defaults = {"starts_on": DAY(2026, 1, 1), "ends_on": DAY(2027, 12, 31), "today": TODAY}
    found = SCurve.of(rows, **{**defaults, **values})
    assert found is not None
    return found


def dots(path: str) -> list[tuple[int, int]]:
    return [(int(x), int(y)) for x, y in re.findall(r"(-?\d+) (-?\d+)", path)]


def test_curve_starts_on_the_floor_ends_at_the_ceiling_and_stays_inside() -> None:
    drawn = curve(reports(("0", "0"), ("50", "40"), ("130", "100")), ends_on=DAY(2026, 4, 1))
    assert [y for _x, y in dots(drawn.actual_path)] == [HEIGHT, HEIGHT * 0.6, 0]
    assert dots(drawn.planned_path)[-1][1] == 0  # above 100 % stays at the ceiling
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in dots(drawn.planned_path) + dots(drawn.actual_path))


def test_curve_runs_from_the_first_day_to_completion() -> None:
    drawn = curve(reports(("10", "10"), ("20", "15")), starts_on=DAY(2026, 1, 31), ends_on=DAY(2026, 4, 1))
    assert [x for x, _y in dots(drawn.actual_path)] == [0, WIDTH // 2]
    assert drawn.axis == ("2026-01", "2026-03", "2026-04")
    assert drawn.today_line == ""  # today is after it
    assert dots(curve(reports(("10", "10"), ("20", "15"))).today_line) == [(418, 0)]


def test_a_report_after_completion_widens_the_axis() -> None:
    drawn = curve(reports(("90", "80"), ("100", "95")), ends_on=DAY(2026, 2, 1))
    assert max(x for x, _y in dots(drawn.actual_path)) == WIDTH


def test_one_report_is_no_curve() -> None:
    assert SCurve.of(reports(("1", "1")), starts_on=None, ends_on=None, today=TODAY) is None


def test_fifteen_years_of_reports_are_thinned_and_keep_both_ends() -> None:
    rows = reports(*((str(index / 2), str(index / 2)) for index in range(180)))
    drawn = curve(rows)
    assert len(drawn.reports) <= MOST_POINTS + 1
    assert (drawn.reports[0], drawn.reports[-1]) == (rows[0], rows[-1])
    assert drawn.total == 180 and drawn.step == 4
    assert len(curve(rows[:48]).reports) == 48


@pytest.mark.parametrize(
    ("planned", "actual", "said"),
    [
        ("64.00", "62.10", "Planned 64.0%, done 62.1%: 1.9 points behind the plan (as of March 2, 2026)."),
        ("60.00", "62.10", "Planned 60.0%, done 62.1%: 2.1 points ahead of the plan (as of March 2, 2026)."),
        ("62.10", "62.10", "Planned 62.1%, done 62.1%: as planned (as of March 2, 2026)."),
    ],
)
def test_curve_says_where_the_works_stand(planned: str, actual: str, said: str) -> None:
    with translation.override("en"):
        assert curve(reports(("1", "1"), (planned, actual))).finding == said


def test_curve_names_the_widest_gap() -> None:
    with translation.override("en"):
        said = curve(reports(("1", "1"), ("50", "42.5"), ("64", "62.1"))).finding
    assert said.endswith("The works lagged most on March 2, 2026, by 7.5 points.")


def tier(name: str, amount: int, *, payments: int = 1, withheld: int = 0) -> TierTotal:
    return TierTotal(name, amount, payments, withheld, DAY(2026, 10, 20))


def test_bars_are_shares_of_the_longest_and_rates_of_all() -> None:
    drawn = PaymentBars.of([tier("labour", 100), tier("prime", 600), tier("subcontractor", 300)])
    assert drawn is not None
    assert [(bar.total.tier, bar.length, bar.of_all) for bar in drawn.bars] == [
        ("prime", 100, 60),
        ("subcontractor", 50, 30),
        ("labour", Decimal("16.7"), 10),
    ]
    assert [bar.row for bar in drawn.bars] == [0, 1, 2]


def test_bars_say_what_was_paid_and_what_is_withheld() -> None:
    drawn = PaymentBars.of([tier("prime", 6_000_000, payments=3), tier("labour", 2_000_000, payments=2, withheld=1)])
    assert drawn is not None
    with translation.override("en"):
        assert drawn.finding == (
            "₩8,000,000 was paid in 5 payments: prime contractor 75.0%, labour 25.0%. The last on Oct. 20, 2026. "
            "1 payment is not drawn, because its amount is withheld."
        )


def test_nothing_paid_is_no_chart() -> None:
    assert PaymentBars.of([]) is None
    assert PaymentBars.of([tier("prime", 0, withheld=2)]) is None


def site(**values: Any) -> ConstructionSite:
    defaults = {
        "starts_on": DAY(2025, 1, 1),
        "ends_on": DAY(2027, 8, 31),
        "original_ends_on": DAY(2027, 5, 31),
        "original_contract_amount": 8_800_000_000,
        "contract_amount": 9_000_000_000,
    }
    return ConstructionSite(**{**defaults, **values})


def numbers() -> Numbers:
    return Numbers(
        extensions=[
            Extension("1", DAY(2027, 5, 31), DAY(2027, 8, 31), 92, "집중호우", DAY(2026, 9, 1), False, "a"),
        ],
        amendments=[
            Amendment("1", "보도 확대", "민원", 8_800_000_000, 9_000_000_000, DAY(2026, 1, 1), False, "b"),
        ],
    )


def test_timeline_ends_where_completion_is_now() -> None:
    drawn = Timeline.of(site(), numbers(), today=TODAY)
    assert drawn is not None
    original, current, extension = drawn.spans
    assert (current.x, current.width) == ("0.0%", "100.0%")
    assert float(original.width[:-1]) + float(extension.width[:-1]) == pytest.approx(100, abs=0.2)
    assert extension.x == original.width
    assert [mark.x for mark in drawn.marks] == ["37.6%"]
    assert drawn.today_x == "68.9%"
    assert [span.row for span in drawn.spans] == [0, 1, 2]


def test_timeline_says_by_how_much_time_and_price_moved() -> None:
    drawn = Timeline.of(site(), numbers(), today=TODAY)
    assert drawn is not None
    with translation.override("en"):
        assert drawn.finding == (
            "Completion moved from May 31, 2027 to Aug. 31, 2027, 92 days later, in 1 extension. "
            "With 1 design change the contract went up from ₩8,800,000,000 to ₩9,000,000,000, by 2.3%."
        )


def test_unmoved_works_have_no_timeline() -> None:
    assert Timeline.of(site(), Numbers(), today=TODAY) is None
    assert Timeline.of(site(starts_on=None), numbers(), today=TODAY) is None


CHARTS: dict[str, Any] = {
    "s_curve": lambda: curve(reports(("1", "1"), ("50", "42.5"), ("64", "62.1"))),
    "payment_bars": lambda: PaymentBars.of([tier("prime", 600), tier("labour", 400)]),
    "timeline": lambda: Timeline.of(site(), numbers(), today=TODAY),
}


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("name", CHARTS)
def test_chart_is_an_image_with_its_finding_and_its_numbers(name: str, language: str) -> None:
    chart = CHARTS[name]()
    with translation.override(language):
        html = render_to_string(f"disclosures/charts/{name}.html", {"chart": chart})
        finding = chart.finding
    assert html.count('role="img"') == 1 and f"<figcaption>{finding}</figcaption>" in html
    assert re.search(rf'<desc id="[\w-]+">{re.escape(finding)}</desc>', html)
    assert "style=" not in html and "<details>" in html
    labelled = re.search(r'aria-labelledby="([^"]+)"', html)
    assert labelled and all(f'id="{each}"' in html for each in labelled.group(1).split())


@pytest.mark.parametrize("name", CHARTS)
def test_labels_hang_on_the_edges_and_so_are_never_cut(name: str) -> None:
    html = render_to_string(f"disclosures/charts/{name}.html", {"chart": CHARTS[name]()})
    for attributes in re.findall(r"<text([^>]*)>", html):
        x = re.search(r'x="(\d+)%"', attributes)
        anchor = re.search(r'text-anchor="(\w+)"', attributes)
        assert (x.group(1) if x else "0", anchor.group(1) if anchor else "start") in {
            ("0", "start"),
            ("50", "middle"),
            ("100", "end"),
        }


def test_table_has_the_numbers_that_are_drawn() -> None:
    chart = CHARTS["s_curve"]()
    html = render_to_string("disclosures/charts/s_curve.html", {"chart": chart})
    assert re.findall(r'<td class="number">([^<]+)', html) == [
        text
        for report in chart.reports
        for text in (f"{report.planned:.1f}%", f"{report.actual:.1f}%", _signed(report.gap))
    ]
    assert len(dots(chart.actual_path)) == html.count('<tr><th scope="row">')


def _signed(gap: Decimal) -> str:
    return f"−{abs(gap):.1f}" if gap < 0 else f"{gap:.1f}"
