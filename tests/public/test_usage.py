"""Counting on the live public app: kept pages are counted too, and nothing that tells a reader apart is written."""

import time
import urllib.request

import pytest
from django.db import connections

from allimi.embedded.running import Running
from bench.stage import public_app
from tests.public.conftest import Released

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
