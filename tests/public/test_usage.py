"""Counting on the live public app: kept pages are counted too, and nothing that tells a reader apart is written."""

import time
import urllib.request

import pytest
from django.db import connections
from django.test import Client
from pytest_django import Settings

from allimi.embedded.running import Running
from bench.stage import public_app
from tests.pages import assert_valid_html
from tests.public.conftest import Released
from usage.counting import _told

READER = {"user-agent": "Mozilla/5.0", "x-forwarded-for": "203.0.113.77"}
SECRET = "203.0.113.77 흔적을남기지않는다"


def read(url: str) -> None:
    headers = {"User-Agent": "Mozilla/5.0", "X-Forwarded-For": SECRET.split()[0], "Referer": "https://else.example/"}
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=10) as answer:
        answer.read()


def tallies() -> dict[str, int]:
    with connections["intake"].cursor() as cursor:
        cursor.execute("SELECT name, sum(number) FROM intake_tally WHERE name LIKE 'use %' GROUP BY name")
        return dict(cursor.fetchall())


@pytest.mark.django_db(databases=["default", "intake"])
def test_what_is_read_is_added_up_in_the_intake(topology: Running, released: Released) -> None:
    with public_app(topology, workers=1) as origin:
        for _ in range(5):
            read(f"{origin}/en/sites/{released.site}/")
        read(f"{origin}/sites/?q=%ED%9D%94%EC%A0%81%EC%9D%84%EB%82%A8%EA%B8%B0%EC%A7%80")
        deadline = time.monotonic() + 30
        while tallies().get(f"use site {released.site}") != 5:
            assert time.monotonic() < deadline, tallies()
            time.sleep(0.5)
    found = tallies()
    assert found["use search "] >= 1 and found["use empty-search "] >= 1 and found["use visit "] >= 6
    assert not [name for name in found if "203.0" in name or "흔적" in name or "%ED" in name]


ASKED = 'action="/useful/?page=/about/"'


def test_every_reader_is_asked_the_same_and_what_is_pressed_is_counted_without_a_statement(
    client: Client, settings: Settings
) -> None:
    """Without the fixture of a database: a statement would fail the test."""
    settings.COUNT_USE = True
    page = client.get("/about/")
    assert ASKED in page.content.decode() and not page.cookies
    before = dict(_told)
    said = client.post("/useful/?page=/en/about/", {"useful": "no"}, headers=READER)
    html = said.content.decode()
    assert_valid_html(html)
    assert said.status_code == 200 and said["Cache-Control"] == "no-store" and not said.cookies
    assert "/ask/?page=/en/about/" in html and 'href="/en/about/"' in html
    name = "use not-useful disclosures:about en"
    assert _told[name] == before.get(name, 0) + 1
    assert [key for key in _told if "203.0" in key] == []


@pytest.mark.parametrize(
    ("address", "useful", "headers"),
    [
        ("/useful/?page=/nowhere/", "yes", {}),
        ("/useful/?page=//evil.example/", "yes", {}),
        ("/useful/", "yes", {}),
        ("/useful/?page=/about/", "maybe", {}),
        ("/useful/?page=/about/", "yes", {"user-agent": "curl/8"}),
        ("/useful/?page=/about/", "yes", {"sec-fetch-site": "cross-site"}),
    ],
)
def test_what_nobody_pressed_on_our_page_is_not_counted(
    client: Client, settings: Settings, address: str, useful: str, headers: dict[str, str]
) -> None:
    settings.COUNT_USE = True
    before = dict(_told)
    answer = client.post(address, {"useful": useful}, headers={**READER, **headers})
    assert answer.status_code in (200, 403) and 'href="//evil' not in answer.content.decode()
    assert dict(_told) == before
    assert client.get(address, headers=READER).status_code == 405


def test_a_flood_from_one_network_is_thanked_and_not_counted(client: Client, settings: Settings) -> None:
    settings.COUNT_USE = True
    name, before = "use useful sites:site-list ko", dict(_told)
    for _ in range(30):
        answer = client.post("/useful/?page=/sites/", {"useful": "yes"}, headers=READER, REMOTE_ADDR="198.51.100.9")
        assert answer.status_code == 200
    assert _told[name] == before.get(name, 0) + 20
