"""What a citizen sees first: today's closures, what moved the works and why, whom to call, what is late."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from disclosures.head import SiteHead
from disclosures.lateness import renewal
from disclosures.page import site_page
from sites.models import ConstructionSite, Officer, SiteStatus
from sites.templatetags.allimi import d_day
from tests.disclosures.stories import release_withheld
from tests.factories import make_release, make_site
from tests.pages import assert_valid_html

DAY = datetime.date


def running(**values: Any) -> ConstructionSite:
    return ConstructionSite(**{"status": SiteStatus.ONGOING, **values})


@pytest.mark.parametrize(
    ("cycle", "as_of_on", "due_on", "late"),
    [
        ("monthly", DAY(2026, 9, 30), DAY(2026, 10, 31), 12),
        ("monthly", DAY(2026, 10, 15), DAY(2026, 11, 30), 0),
        ("monthly", DAY(2025, 12, 31), DAY(2026, 1, 31), 285),
        ("weekly", DAY(2026, 11, 2), DAY(2026, 11, 9), 3),
        ("daily", DAY(2026, 11, 12), DAY(2026, 11, 13), 0),
    ],
)
def test_lateness_counts_from_the_day_the_next_version_was_due(
    cycle: str, as_of_on: datetime.date, due_on: datetime.date, late: int
) -> None:
    found = renewal(cycle, as_of_on, site=running(), today=DAY(2026, 11, 12))
    assert found is not None and (found.due_on, found.days_late) == (due_on, late)


def test_nothing_is_late_where_nothing_is_due() -> None:
    today, old = DAY(2026, 11, 12), DAY(2020, 1, 1)
    assert renewal("on-change", old, site=running(), today=today) is None
    assert renewal("monthly", None, site=running(), today=today) is None
    assert renewal("monthly", old, site=running(status=SiteStatus.COMPLETED), today=today) is None
    assert renewal("monthly", old, site=running(status=SiteStatus.PLANNED), today=today) is None


@pytest.mark.django_db
def test_closure_is_told_first_on_its_days_and_nights_alone() -> None:
    release = make_release("work-schedule", closure_road="금호로", closure_hours="22:00–05:00")  # 2 to 8 November 2026
    page = site_page(ConstructionSite.objects.get(pk=release.site_id))

    def told(day: int, hour: int) -> list[bool]:
        now = datetime.datetime(2026, 11, day, hour, tzinfo=timezone.get_default_timezone())
        return [road.is_now for road in SiteHead.of(page, now=now).closures]

    assert told(1, 23) == []
    assert told(2, 12) == [False]
    assert told(2, 23) == [True]
    assert told(9, 4) == [True]  # the last night
    assert told(9, 12) == []


@pytest.mark.django_db
def test_closure_of_today_is_on_the_page(client: Client) -> None:
    today = timezone.localdate()
    release = make_release(
        "work-schedule", starts_on=today, ends_on=today, closure_road="금호로", closure_hours="24시간"
    )
    html = client.get(f"/en/sites/{release.site.code}/").content.decode()
    head = html.partition('id="contents"')[0]
    assert "Road closed today" in head and "closed now" in head and "금호로" in head
    assert_valid_html(html)


@pytest.mark.django_db
def test_what_moved_completion_and_price_stands_beside_what_was_agreed(client: Client) -> None:
    site = make_site()
    make_release("contract", site=site, amount=8_800_000_000)
    make_release("design-change", site=site, why="주민 요구", decided_on=DAY(2026, 1, 5))
    release = make_release("time-extension", site=site, reason="집중호우", decided_on=DAY(2026, 7, 1))
    html = client.get(f"/en/sites/{release.site.code}/").content.decode()
    assert_valid_html(html)
    head = html.partition('id="contents"')[0]
    for said in ("₩8,800,000,000", "₩9,000,000,000", "+2.3%", "May 31, 2027", "Aug. 31, 2027", "92 days later"):
        assert said in head
    assert head.index("집중호우") < head.index("주민 요구")  # the newest first


@pytest.mark.django_db
def test_withheld_reason_is_said_to_be_withheld(client: Client) -> None:
    release = release_withheld("time-extension", field="reason", reason="소송 중")
    head = client.get(f"/en/sites/{release.site.code}/").content.decode().partition('id="contents"')[0]
    assert "The reason is withheld" in head


@pytest.mark.django_db
def test_post_that_entered_the_record_is_called_first(client: Client) -> None:
    release = make_release("overview")
    department = release.department
    for post, phone in (("과장", "02-2133-0001"), ("주무관", "02-2133-0002"), ("팀장", "")):
        Officer.objects.create(department=department, post=post, phone=phone)
    page = site_page(ConstructionSite.objects.get(pk=release.site_id))
    assert [officer.post for officer in page.officers] == ["주무관", "과장"]
    assert 'href="tel:0221330002"' in client.get(f"/sites/{release.site.code}/").content.decode()


@pytest.mark.django_db
def test_charts_draw_all_rows_though_the_section_lists_the_latest(client: Client) -> None:
    site = make_site()
    for month in range(1, 19):
        day = DAY(2025 + (month - 1) // 12, (month - 1) % 12 + 1, 28)
        rate = Decimal(month * 5)
        release = make_release("progress", site=site, as_of_on=day, planned_percent=rate, actual_percent=rate)
    page = site_page(ConstructionSite.objects.get(pk=release.site_id))
    assert len(page.numbers.reports) == 18
    assert [report.as_of_on for report in page.numbers.reports] == sorted(
        report.as_of_on for report in page.numbers.reports
    )
    html = client.get(f"/en/sites/{release.site.code}/").content.decode()
    assert html.count('role="img"') == 1
    assert_valid_html(html)


def test_days_to_completion_are_written_with_separators() -> None:
    today = timezone.localdate()
    with override("en"):
        assert d_day(running(ends_on=today + datetime.timedelta(days=1960))) == (
            "1,960 days to planned completion (D-1,960)"
        )
        assert "1,200 days ago (D+1,200)" in d_day(running(ends_on=today - datetime.timedelta(days=1200)))
