"""Lateness: what the releases say is due, in one table that the desk nags by and citizens read."""

import csv
import datetime
import io

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from desk.actions import withdraw
from desk.actions.duties import refresh_all_duties, refresh_duties
from desk.models import ManagedSite
from disclosures.lateness import calendar_kinds, next_due_on
from disclosures.models import Release, UpdateDuty
from sites.models import ConstructionSite, SiteStatus
from sites.profile import load_profile
from tests.factories import make_department, make_official, make_release, make_site
from tests.pages import assert_valid_html

pytestmark = pytest.mark.django_db

DAY = datetime.date
DAYS = datetime.timedelta


def duties_of(site: ManagedSite) -> dict[str, tuple[datetime.date | None, datetime.date]]:
    duties = UpdateDuty.objects.filter(site__code=site.code)
    return {duty.kind: (duty.as_of_on, duty.due_on) for duty in duties}


def test_every_release_moves_the_day_on_which_the_next_is_due() -> None:
    site = make_site()
    make_release("site", site=site, starts_on=DAY(2026, 9, 10))
    first = {"progress": DAY(2026, 10, 31), "photo": DAY(2026, 10, 31), "work-schedule": DAY(2026, 9, 17)}
    assert duties_of(site) == {kind: (None, day) for kind, day in first.items()}
    make_release("progress", site=site, as_of_on=DAY(2026, 10, 15))
    assert duties_of(site)["progress"] == (DAY(2026, 10, 15), DAY(2026, 11, 30))
    make_release("progress", site=site, as_of_on=DAY(2026, 8, 31))  # an older report, entered late, moves nothing
    assert duties_of(site)["progress"] == (DAY(2026, 10, 15), DAY(2026, 11, 30))


def test_a_withdrawal_makes_the_older_release_count_again() -> None:
    site = make_site()
    make_release("progress", site=site, as_of_on=DAY(2026, 8, 31))
    newest = make_release("progress", site=site, as_of_on=DAY(2026, 10, 31))
    withdraw(releases=[newest], by=make_official(), reason="다른 현장의 자료", now=timezone.now())
    assert duties_of(site)["progress"] == (DAY(2026, 8, 31), DAY(2026, 9, 30))


def test_nothing_is_owed_of_works_that_are_withdrawn_planned_or_completed() -> None:
    site = make_site()
    make_release("progress", site=site)
    record = Release.objects.current().get(site__code=site.code, kind="site")
    withdraw(releases=[record], by=make_official(), reason="사업 취소", now=timezone.now())
    assert duties_of(site) == {}
    for status in (SiteStatus.PLANNED, SiteStatus.COMPLETED):
        other = make_site()
        make_release("site", site=other, status=status)
        assert duties_of(other) == {}


def test_refreshing_all_mends_what_is_missing_and_writes_nothing_twice() -> None:
    site = make_site()
    release = make_release("progress", site=site)
    before = duties_of(site)
    UpdateDuty.objects.filter(site=release.site).delete()
    UpdateDuty.objects.create(site=release.site, kind="webcam", due_on=DAY(2020, 1, 1))
    assert refresh_all_duties() >= 4
    assert duties_of(site) == before
    assert refresh_all_duties() == 0


def test_many_sites_are_refreshed_in_few_statements(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    keys = [make_release("progress").site_id for _ in range(3)]
    UpdateDuty.objects.filter(site__in=keys).delete()
    with django_assert_max_num_queries(4):
        assert refresh_duties(keys) == 9


def test_the_duty_is_what_the_site_page_says(client: Client) -> None:
    site = make_site()
    make_release("progress", site=site, as_of_on=timezone.localdate() - DAYS(days=400))
    duty = UpdateDuty.objects.get(site__code=site.code, kind="progress")
    public = ConstructionSite.objects.get(code=site.code)
    assert duty.due_on == next_due_on("monthly", duty.as_of_on, site=public)
    late = f"{duty.days_late(timezone.localdate()):,}"
    page = client.get(f"/en/sites/{site.code}/").content.decode()
    assert f"{late} days late" in page


def test_a_kind_that_was_never_released_is_late_from_the_beginning_of_the_works(client: Client) -> None:
    site = make_site()
    make_release("site", site=site, starts_on=timezone.localdate() - DAYS(days=30))
    page = client.get(f"/en/sites/{site.code}/").content.decode()
    schedule = page.partition('id="work-schedule"')[2].partition("</section>")[0]
    assert "23 days late" in schedule


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_list_names_what_is_late_the_longest_first(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, language: str
) -> None:
    department, today = make_department(), timezone.localdate()
    for name, days in (("조금 늦은 공사", 60), ("오래 늦은 공사", 600)):
        site = make_site(department=department, name=name)
        make_release("site", site=site, name=name, name_en="", starts_on=today - DAYS(days=days))
    with django_assert_max_num_queries(4):
        response = client.get(f"{language}/late/", {"department": department.code})
    html = response.content.decode()
    assert_valid_html(html)
    assert html.index("오래 늦은 공사") < html.index("조금 늦은 공사")
    elsewhere = client.get(f"{language}/late/", {"department": make_department().code}).content.decode()
    assert "오래 늦은 공사" not in elsewhere
    assert client.get(f"{language}/late/", {"department": "nowhere"}).status_code == 404


def test_the_table_has_every_late_update(client: Client) -> None:
    department, today = make_department(), timezone.localdate()
    site = make_site(department=department)
    make_release("site", site=site, starts_on=today - DAYS(days=17))
    response = client.get("/en/late.csv", {"department": department.code})
    lines = csv.reader(io.StringIO(b"".join(response.streaming_content).decode().removeprefix("\ufeff")))
    heading, *rows = lines
    assert heading[-1] == "Days late"
    assert [(row[0], row[3], row[-1]) for row in rows] == [(site.code, "Work now and next", "10")]


def test_a_city_without_calendar_kinds_owes_none() -> None:
    assert set(calendar_kinds(load_profile("da-nang"))) == {"progress", "photo"}
