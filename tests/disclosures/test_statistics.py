"""Statistics: every figure against sites that are counted by hand, the pages, and the tables."""

import csv
import datetime
import io
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from desk.actions import counting, withdraw
from desk.actions.counting import count_figures, figures_are_due
from disclosures.models import Release
from disclosures.statistics import BREAKDOWNS, all_sites, count_all, groups_by
from disclosures.statistics.bars import charts_of
from disclosures.statistics.words import in_units, signed_percent, tenths
from sites.figures import figures_for, figures_in, sites_by_department, sites_by_district, sites_by_status
from sites.models import CountedFigures, Department, District
from tests.factories import make_department, make_official, make_release, make_site
from tests.pages import assert_valid_html

pytestmark = pytest.mark.django_db

NOW = timezone.make_aware(datetime.datetime(2026, 11, 2, 9))


def tell(department: Department, *, progress: tuple[str, str] | None = None, **record: Any) -> Any:
    """A site of the department, with a progress report (planned, actual) if told."""
    site = make_site(department=department)
    make_release("site", site=site, **record)
    if progress:
        make_release("progress", site=site, planned_percent=Decimal(progress[0]), actual_percent=Decimal(progress[1]))
    return site


def figures_of(department: Department) -> CountedFigures:
    groups = groups_by(BREAKDOWNS["department"], NOW)
    return next(group.figures for group in groups if group.name.text == department.name)


def test_figures_of_a_department_counted_by_hand() -> None:
    department = make_department()
    first = tell(department, progress=("60.00", "50.00"))
    make_release("contract", site=first, amount=1_000)
    make_release("design-change", site=first, amount_before=1_000, amount_after=1_100)
    make_release("time-extension", site=first, completion_before_on=datetime.date(2027, 5, 31))
    second = tell(department, progress=("40.00", "41.00"))
    make_release("contract", site=second, amount=500)
    tell(department, status="planned", ends_on=datetime.date(2026, 11, 1))
    tell(department, status="completed", ends_on=datetime.date(2026, 11, 1), progress=("100.00", "90.00"))
    gone = tell(department)
    record = Release.objects.current().get(kind="site", site__code=gone.code)
    withdraw(releases=[record], by=make_official(post="팀장"), reason="취소", now=timezone.now())
    figures = figures_of(department)
    assert (figures.sites, figures.planned, figures.ongoing, figures.completed) == (4, 1, 2, 1)
    assert (figures.contracted, figures.original_amount, figures.amount, figures.changed) == (2, 1_500, 1_600, 1)
    assert figures.change == 100
    assert figures.change_percent is not None and round(figures.change_percent, 2) == Decimal("6.67")
    # The completed site's report is no progress of ongoing works.
    assert (figures.reported, figures.planned_mean, figures.actual_mean) == (2, 50, Decimal("45.5"))
    assert (figures.behind, figures.behind_percent) == (1, 50)
    assert (figures.overdue, figures.extended) == (1, 1)


def test_late_updates_of_a_department_counted_by_hand() -> None:
    department, today = make_department(), timezone.localdate()
    first = make_site(department=department)
    make_release("site", site=first, starts_on=today, ends_on=None)  # weekly and monthly kinds are owed, none yet late
    make_release("progress", site=first, as_of_on=today)
    second = make_site(department=department)
    make_release("site", site=second, starts_on=today, ends_on=None)
    make_release("work-schedule", site=second, as_of_on=today - datetime.timedelta(days=17))  # ten days late
    groups = groups_by(BREAKDOWNS["department"], timezone.now())
    figures = next(group.figures for group in groups if group.name.text == department.name)
    assert (figures.sites, figures.renewals, figures.late, figures.days_late) == (2, 6, 1, 10)
    assert figures.late_percent is not None and tenths(figures.late_percent) == "16.7%"


def test_groups_add_up_to_all_sites_but_for_sites_in_several_districts() -> None:
    before = all_sites(NOW).sites
    make_release("site", district_codes=["11200", "11215"])
    make_release("site", district_codes=[])
    every = all_sites(NOW)
    assert every.sites == before + 2
    for slug, breakdown in BREAKDOWNS.items():
        groups = groups_by(breakdown, NOW)
        added = sum(group.figures.sites for group in groups)
        assert added > every.sites if slug == "district" else added == every.sites
        assert sum(group.figures.amount or 0 for group in groups) >= (every.amount or 0)
    assert str(BREAKDOWNS["district"].without) in [group.name.text for group in groups_by(BREAKDOWNS["district"], NOW)]


def test_group_without_contract_or_report_says_nothing_rather_than_zero() -> None:
    department = make_department()
    tell(department, status="planned")
    figures = figures_of(department)
    assert figures.amount is None and figures.change_percent is None and figures.behind_percent is None
    assert in_units(None) == signed_percent(None) == tenths(None) == "–"


def test_figures_are_written_with_sign_and_unit() -> None:
    assert [signed_percent(Decimal(value)) for value in ("3.25", "-0.04", "-1.26", "0")] == [
        "+3.2%",
        "0.0%",
        "−1.3%",
        "0.0%",
    ]
    assert tenths(Decimal("49.75")) == "49.8%"
    assert (in_units(223_763_000_000), in_units(150_000_000)) == ("2,238", "1.5")


def test_bars_are_measured_by_the_longest_and_tell_what_they_show() -> None:
    department = make_department(name="가장 큰 부서", name_en="Largest department")
    for _ in range(3):
        tell(department)
    groups = [each for each in groups_by(BREAKDOWNS["department"], NOW) if each.figures.sites]
    chart = charts_of(groups, BREAKDOWNS["department"])[0]
    lengths = [Decimal(bar.length) for bar in chart.bars]
    assert lengths[0] == 100 and lengths == sorted(lengths, reverse=True)
    top = max(groups, key=lambda group: group.figures.sites)
    assert str(top.figures.sites) in chart.finding


def test_sites_without_a_district_are_in_the_table_and_no_bar() -> None:
    make_release("site", district_codes=[])
    breakdown = BREAKDOWNS["district"]
    groups = groups_by(breakdown, NOW)
    assert groups[-1].is_without
    assert groups[-1].name not in [bar.name for chart in charts_of(groups, breakdown) for bar in chart.bars]


def test_mean_progress_draws_what_it_says() -> None:
    department = make_department(name="공정 부서")
    tell(department, progress=("60.00", "50.00"))
    tell(department, progress=("40.00", "41.11"))
    groups = [group for group in groups_by(BREAKDOWNS["department"], NOW) if group.name.text == "공정 부서"]
    chart = next(chart for chart in charts_of(groups, BREAKDOWNS["department"]) if chart.slug == "progress")
    (bar,) = chart.bars
    assert (bar.length, bar.mark) == ("45.6", "50.0")
    assert "45.6%" in bar.words and "50.0%" in bar.words and "4.4" in chart.finding


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("slug", ["", *(f"{slug}/" for slug in BREAKDOWNS)])
def test_pages(client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, slug: str, language: str) -> None:
    site = make_site()
    make_release("contract", site=site)
    make_release("progress", site=site)
    count_figures(now=timezone.now())
    with django_assert_max_num_queries(4):
        response = client.get(f"{language}/statistics/{slug}")
    html = response.content.decode()
    assert response.status_code == 200
    assert_valid_html(html)
    assert client.get("/statistics/moon/").status_code == client.get("/statistics/moon.csv").status_code == 404


@pytest.mark.parametrize("slug", BREAKDOWNS)
def test_table_has_the_groups_of_the_page(client: Client, slug: str) -> None:
    make_release("progress")
    response = client.get(f"/en/statistics/{slug}.csv")
    text = b"".join(response.streaming_content).decode()
    heading, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    groups = groups_by(BREAKDOWNS[slug], timezone.now())
    assert heading[1] == "Sites" and "Contract amount (KRW)" in heading
    assert [int(row[1]) for row in rows] == [group.figures.sites for group in groups]
    html = client.get(f"/en/statistics/{slug}/").content.decode()
    assert html.partition("<tbody>")[2].partition("</tbody>")[0].count("<tr>") == len(rows)


def test_counted_figures_are_what_a_page_would_count_by_itself() -> None:
    department = make_department(name="미리 세는 부서")
    site = tell(department, progress=("60.00", "50.00"))
    make_release("contract", site=site, amount=1_000)
    make_release("site", district_codes=[])
    breakdown = BREAKDOWNS["department"]
    by_itself, all_by_itself = groups_by(breakdown, NOW), all_sites(NOW)
    assert count_figures(now=NOW)
    for written, counted in zip(groups_by(breakdown, NOW), by_itself, strict=True):
        assert written.figures.pk and not counted.figures.pk
        assert (written.name, written.is_without) == (counted.name, counted.is_without)
        assert columns_told(written.figures) == columns_told(counted.figures)
    assert columns_told(all_sites(NOW)) == columns_told(all_by_itself)
    assert CountedFigures.objects.filter(breakdown="district", key="").exists()


def test_first_page_and_directory_tell_what_was_counted(client: Client) -> None:
    department = make_department(name="세어 둔 부서")
    for status in ("ongoing", "suspended", "completed"):
        site = tell(department, status=status, district_codes=["11110", "11140"], progress=("60.00", "50.00"))
        make_release("contract", site=site, amount=1_000)
        make_release("time-extension", site=site, completion_before_on=datetime.date(2020, 5, 31))

    def told() -> list[object]:
        (district,) = District.objects.filter(pk="11140")
        return [
            sites_by_status(),
            sites_by_district(),
            sites_by_department(),
            figures_in(district),
            figures_for(department),
            [client.get(path).content for path in (f"/districts/{district.pk}/", f"/directory/{department.code}/")],
        ]

    by_itself = told()
    assert count_figures(now=NOW)
    assert told() == by_itself
    CountedFigures.objects.filter(breakdown="department", key=str(department.pk)).update(planned=77)
    assert dict(figures_for(department).statuses)["planned"] == 77


def columns_told(figures: CountedFigures) -> dict[str, Any]:
    names = [field.name for field in CountedFigures._meta.concrete_fields if field.name not in ("id", "sequence")]
    told = {name: getattr(figures, name) for name in names}
    return told | {name: told[name] and round(told[name], 4) for name in ("planned_mean", "actual_mean")}


def test_release_makes_counting_due_after_a_pause_and_a_new_day_at_once() -> None:
    make_release("site")
    nothing, minute = datetime.timedelta(), datetime.timedelta(minutes=1)
    assert figures_are_due(now=NOW, took=nothing)
    count_figures(now=NOW)
    assert not figures_are_due(now=NOW + minute, took=nothing)
    assert figures_are_due(now=NOW + datetime.timedelta(days=1), took=nothing)
    make_release("site")
    assert not figures_are_due(now=NOW + datetime.timedelta(seconds=1), took=nothing)
    assert figures_are_due(now=NOW + minute, took=nothing)
    assert not figures_are_due(now=NOW + minute, took=minute)


def test_withdrawal_takes_every_sum_down_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    release = make_release("contract", amount=987_000)
    count_figures(now=NOW)
    before = all_sites(NOW).amount or 0

    def withdrawn_meanwhile(now: datetime.datetime) -> CountedFigures:
        counted = count_all(now)
        withdraw(releases=[release], by=make_official(post="팀장"), reason="취소", now=timezone.now())
        return counted

    monkeypatch.setattr(counting, "count_all", withdrawn_meanwhile)
    assert not count_figures(now=NOW)
    assert not CountedFigures.objects.exists()
    assert all_sites(NOW).amount in (before - 987_000, None)


def test_command_counts_once() -> None:
    make_release("site")
    call_command("count_figures", "--once")
    assert all_sites(NOW).pk and all_sites(NOW).sites >= 1
