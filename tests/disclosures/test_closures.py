"""Closures: their hours, the days and moments they count for, the page, the table and the calendars."""

import csv
import datetime
import io
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from desk.actions import withdraw
from disclosures.closures import Closure, closures, closures_now, closures_on, parse_hours
from disclosures.closures.calendars import closure_calendar
from disclosures.closures.filters import week_of
from disclosures.models import Release
from tests.disclosures.stories import correct, release_withheld
from tests.factories import make_official, make_release, make_site
from tests.pages import assert_valid_html

pytestmark = pytest.mark.django_db

MONDAY = datetime.date(2031, 3, 3)  # far from the demo's and other tests' days
SUNDAY = MONDAY + datetime.timedelta(days=6)
NEXT_MONDAY = SUNDAY + datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("22:00–05:00", ["22:00–05:00"]),
        ("22:00~익일 05:00", ["22:00–05:00"]),
        ("오후 10시 ~ 오전 5시 30분", ["22:00–05:30"]),
        ("밤 11시부터 다음날 새벽 5시까지", ["23:00–05:00"]),
        ("09:00-11:30, 14:00-16:00", ["09:00–11:30", "14:00–16:00"]),
        ("22:00–24:00", ["22:00–24:00"]),
        ("24시간", ["00:00–24:00"]),
        ("00:00–24:00", ["00:00–24:00"]),
        ("", []),
        ("야간", []),
        ("평일 22:00–05:00", []),
        ("22:00–05:00, 우천 시 제외", []),
        ("25:00–26:00", []),
        ("22:75–05:00", []),
        ("오후 22시–오전 5시", []),
        ("09:00–익일 18:00", []),
        ("22:00 05:00", []),
    ],
)
def test_hours_are_read_where_they_are_times_and_nothing_else(text: str, read: list[str]) -> None:
    assert [str(stretch) for stretch in parse_hours(text)] == read


def close(hours: str = "22:00–05:00", **values: Any) -> Release:
    defaults = {"starts_on": MONDAY, "ends_on": SUNDAY, "closure_road": "금호로 1차로"}
    return make_release("work-schedule", closure_hours=hours, **{**defaults, **values})


def seoul(day: datetime.date, hour: int, minute: int = 0) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(hour, minute), timezone.get_default_timezone())


@pytest.mark.parametrize(
    ("day", "hour", "minute", "closed"),
    [
        (MONDAY, 4, 59, False),  # the night before is none of its nights
        (MONDAY, 21, 59, False),
        (MONDAY, 22, 0, True),
        (MONDAY, 23, 59, True),
        (MONDAY + datetime.timedelta(days=1), 0, 0, True),
        (MONDAY + datetime.timedelta(days=1), 5, 0, False),
        (SUNDAY, 22, 0, True),
        (NEXT_MONDAY, 4, 59, True),
        (NEXT_MONDAY, 5, 0, False),
        (NEXT_MONDAY, 22, 0, False),
    ],
)
def test_night_closure_runs_over_midnight_and_ends_in_the_morning_after(
    day: datetime.date, hour: int, minute: int, *, closed: bool
) -> None:
    release = close()
    now = seoul(day, hour, minute)
    found = closures_now(now)
    assert found.filter(pk=release.pk).exists() is closed
    assert Closure(closures().get(pk=release.pk)).is_at(now) is closed
    # The same moment by another clock.
    assert closures_now(now.astimezone(datetime.UTC)).filter(pk=release.pk).exists() is closed


def test_day_counts_from_its_first_to_its_last_minute_in_the_citys_time() -> None:
    night, daytime, unknown = close(), close("09:00–17:00"), close("")

    def on(day: datetime.date) -> set[int]:
        return set(closures_on(day).values_list("pk", flat=True))

    assert not on(MONDAY - datetime.timedelta(days=1)) & {night.pk, daytime.pk, unknown.pk}
    assert {night.pk, daytime.pk, unknown.pk} <= on(MONDAY)
    assert {night.pk, daytime.pk, unknown.pk} <= on(SUNDAY)
    assert on(NEXT_MONDAY) & {night.pk, daytime.pk, unknown.pk} == {night.pk}


def test_rest_of_a_day_leaves_out_nights_that_ended_in_its_morning() -> None:
    night, daytime = close(), close("09:00–17:00")
    for hour, there in ((4, True), (6, False)):
        rest = closures().rest_of_day(seoul(NEXT_MONDAY, hour))
        assert rest.filter(pk=night.pk).exists() is there
    evening = closures().rest_of_day(seoul(SUNDAY, 20))
    assert {night.pk, daytime.pk} <= set(evening.values_list("pk", flat=True))
    assert Closure(closures().get(pk=daytime.pk)).is_over(seoul(SUNDAY, 17))
    assert not Closure(closures().get(pk=night.pk)).is_over(seoul(NEXT_MONDAY, 4, 59))


def test_week_runs_from_monday_to_sunday() -> None:
    assert week_of(MONDAY) == week_of(SUNDAY) == (MONDAY, SUNDAY)
    sunday_only = close("09:00–17:00", starts_on=SUNDAY)
    night = close(starts_on=SUNDAY)
    next_week = closures().between(*week_of(NEXT_MONDAY))
    assert closures().between(*week_of(MONDAY)).filter(pk=sunday_only.pk).exists()
    assert not next_week.filter(pk=sunday_only.pk).exists()
    assert next_week.filter(pk=night.pk).exists()


def test_closure_of_unknown_hours_may_be_now() -> None:
    release = close("평일 야간")
    assert closures_now(seoul(MONDAY, 3)).filter(pk=release.pk).exists()
    assert not closures_now(seoul(NEXT_MONDAY, 0)).filter(pk=release.pk).exists()


def test_only_the_current_version_of_a_disclosed_site_closes_a_road() -> None:
    first = close()
    second = correct(first, reason="시간 변경", closure_hours="23:00–04:00")
    assert set(closures_on(MONDAY).filter(release__item=first.item).values_list("pk", flat=True)) == {second.pk}
    withdraw(releases=[second], by=make_official(post="팀장"), reason="취소", now=timezone.now())
    assert not closures_on(MONDAY).filter(release__item=first.item).exists()
    other = close()
    record = other.site.releases.get(kind="site")
    withdraw(releases=[record], by=make_official(post="팀장"), reason="취소", now=timezone.now())
    assert not closures_on(MONDAY).filter(release__site=other.site).exists()


@pytest.mark.parametrize("language", ["", "/en"])
def test_page_lists_by_time_road_and_district(client: Client, language: str) -> None:
    today = timezone.localdate()
    period = {"starts_on": today, "ends_on": today + datetime.timedelta(days=2)}
    here = close("", closure_road="시험별빛로 북측", closure_lanes=2, detour="달빛길", **period)
    make_release("work-schedule", **period)  # closes nothing
    later = close("", closure_road="시험별빛로 남측", starts_on=today + datetime.timedelta(days=40), ends_on=SUNDAY)
    html = client.get(f"{language}/closures/", {"road": "시험별빛로"}).content.decode()
    assert html.count('class="closure-road"') == 1
    assert f"{language}/sites/{here.site.code}/" in html and "달빛길" in html
    assert f"{language}/sites/{later.site.code}/" not in html
    assert_valid_html(html)
    coming = client.get(f"{language}/closures/", {"when": "coming", "road": "시험별빛로"}).content.decode()
    assert coming.count('class="closure-road"') == 2
    for query in ({"district": "11200"}, {"district": "11110"}):
        html = client.get(f"{language}/closures/", {"road": "시험별빛로", **query}).content.decode()
        assert (f"{language}/sites/{here.site.code}/" in html) is (query["district"] == "11200")


def test_page_says_where_hours_are_missing_or_withheld(client: Client) -> None:
    today = timezone.localdate()
    period = {"starts_on": today, "ends_on": today, "closure_road": "시험은하로"}
    close("", **period)
    release_withheld("work-schedule", field="closure_hours", closure_hours="01:23–02:34", **period)
    html = client.get("/en/closures/", {"road": "시험은하로"}).content.decode()
    assert "hours not given" in html and "hours withheld" in html and "01:23" not in html


def test_page_explains_what_it_cannot_read(client: Client) -> None:
    response = client.get("/closures/", {"when": "gestern", "district": "x"})
    html = response.content.decode()
    assert 'role="alert"' in html and 'href="#id_when"' in html
    assert_valid_html(html)
    assert client.get("/closures/", {"page": "99"}).status_code == 404
    assert client.get("/closures.csv", {"when": "gestern"}).status_code == 400


def test_table_has_the_rows_of_the_page(client: Client) -> None:
    today = timezone.localdate()
    for number in range(3):
        close(f"2{number}:00–05:00", closure_road=f"=시험행성로 {number}", starts_on=today, ends_on=today)
    response = client.get("/en/closures.csv", {"road": "시험행성로"})
    text = b"".join(response.streaming_content).decode("utf-8")
    assert response["Content-Disposition"].startswith('attachment; filename="road-closures-')
    heading, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert heading[:3] == ["Districts", "Closed road", "From"]
    assert [row[1] for row in rows] == [f"'=시험행성로 {number}" for number in range(3)]
    page = client.get("/en/closures/", {"road": "시험행성로"}).content.decode()
    assert page.count('class="closure-road"') == len(rows)


def events(response: Any) -> list[Any]:
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content).walk("VEVENT")


def test_feed_reads_back_with_every_night_in_the_citys_time(client: Client) -> None:
    release = close(closure_road="시험혜성로, 1; 2", closure_lanes=1, detour="샛길")
    (event,) = events(client.get("/en/closures.ics", {"road": "시험혜성로"}))
    assert event["SUMMARY"] == "Closed: 시험혜성로, 1; 2"
    assert event.decoded("DTSTART") == seoul(MONDAY, 22)
    assert event.decoded("DTEND") == seoul(MONDAY + datetime.timedelta(days=1), 5)
    assert event["RRULE"] == {"FREQ": ["DAILY"], "COUNT": [7]}
    assert str(event["DTSTART"].params["TZID"]) == "Asia/Seoul"
    assert event["SEQUENCE"] == 0
    assert event["URL"].endswith(f"/en/sites/{release.site.code}/")
    corrected = correct(release, reason="시간 변경", closure_hours="")
    (again,) = events(client.get(f"/en/sites/{corrected.site.code}/closures.ics"))
    assert again["UID"] == event["UID"] and again["SEQUENCE"] == 1
    assert again.decoded("DTSTART") == MONDAY and again.decoded("DTEND") == NEXT_MONDAY
    assert again["SUMMARY"].endswith("(hours not given)")


def test_feed_stays_the_same_to_the_byte_while_nothing_is_released(client: Client) -> None:
    release = close()
    address = f"/sites/{release.site.code}/closures.ics"
    assert client.get(address).content == client.get(address).content
    assert b"BEGIN:VEVENT" not in closure_calendar((), name="none", address=lambda site: "")
    assert client.get("/sites/none/closures.ics").status_code == 404


def test_site_calendar_has_start_completion_and_each_extension(client: Client) -> None:
    site = make_site()
    make_release("time-extension", site=site, decided_on=datetime.date(2027, 4, 1), reason="우기")
    found = events(client.get(f"/en/sites/{site.code}/calendar.ics"))
    days = [event.decoded("DTSTART") for event in found]
    assert days == [datetime.date(2025, 3, 2), datetime.date(2027, 8, 31), datetime.date(2027, 4, 1)]
    assert "92 days" in found[2]["DESCRIPTION"] and "우기" in found[2]["DESCRIPTION"]
    assert len({event["UID"] for event in found}) == 3
