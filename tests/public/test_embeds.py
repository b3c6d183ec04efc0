"""Embeds on the live wall: gone within two seconds, and clicks that come back as a day's number."""

import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from allimi.embedded.environments import read_environment
from allimi.embedded.running import Running
from bench.stage import public_app
from intake.models import Tally
from tests.public.conftest import Released
from tests.public.test_page_cache import Inside, get, inside, shown_until, until_shown  # noqa: F401  (a fixture)


def test_withdrawn_site_is_gone_from_card_and_banner_within_two_seconds(
    topology: Running,
    inside: Inside,  # noqa: F811
) -> None:
    with public_app(topology) as origin:
        below = f"{origin}/embeds/sites/{inside.site}"
        embeds = [f"{below}/card-light/", f"{below}/card-blue/"]
        embeds += [f"{below}/banner-300x250-blue.svg"]
        for address in embeds:
            until_shown(address, inside.marker)
        at = inside.take_down("site")
        assert shown_until(embeds, inside.marker) - at < 2.0
        status, headers, body = get(embeds[-1])
        assert status == 410 and headers["Content-Type"].startswith("image/svg+xml") and body
        assert get(f"{below}/picture.png")[0] == 410


def test_picture_that_is_packed_already_is_not_packed_again(topology: Running, released: Released) -> None:
    with public_app(topology, workers=1) as origin:
        address = f"{origin}/embeds/sites/{released.site}/picture.png"
        status, headers, body = get(address, **{"Accept-Encoding": "gzip, br"})
        assert status == 200 and "Content-Encoding" not in headers and body.startswith(b"\x89PNG")
        assert get(address, **{"If-None-Match": headers["ETag"]})[0] == 304
        assert headers["Cache-Control"] == "public, max-age=60"
        packed = get(address.replace("picture.png", "banner-300x250-blue.svg"), **{"Accept-Encoding": "gzip, br"})
        assert packed[1]["Content-Encoding"] == "br"


def test_click_is_added_to_the_days_number_and_nothing_else_is_noted(
    live: Running, released: Released, client: Client
) -> None:
    link = f"/embeds/sites/{released.site}/go/banner/"
    name = f"click banner sites/{released.site}"
    for _ in range(3):
        answer = client.get(link, headers={"User-Agent": "Somebody/1.0", "Referer": "https://gu.example/"})
        assert answer.status_code == 302 and not answer.cookies
    # Not by somebody who only looks where it leads, nor by a browser that loads ahead.
    client.head(link)
    client.get(link, headers={"Sec-Purpose": "prefetch;prerender"})
    client.get("/embeds/sites/NEVER/go/banner/")
    tallies = Tally.objects.filter(name__startswith="click", name__contains=released.site)
    assert list(tallies.values_list("name", "counted_on", "number")) == [(name, timezone.localdate(), 3)]
    assert {field.name for field in Tally._meta.fields} == {"id", "name", "counted_on", "number"}
    # The collector copies, as often as it likes; it comes back out like everything that is released.
    collect(live)
    client.get(link)
    collect(live)
    collect(live)
    assert wait_for_number(client, f"/embeds/sites/{released.site}/clicks/", "4")


def test_link_leads_on_while_the_intake_is_stuck(
    live: Running, released: Released, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("complaints.sealing.intake._resting_until", time.monotonic() + 60)
    answer = client.get("/embeds/districts/11200/go/card/")
    assert answer.status_code == 302 and answer["Location"] == "/districts/11200/"
    assert not Tally.objects.filter(name="click card districts/11200").exists()


def collect(topology: Running) -> None:
    """What the collector does now and then."""
    environment = topology.environment() | read_environment(topology.topology.inside / "collector.env")
    subprocess.run(
        [sys.executable, "manage.py", "collect", "--once"],
        env=environment,
        cwd=settings.BASE_DIR,
        check=True,
        capture_output=True,
    )


def wait_for_number(client: Client, address: str, number: str) -> bool:
    for _ in range(100):
        if f'<td class="number">{number}</td>' in client.get(address).content.decode():
            return True
        time.sleep(0.1)
    return False
