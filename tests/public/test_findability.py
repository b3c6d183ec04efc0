"""Feeds and structured data under the public settings: what is kept and for how long, and that no script may run."""

import json
import re
import time

import feedparser
import pytest
from django.test import Client, RequestFactory
from django.urls import resolve

from allimi.embedded.running import Running
from allimi.pages.scope import EVERY_SITE, FLIGHT, PageScopeMiddleware
from allimi.pages.store import Flight
from bench.stage import public_app
from tests.public.conftest import Released
from tests.public.test_page_cache import Inside, get, inside, shown_until, until_shown  # noqa: F401  (a fixture)


def test_withdrawn_site_leaves_every_feed_and_sitemap_within_two_seconds(topology: Running, inside: Inside) -> None:  # noqa: F811
    with public_app(topology) as origin:
        feed = f"{origin}/sites/{inside.site}/feed.atom"
        until_shown(feed, inside.marker)
        shown = [feed, f"{origin}/feeds/all.atom", f"{origin}/feeds/sites.atom", f"{origin}/feeds/districts/11200.atom"]
        shown += [f"{origin}/sites.atom?q={inside.site}"]
        for url in shown:
            assert inside.marker.encode() in get(url)[2], url
        at = inside.take_down("site")
        assert shown_until(shown, inside.marker) - at < 2.0
        assert f"urn:uuid:{inside.item}".encode() in get(feed)[2]


def test_reader_that_asks_again_gets_304_until_something_is_released(topology: Running, inside: Inside) -> None:  # noqa: F811
    with public_app(topology, workers=1) as origin:
        feed = f"{origin}/feeds/all.atom"
        until_shown(feed, inside.marker)
        get(feed)
        time.sleep(1.2)  # the clock has been read
        read = feedparser.parse(get(feed)[2])
        etag = get(feed)[1]["ETag"]
        time.sleep(1.5)  # longer than pages that live by the timer
        status, _headers, body = get(feed, **{"If-None-Match": etag})
        assert (status, body, read.bozo) == (304, b"", False)
        inside.take_down("item")
        deadline = time.monotonic() + 5
        while get(feed, **{"If-None-Match": etag})[0] == 304:
            assert time.monotonic() < deadline, "the release did not renew the feed"
            time.sleep(0.1)


@pytest.mark.parametrize(
    ("path", "scope"),
    [
        ("/feeds/all.atom", EVERY_SITE),
        ("/feeds/kinds/progress.atom", EVERY_SITE),
        ("/sitemap.xml", EVERY_SITE),
        ("/sites/T-1/feed.atom", "T-1"),
        ("/sites.atom", None),
        ("/", None),
    ],
)
def test_what_shows_many_sites_goes_with_any_of_them(path: str, scope: str | None) -> None:
    flight = Flight(("http", "testserver", "", path, ""), started_at=0.0, is_watched=True)
    request = RequestFactory().get(path, **{FLIGHT: flight})
    request.resolver_match = match = resolve(path)
    PageScopeMiddleware(lambda _request: None).process_view(request, match.func, [], match.kwargs)  # type: ignore[arg-type,return-value]
    assert flight.site == scope


@pytest.mark.django_db
def test_structured_data_need_no_hole_in_the_policy(client: Client, released: Released) -> None:
    """A data block is no script: the policy names none, and pages have none that runs."""
    response = client.get(f"/sites/{released.site}/")
    html = response.content.decode()
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script-src" not in policy and "unsafe" not in policy
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert json.loads(data)["@graph"][0]["@type"] == "WebPage"
    assert html.count("<script") == 1
