"""A site's screen in a real browser: half a day of it, its type from five metres, and its remote control."""

import datetime
import math
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from allimi.embedded.running import Running
from desk.models import ManagedSite
from tests.browser.checking import faults_as_shown
from tests.browser.conftest import Pages, _served
from tests.factories import make_release
from tests.safety.making import make_message

TELEVISION = {"width": 1920, "height": 1080}
_TIME = re.compile(r"\d\d:\d\d")
LONG = {
    "ko": {
        "title": "가" * 13 + " " + "나" * 12 + " " + "다" * 13,
        "text": ("크레인이 도는 동안 보행자께서는 울타리를 넘지 마시고 우회로를 이용하여 주십시오. " * 5)[:200],
    }
}


@pytest.fixture(scope="module")
def pages(topology: Running, django_db_blocker: DjangoDbBlocker) -> Iterator[Pages]:
    """One screen with all kinds of slides, one of a site that has nothing but itself."""
    with django_db_blocker.unblock():
        today = timezone.localdate()
        full = ManagedSite.objects.get(code=make_release("progress").site.code)
        make_release("photo", site=full)
        make_release(
            "work-schedule",
            site=full,
            starts_on=today,
            ends_on=today,
            work_now="3번 교각 철근 조립, 거푸집 설치, 콘크리트 타설 준비. " * 6,
            closure_road="금호로 3가 왕복 4차로 가운데 2차로",
            closure_hours="00:00–24:00",
            detour="왕십리로와 독서당로를 이용하십시오.",
        )
        make_message(site=full)
        make_message(site=full, words=LONG)
        bare = make_release("site").site.code
        yield from _served((f"/screens/{full.code}/", f"/screens/{bare}/"))


@pytest.fixture
def television(browser: Any, pages: Pages) -> Iterator[Callable[..., Any]]:
    """Opens an address on a television whose clock the test holds; errors of the page gather in `faults`."""
    opened = []

    def open_at(address: str, **settings: Any) -> Any:
        context = browser.new_context(**{"viewport": TELEVISION, "service_workers": "block", **settings})
        opened.append(context)
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("console", lambda told: page.faults.append(told.text) if "Content Security" in told.text else None)
        page.clock.install(time=datetime.datetime(2001, 1, 1))  # a stick's clock, never set
        page.goto(pages.origin + address)
        return page

    yield open_at
    for context in opened:
        context.close()


def age_of(page: Any) -> str:
    return str(page.locator("#age-words").inner_text())


def standing(page: Any) -> str:
    found = page.locator(".slide.is-standing")
    assert found.count() == 1
    return str(found.get_attribute("class"))


def run(page: Any, *, hours: float, step_minutes: int = 30) -> set[str]:
    """Lets the page's time pass, with a breath of the real one for what goes over the wire. The slides that stood."""
    seen = set()
    for _ in range(math.ceil(hours * 60 / step_minutes)):
        page.clock.run_for(step_minutes * 60_000 + 7_000)  # never in step with the turning
        page.wait_for_timeout(15)
        seen.add(standing(page))
    return seen


def sleep(page: Any, time: datetime.timedelta) -> None:
    """The same without what happens in between, as a stick that was asleep."""
    page.clock.fast_forward(round(time.total_seconds() * 1000))
    page.clock.run_for(60_000)


def ask(page: Any) -> None:
    """The next asking for news, and its answer."""
    with page.expect_response("**/screens/**"):
        page.clock.run_for(30_000)
    page.wait_for_timeout(100)
    page.clock.run_for(6_000)


def test_a_screen_left_for_twelve_hours_with_the_network_cut_and_restored(
    television: Callable[..., Any], pages: Pages
) -> None:
    page = television(pages.addresses[0])
    ask(page)
    told = datetime.datetime.strptime(_TIME.findall(age_of(page))[0], "%H:%M").replace(year=2001)
    now = timezone.localtime().replace(year=2001, month=1, day=1, tzinfo=None)
    assert abs((now - told).total_seconds()) < 180  # the city's time, whatever the stick believes
    page.context.set_offline(True)
    page.clock.run_for(60_000)
    assert "is-lost" not in page.locator("#age").get_attribute("class")  # a minute is no outage
    seen = run(page, hours=10)
    assert len(seen) >= 4  # it went on turning
    assert "is-lost" in page.locator("#age").get_attribute("class")
    assert "10" in age_of(page)
    page.context.set_offline(False)
    ask(page)
    assert "is-lost" not in page.locator("#age").get_attribute("class")
    assert run(page, hours=2)
    assert page.faults == []
    assert page.evaluate("document.querySelectorAll('#screen').length") == 1


def test_what_is_over_is_left_out_and_after_a_day_without_a_network_nothing_stands(
    television: Callable[..., Any], pages: Pages
) -> None:
    page = television(pages.addresses[0])
    ask(page)
    page.context.set_offline(True)
    kinds = page.locator(".slide").evaluate_all("slides => slides.map(slide => slide.className)")
    assert any("slide-closure" in each for each in kinds)
    midnight = datetime.timedelta(days=1) - (timezone.localtime() - timezone.localtime().replace(hour=0, minute=0))
    sleep(page, midnight)
    later = run(page, hours=0.3, step_minutes=1)
    assert not any("slide-closure" in each or "slide-work" in each for each in later)
    assert any("slide-safety" in each for each in later)
    sleep(page, datetime.timedelta(days=1))
    assert "is-dead" in page.locator("#screen").get_attribute("class")
    assert not page.locator("#slides").is_visible()
    page.context.set_offline(False)
    page.clock.run_for(30_000)
    page.locator("#slides").wait_for()  # after a day it loads itself anew


def test_a_release_and_a_withdrawal_arrive_by_themselves(television: Callable[..., Any], pages: Pages) -> None:
    page = television(pages.addresses[1])
    ask(page)
    answers = iter(
        [
            (200, page.content().replace("slide-site", "slide-site slide-new")),
            (410, page.content().replace("slide-site", "slide-gone")),
            (503, "<h1>unavailable</h1>"),
        ]
    )

    def answer(route: Any) -> None:
        status, body = next(answers, (503, ""))
        route.fulfill(status=status, body=body, content_type="text/html; charset=utf-8")

    page.route("**/screens/**", answer)
    ask(page)
    assert page.locator(".slide-new").count() == 1
    ask(page)
    assert page.locator(".slide-gone").count() == 1
    ask(page)  # what is no screen changes nothing
    assert page.locator(".slide-gone").count() == 1


@pytest.mark.parametrize(
    "viewport",
    [TELEVISION, {"width": 1280, "height": 720}, {"width": 1080, "height": 1920}],
    ids=["43 inches", "small television", "upright"],
)
def test_nothing_is_cut_off_nor_smaller_than_five_metres_allow(
    television: Callable[..., Any], pages: Pages, viewport: dict[str, int]
) -> None:
    page = television(pages.addresses[0], viewport=viewport)
    least = min(viewport.values()) / 20  # a 20th of the height: 27 mm on 43 inches
    for _ in range(page.locator(".slide").count()):
        slide = page.locator(".slide.is-standing")
        assert slide.evaluate("slide => slide.scrollHeight - slide.clientHeight") <= 1, standing(page)
        sizes = slide.evaluate(
            "slide => Array.from(slide.querySelectorAll('h2, p')).filter(each => each.innerText.trim())"
            ".map(each => parseFloat(getComputedStyle(each).fontSize))"
        )
        assert min(sizes) >= least - 0.1
        page.keyboard.press("ArrowRight")
    assert faults_as_shown(page) == []


def test_a_remote_control_goes_back_and_forth_and_stops_the_turning(
    television: Callable[..., Any], pages: Pages
) -> None:
    page = television(pages.addresses[0])
    first = page.locator(".slide.is-standing").inner_text()
    page.keyboard.press("ArrowRight")
    assert page.locator(".slide.is-standing").inner_text() != first
    page.keyboard.press("ArrowLeft")
    assert page.locator(".slide.is-standing").inner_text() == first
    page.keyboard.press("Enter")
    page.clock.run_for(120_000)
    assert page.locator(".slide.is-standing").inner_text() == first
    page.keyboard.press("Enter")
    assert page.locator(".slide.is-standing").inner_text() != first
