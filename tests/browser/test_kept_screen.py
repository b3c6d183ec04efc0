"""A stick that is switched off and on again while the city cannot be reached, in a real browser."""

from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from allimi.embedded.running import Running
from desk.actions import withdraw
from desk.models import ManagedSite
from tests.browser.conftest import Pages, _served
from tests.factories import make_official, make_release
from tests.safety.making import make_message

CONTROLLED = """() => new Promise((done) => {
    if (navigator.serviceWorker.controller) done();
    else navigator.serviceWorker.addEventListener("controllerchange", () => done());
})"""
# The paths that are kept, as soon as all of the wanted are among them and the other is not, or after ten seconds.
KEPT = """([wanted, other]) => new Promise((done) => {
    let looks = 0;
    const look = async () => {
        const all = await (await caches.open("allimi-screen")).keys();
        const paths = all.map((each) => new URL(each.url).pathname);
        const isDone = wanted.every((path) => paths.includes(path)) && !paths.includes(other);
        if (isDone || ++looks > 200) done(paths);
        else setTimeout(look, 50);
    };
    look();
})"""


@pytest.fixture(scope="module")
def pages(topology: Running, django_db_blocker: DjangoDbBlocker) -> Iterator[Pages]:
    """A site with a picture, and one that was taken down."""
    with django_db_blocker.unblock():
        site = ManagedSite.objects.get(code=make_release("progress").site.code)
        make_release("photo", site=site)
        make_message(site=site)
        gone = make_release("site")
        withdraw(releases=[gone], by=make_official(post="팀장"), reason="사업 취소", now=gone.released_at)
        yield from _served((f"/screens/{site.code}/", f"/screens/{gone.site.code}/"))


@pytest.fixture
def stick(browser: Any, pages: Pages) -> Iterator[Any]:
    """A stick before a server of its own; `cut` ends that, so that nothing answers page and worker any more.

    What its policy refused gathers in `faults`.
    """
    server = _served(pages.addresses)
    origin = next(server).origin
    context = browser.new_context(viewport={"width": 1280, "height": 720}, base_url=origin)
    page = context.new_page()
    page.faults = []
    page.on("console", lambda told: page.faults.append(told.text) if "Content Security" in told.text else None)
    page.cut = lambda: next(server, None)
    page.goto(pages.addresses[0])
    page.evaluate(CONTROLLED)
    yield page
    context.close()
    page.cut()


def kept(page: Any, address: str, *, instead_of: str = "") -> set[str]:
    """Ask for news, as each half minute, until the worker has all of the page and not the other; the paths it has."""
    page.evaluate("address => fetch(address)", address)
    parts = page.evaluate("Array.from(document.querySelectorAll('script, img'), each => new URL(each.src).pathname)")
    shown = parts if address in page.url else [part for part in parts if part.endswith(".js")]
    return set(page.evaluate(KEPT, [[address, *shown], instead_of]))


def test_a_stick_comes_back_without_a_network_with_the_last_screen_and_its_day(stick: Any, pages: Pages) -> None:
    has = kept(stick, pages.addresses[0])
    pictures = stick.evaluate("Array.from(document.images, each => new URL(each.src).pathname)")
    assert pictures and set(pictures) <= has and any(path.endswith(".css") for path in has)
    words = stick.locator("#slides").inner_text()
    stick.cut()
    stick.reload()
    assert stick.locator("#slides").inner_text() == words
    assert "is-lost" in stick.locator("#age").get_attribute("class")
    assert stick.locator("#age-words").inner_text() == stick.locator("#screen").get_attribute("data-since")
    stick.keyboard.press("ArrowRight")  # sheet and script came from there, too
    assert stick.locator(".slide.is-standing").count() == 1
    assert stick.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(11, 18, 32)"
    assert stick.faults == []


def test_what_was_taken_down_takes_the_place_of_what_was_kept(stick: Any, pages: Pages) -> None:
    kept(stick, pages.addresses[0])
    has = kept(stick, pages.addresses[1], instead_of=pages.addresses[0])
    assert pages.addresses[0] not in has
    stick.cut()
    stick.goto(pages.addresses[1])
    assert stick.locator(".slide").count() == 1


def test_what_was_kept_for_more_than_a_day_is_not_shown(stick: Any, pages: Pages) -> None:
    kept(stick, pages.addresses[0])
    stick.evaluate(
        """async address => {
            const store = await caches.open("allimi-screen"), found = await store.match(address);
            const headers = new Headers(found.headers);
            headers.set("x-kept-at", String(Date.now() - 25 * 3600 * 1000));
            await store.put(address, new Response(await found.text(), { headers }));
        }""",
        pages.addresses[0],
    )
    stick.cut()
    stick.reload()
    assert "is-dead" in stick.locator("#screen").get_attribute("class")
    assert not stick.locator("#slides").is_visible()
