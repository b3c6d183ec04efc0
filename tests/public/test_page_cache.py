"""The page cache on the live wall: what is taken down inside is gone outside within two seconds."""

import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from email.message import Message
from typing import Any

import brotli
import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import RequestFactory
from django.urls import resolve

from allimi.embedded.running import Running
from allimi.pages.poller import ClockPoller
from allimi.pages.scope import FLIGHT, PageScopeMiddleware
from allimi.pages.store import Flight, PageStore
from bench.stage import public_app
from disclosures.models import LedgerEntry
from tests.public.conftest import Released

# Runs inside and takes down when told to. `marker` stands in the site's name and so on every page that shows it.
INSIDE = """
import json, sys, time, django
django.setup()
from django.utils import timezone
from desk.actions import withdraw
from tests.factories import make_official, make_release, make_site

marker = f"흔적{time.time_ns()}"
site = make_site()
record = make_release("site", site=site, name=marker)
kept = make_release("overview", site=site, purpose=marker + " 개요")
by = make_official(post="팀장")
print(json.dumps({"site": site.code, "marker": marker, "item": str(record.item)}), flush=True)
for order in sys.stdin:
    withdraw(releases=[record if order.strip() == "site" else kept], by=by, reason="오류", now=timezone.now())
    print(time.time(), flush=True)
"""


@dataclass
class Inside:
    """A site that somebody inside can take down."""

    process: subprocess.Popen[str]
    site: str
    marker: str
    item: str

    def take_down(self, what: str) -> float:
        """When it was committed, in seconds since 1970."""
        assert self.process.stdin and self.process.stdout
        print(what, file=self.process.stdin, flush=True)
        return float(self.process.stdout.readline())


@pytest.fixture
def inside(topology: Running) -> Iterator[Inside]:
    process = subprocess.Popen(
        [sys.executable, "-c", INSIDE],
        env=topology.environment(),
        cwd=settings.BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout
        yield Inside(process=process, **json.loads(process.stdout.readline()))
        process.kill()


def get(url: str, **headers: str) -> tuple[int, Message, bytes]:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=10) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def until_shown(url: str, marker: str) -> None:
    deadline = time.monotonic() + 10
    while marker.encode() not in get(url)[2]:
        assert time.monotonic() < deadline, "it did not come through the wall"
        time.sleep(0.1)


def shown_until(urls: list[str], marker: str, *, watched: float = 3.0) -> float:
    """The last moment at which one of the addresses was asked and still showed it, watching all for some seconds."""
    last, end = 0.0, time.time() + watched
    while time.time() < end:
        for url in urls:
            asked = time.time()
            if marker.encode() in get(url)[2]:
                last = asked
    return last


def test_withdrawn_site_is_gone_from_every_page_within_two_seconds(topology: Running, inside: Inside) -> None:
    with public_app(topology) as origin:
        site = f"{origin}/sites/{inside.site}/"
        until_shown(site, inside.marker)
        shown = [site, f"{origin}/en/sites/{inside.site}/", f"{site}overview/", f"{origin}/history/{inside.item}/"]
        shown += [f"{origin}/sites/?q={inside.site}", f"{origin}/"]
        for url in shown:
            get(url)
        at = inside.take_down("site")
        assert shown_until(shown, inside.marker) - at < 2.0
        # Both processes have it as gone, ready to send.
        for _ in range(6):
            status, headers, _body = get(site, **{"Accept-Encoding": "br"})
            assert status == 410
            assert headers["Cache-Control"] == "no-cache" and headers["Content-Encoding"] == "br"


def test_withdrawn_item_leaves_its_site_and_its_kind_within_two_seconds(topology: Running, inside: Inside) -> None:
    marker = f"{inside.marker} 개요"
    with public_app(topology) as origin:
        site = f"{origin}/sites/{inside.site}/"
        until_shown(site, marker)
        shown = [site, f"{site}overview/", f"{origin}/en/sites/{inside.site}/overview/"]
        at = inside.take_down("item")
        assert shown_until(shown, marker) - at < 2.0
        assert get(site)[0] == 200


def test_page_of_a_site_is_built_once_and_sent_ready_made(topology: Running, released: Released) -> None:
    with public_app(topology, workers=1) as origin:
        site = f"{origin}/sites/{released.site}/"
        get(site)
        time.sleep(1.2)  # the clock has been read, and nothing lives by the timer
        _status, plain, body = get(site)
        _status, packed, small = get(site, **{"Accept-Encoding": "gzip, deflate, br"})
        assert packed["Content-Encoding"] == "br" and brotli.decompress(small) == body
        assert packed["Vary"] == "Accept-Encoding" and packed["ETag"] == plain["ETag"]
        assert not packed["Set-Cookie"]
        status, headers, nothing = get(site, **{"If-None-Match": plain["ETag"]})
        assert (status, nothing, headers["Cache-Control"]) == (304, b"", "no-cache")
        time.sleep(3)
        dated = get(site)[1]["Last-Modified"]  # older than a second: kept, not built for each reader
        assert get(site, **{"If-Modified-Since": dated})[0] == 304
        assert "Content-Security-Policy" in plain and plain["X-Frame-Options"] == "DENY"


@pytest.fixture
def store() -> PageStore:
    return PageStore(1_000_000)


@pytest.mark.django_db
def test_clock_that_moved_evicts_the_sites_of_its_entries(
    released: Released, store: PageStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    evicted: list[set[str]] = []
    monkeypatch.setattr(store, "evict", evicted.append)
    poller = ClockPoller(store)
    poller.tick()
    poller.tick()
    assert evicted == []
    before = LedgerEntry.objects.filter(release__site__code=released.gone).order_by("sequence").first()
    assert before is not None
    poller._seen = before.sequence - 1
    poller.tick()
    assert released.gone in evicted[0]


@pytest.mark.django_db
@pytest.mark.parametrize("seen", [10**9, -6_000])
def test_clock_that_went_back_or_jumped_evicts_all(
    released: Released, store: PageStore, monkeypatch: pytest.MonkeyPatch, seen: int
) -> None:
    called: list[str] = []
    poller = ClockPoller(store)
    poller.tick()
    monkeypatch.setattr(store, "evict_all_sites", lambda: called.append("all"))
    poller._seen = seen
    poller.tick()
    poller.tick()
    assert called == ["all"]


@pytest.mark.django_db
def test_directory_that_changed_evicts_all(
    released: Released, store: PageStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[str] = []
    poller = ClockPoller(store)
    poller.tick()
    monkeypatch.setattr(store, "evict_all_sites", lambda: called.append("all"))
    poller.tick()
    assert called == []
    assert poller._directory is not None
    poller._directory = (*poller._directory[:-1], Decimal(0))
    poller.tick()
    assert called == ["all"]


@pytest.mark.django_db
def test_without_a_reading_the_watch_ends_and_it_is_told_once(
    released: Released, store: PageStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    poller = ClockPoller(store)
    poller.tick()
    watched = store._watched_until
    assert watched > store.now()

    def fails(sequence: int) -> None:
        raise OperationalError("password of nobody at 10.0.0.1")

    monkeypatch.setattr(poller, "_evict_until", fails)
    monkeypatch.setattr("allimi.pages.poller.connection.close", lambda: None)
    poller.tick()
    poller.tick()
    assert store._watched_until == watched
    assert [record.getMessage() for record in caplog.records] == [
        "The clock cannot be read (OperationalError): pages of sites are built anew."
    ]


@pytest.mark.parametrize(
    ("path", "site"),
    [("/sites/A-1/", "A-1"), ("/sites/A-1/progress/", "A-1"), ("/sites/", None), ("/directory/A-1/", None)],
)
def test_site_of_a_page_is_known_by_its_address(path: str, site: str | None) -> None:
    request = RequestFactory().get(path)
    flight: Any = Flight(("http", "localhost", "", path, ""), started_at=0.0, is_watched=True)
    request.META[FLIGHT] = flight
    request.resolver_match = match = resolve(path)
    PageScopeMiddleware(lambda request: None).process_view(request, match.func, [], match.kwargs)  # type: ignore
    assert flight.site == site
