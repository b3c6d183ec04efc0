"""The first page, and the pages about the pages."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from desk.actions.counting import count_figures
from disclosures.explanations import HOW_TO_READ
from disclosures.kinds import KINDS
from sites.maps import district_map
from sites.milestones import milestones
from sites.profile import load_profile
from tests.factories import make_release
from tests.pages import assert_valid_html

pytestmark = pytest.mark.django_db


def days(number: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=number)


def release_site(name: str, *, starts: int, ends: int, status: str = "ongoing") -> None:
    make_release("site", name=name, status=status, starts_on=days(starts), ends_on=days(ends))


def test_home_tells_works_that_start_finish_and_are_late(client: Client) -> None:
    release_site("곧 시작하는 공사", starts=3, ends=400, status="planned")
    release_site("곧 끝나는 공사", starts=-300, ends=0)
    release_site("늦은 공사", starts=-300, ends=-1)
    release_site("끝난 공사", starts=-300, ends=-2, status="completed")
    release_site("한창인 공사", starts=-300, ends=300)
    found = milestones(timezone.localdate())
    assert "곧 시작하는 공사" in [site.name for site in found.starting]
    assert "곧 끝나는 공사" in [site.name for site in found.finishing]
    assert "늦은 공사" in [site.name for site in found.late]
    shown = {site.name for group in (found.starting, found.finishing, found.late) for site in group}
    assert not {"끝난 공사", "한창인 공사"} & shown
    html = client.get("/").content.decode()
    assert html.index('id="starting"') < html.index("곧 시작하는 공사", html.index('id="starting"'))
    assert_valid_html(html)


def test_milestones_are_few_and_in_order() -> None:
    for number in range(6):
        release_site(f"늦은 공사 {number}", starts=-300, ends=-1 - number)
    late = [site.ends_on for site in milestones(timezone.localdate()).late]
    assert len(late) == 4
    assert late == sorted(late, reverse=True)


def test_home_tells_the_closures_of_the_day_and_what_changed(client: Client) -> None:
    make_release(
        "work-schedule",
        starts_on=days(0),
        ends_on=days(2),
        closure_road="세종대로 시청앞 구간",
        closure_hours="22:00–05:00",
        closure_lanes=2,
    )
    make_release(
        "work-schedule", starts_on=days(5), ends_on=days(6), closure_road="다음 주의 도로", closure_hours="09:00–11:00"
    )
    html = client.get("/en/").content.decode()
    assert "세종대로 시청앞 구간" in html
    assert "22:00–05:00" in html
    assert "다음 주의 도로" not in html
    assert "Changed today" in html


def test_home_asks_few_statements_however_many_sites(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        make_release("work-schedule", starts_on=days(0), ends_on=days(1), closure_road="어느 길")
    count_figures(now=timezone.now())
    with django_assert_max_num_queries(8):
        client.get("/")


def test_home_draws_the_citys_districts_beside_their_list(client: Client) -> None:
    html = client.get("/").content.decode()
    assert html.count('class="shade-') == 25
    assert html.count('href="/districts/11680/"') == 2  # on the map and in the list


def test_city_without_a_map_has_the_list_alone(client: Client, settings: Settings) -> None:
    settings.PROFILE = load_profile("da-nang")
    html = client.get("/").content.decode()
    assert "<svg viewBox" not in html.partition('class="atlas"')[2]
    assert district_map("da-nang") is None


def test_every_page_says_where_to_report_what_is_wrong(client: Client) -> None:
    address = "/sites/?q=a%26b"
    html = client.get(address).content.decode()
    assert 'href="/ask/?page=/sites/%3Fq%3Da%2526b"' in html
    told = client.get("/ask/?page=/sites/%3Fq%3Da%2526b").content.decode()
    assert "http://testserver/sites/?q=a%26b" in told


@pytest.mark.parametrize("page", ["//elsewhere.example/", "https://elsewhere.example/", "javascript:alert(1)"])
def test_ask_page_links_to_no_page_of_others(client: Client, page: str) -> None:
    assert (
        "elsewhere"
        not in client.get("/ask/", {"page": page}).content.decode().partition("<main")[2].partition("</main")[0]
    )
    assert 'href="javascript' not in client.get("/ask/", {"page": page}).content.decode()


def test_masthead_claims_official_status_only_when_told_to(client: Client, settings: Settings) -> None:
    assert 'class="masthead"' not in client.get("/").content.decode()
    settings.MASTHEAD = True
    assert 'class="masthead"' in client.get("/").content.decode()


def test_help_explains_every_kind() -> None:
    assert set(HOW_TO_READ) == {kind.slug for kind in KINDS}


@pytest.mark.parametrize("address", ["/about/kinds/", "/about/accessibility/", "/en/about/kinds/"])
def test_pages_about_the_pages_ask_no_database(
    client: Client, address: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        response = client.get(address)
    assert_valid_html(response.content.decode())
