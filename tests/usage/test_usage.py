"""The pages' use: what a request counts as, what becomes of it inside, and what the page tells."""

import datetime

import html5lib
import pytest
from django.test import Client
from django.utils import timezone

from desk.actions import withdraw
from tests.factories import make_official, make_release
from tests.pages import assert_valid_html
from usage.copying import copy_uses
from usage.counting import CountedUse
from usage.models import Use, UseCount
from usage.names import read_tally_name, tally_name
from usage.pacing import Pace
from usage.sorting import page_type, uses_of

READER = {"HTTP_USER_AGENT": "Mozilla/5.0 (Android 14)", "HTTP_HOST": "testserver", "REQUEST_METHOD": "GET"}


def sums(*requests: dict[str, str], status: str = "200 OK") -> dict[tuple[str, str], int]:
    """What these requests are added up to, by what and key."""

    def answer(environ, start_response):
        start_response(status, [])
        return [b""]

    counted = CountedUse(answer)
    counted._ensure_started = lambda: None  # type: ignore[method-assign]
    for request in requests:
        counted({**READER, "PATH_INFO": "/", **request}, lambda *_: None)
    return {read_tally_name(name): number for name, number in counted.take().items()}  # type: ignore[misc]


def test_page_of_a_site_counts_as_page_language_and_site() -> None:
    assert sums({"PATH_INFO": "/en/sites/T-1/progress/"}, {"PATH_INFO": "/en/sites/T-1/"}) == {
        ("page", "disclosures:kind-list"): 1,
        ("page", "disclosures:site-detail"): 1,
        ("language", "en"): 2,
        ("visit", ""): 2,
        ("site", "T-1"): 2,
    }


def test_reader_who_comes_from_our_own_page_begins_no_visit() -> None:
    here = {"HTTP_REFERER": "http://testserver/sites/"}
    elsewhere = {"HTTP_REFERER": "https://search.example.org/"}
    assert sums(here, here, elsewhere)[("visit", "")] == 1


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/sites.csv", [(Use.DOWNLOAD, "csv")]),
        ("/sites/T-1/progress.json", [(Use.DOWNLOAD, "json")]),
        ("/sites/T-1/feed.atom", [(Use.FEED, "atom")]),
        ("/closures.ics", [(Use.FEED, "calendar")]),
        ("/sites/T-1/calendar.ics", [(Use.FEED, "calendar")]),
        ("/robots.txt", []),
        ("/sitemap.xml", []),
        ("/healthz", []),
        ("/map/points/", []),
        (f"/files/{'0' * 64}", []),
        ("/static/allimi.css", []),
        ("/nowhere/", []),
        ("/en/", [(Use.PAGE, "disclosures:home"), (Use.LANGUAGE, "en")]),
    ],
)
def test_what_is_no_page_is_told_apart(path: str, expected: list[tuple[Use, str]]) -> None:
    assert list(uses_of(path, is_visit=False, has_words=False)) == expected


def test_search_is_counted_without_its_words() -> None:
    counted = sums({"PATH_INFO": "/sites/", "QUERY_STRING": "q=%ED%99%8D%EA%B8%B8%EB%8F%99"})
    assert counted[("search", "")] == 1
    assert "%ED" not in str(counted) and "홍길동" not in str(counted)
    assert ("search", "") not in sums({"PATH_INFO": "/sites/", "QUERY_STRING": "q=&status=ongoing"})


@pytest.mark.parametrize(
    "request_",
    [
        {"HTTP_USER_AGENT": "Mozilla/5.0 (compatible; Yeti/1.1)"},
        {"HTTP_USER_AGENT": ""},
        {"HTTP_SEC_PURPOSE": "prefetch"},
        {"REQUEST_METHOD": "POST"},
        {"REQUEST_METHOD": "HEAD"},
    ],
)
def test_what_no_person_reads_is_not_counted(request_: dict[str, str]) -> None:
    assert sums(request_) == {}


def test_only_what_was_answered_counts_a_page_of_the_browsers_own_too() -> None:
    assert sums({}, status="404 Not Found") == {} == sums({}, status="302 Found")
    assert sums({}, status="304 Not Modified")[("page", "disclosures:home")] == 1


@pytest.mark.django_db
def test_copying_twice_changes_nothing_and_a_smaller_number_is_not_believed() -> None:
    day = datetime.date(2031, 4, 5)
    name = tally_name(Use.SITE, "T-1")
    assert copy_uses([(name, day, 3), ("click card sites/T-1", day, 9), ("use nothing x", day, 1)]) == 1
    assert copy_uses([(name, day, 3)]) == 0
    assert copy_uses([(name, day, 5)]) == 1
    assert copy_uses([(name, day, 2)]) == 0
    assert UseCount.objects.get(used_on=day).number == 5


@pytest.mark.django_db
def test_page_tells_days_districts_and_sites(client: Client) -> None:
    today = timezone.localdate()
    site = make_release("site", district_codes=["11500"], name="가장 많이 읽은 공사").site
    gone = make_release("site")
    copy_uses(
        [
            (tally_name(Use.SITE, site.code), today, 1_234_567),
            (tally_name(Use.SITE, gone.site.code), today, 2_000_000),
            (tally_name(Use.VISIT), today, 7_654_321),
            (tally_name(Use.LANGUAGE, "en"), today, 3_333_333),
            (tally_name(Use.DOWNLOAD, "csv"), today, 4_444_444),
        ]
    )
    name = gone.site.name
    withdraw(releases=[gone], by=make_official(post="팀장"), reason="사업 취소", now=timezone.now())
    html = client.get("/usage/").content.decode()
    assert_valid_html(html)
    for told in ("7,654,321", "1,234,567", "3,333,333", "4,444,444", "가장 많이 읽은 공사"):
        assert told in html
    assert name not in html and gone.site.code not in html
    text = "".join(html5lib.parse(client.get("/usage/?district=11500").content, namespaceHTMLElements=False).itertext())
    assert "1,234,567" in text and "7,654,321" not in text
    department = site.department.code  # type: ignore[union-attr]
    assert "1,234,567" in client.get(f"/usage/?department={department}&district=11500").content.decode()
    assert "가장 많이" not in client.get("/usage/?district=11110").content.decode()
    assert client.get("/usage/?district=none").status_code == 404


@pytest.mark.django_db
def test_numbers_are_there_to_take_away(client: Client) -> None:
    copy_uses([(tally_name(Use.FEED, "atom"), timezone.localdate(), 987_654)])
    table = b"".join(client.get("/usage.csv")).decode()  # type: ignore[arg-type]
    assert "atom,987654" in table


def test_a_page_is_known_by_its_type_and_language() -> None:
    assert page_type("/en/sites/T-1/") == ("disclosures:site-detail", "en")
    assert page_type("/") == ("disclosures:home", "ko")
    for path in ("/nowhere/", "/healthz", "//evil.example/", "https://evil.example/", "", f"/files/{'0' * 64}"):
        assert page_type(path) is None


def test_one_network_is_believed_so_often_and_a_flood_fills_no_memory() -> None:
    moment = 0.0
    pace = Pace(most=2, seconds=60.0, networks=2, now=lambda: moment)
    assert [pace.lets("203.0.113.7") for _ in range(3)] == [True, True, False]
    assert pace.lets("203.0.113.8")
    assert not pace.lets("203.0.113.9"), "no room for a third network"
    assert b"203.0.113.7" not in pace._seen
    moment = 60.0
    assert pace.lets("203.0.113.7") and pace.lets("203.0.113.9")


@pytest.mark.django_db
def test_page_tells_what_was_said_to_be_useful(client: Client) -> None:
    today = timezone.localdate()
    copy_uses(
        [
            (tally_name(Use.USEFUL, "disclosures:site-detail en"), today, 3_210_003),
            (tally_name(Use.NOT_USEFUL, "disclosures:site-detail en"), today, 1_070_001),
            (tally_name(Use.NOT_USEFUL, "x:unknown ko"), today, 4_000_004),
        ]
    )
    html = client.get("/en/usage/").content.decode()
    assert_valid_html(html)
    assert "Page of a site" in html and "3,210,003" in html and "75%" in html and "4,000,004" in html
