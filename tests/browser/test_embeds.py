"""Banners and cards in somebody else's page, which forbids all scripts and styles, in a browser without JavaScript."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import DjangoDbBlocker, Settings

from desk.actions import withdraw
from disclosures.models import Release
from embeds.drawing import BANNERS
from embeds.snippets import CARD_HEIGHT, CARD_NARROWEST
from tests.browser.checking import OVERFLOW, faults_of, page_of
from tests.browser.conftest import Pages
from tests.browser.foreign_pages import ForeignPage, foreign_page
from tests.disclosures.stories import correct
from tests.factories import make_official, make_release, make_site

# Of one embed over the wire, without compression: what a visitor of the foreign page pays.
MOST_BYTES = {"banner": 16_000, "card": 12_000}
_IS_SHOWN = "images => images.every(image => image.complete && image.naturalWidth > 0)"


@pytest.fixture
def progress(pages: Pages, django_db_blocker: DjangoDbBlocker) -> Release:
    """Of a site of its own: one test takes it down."""

    def release() -> Release:
        site = make_site()
        make_release("site", site=site, name="남의 쪽에서 보는 공사")
        return make_release("progress", site=site)

    return elsewhere(django_db_blocker, release)


@pytest.fixture
def host(pages: Pages, settings: Settings) -> Iterator[ForeignPage]:
    settings.PUBLIC_ORIGIN = pages.origin  # what the copied code names
    with foreign_page(pages.origin) as page:
        yield page


@contextmanager
def without_javascript(browser: Any, *, width: int = 1000) -> Iterator[tuple[Any, list[str]]]:
    """A page, and what its console complains of."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 800})
    page, told = context.new_page(), list[str]()
    page.on("console", lambda line: told.append(f"{line.type}: {line.text}"))
    yield page, told
    context.close()


def copied(page: Any, origin: str, query: str) -> dict[str, str]:
    page.goto(f"{origin}/embeds/?{query}")
    return {name: page.input_value(f"#{name}-code") for name in ("banner", "card", "link")}


def test_embeds_are_shown_and_lead_to_the_city(browser: Any, pages: Pages, host: ForeignPage) -> None:
    with without_javascript(browser) as (page, told):
        for size in BANNERS:
            code = copied(page, pages.origin, f"about=districts/11200&size={size}&colour=dark")
            told.clear()
            host.pasted = code["banner"] + code["card"] + code["link"]
            page.goto(host.address)
            page.wait_for_load_state("networkidle")
            shown = page.locator("img").bounding_box()
            assert page.locator("img").evaluate_all(_IS_SHOWN), size
            wanted = page.locator("p").bounding_box()["width"] if size == "fluid" else BANNERS[size].width
            assert (round(shown["width"]), round(shown["height"])) == (round(wanted), BANNERS[size].height)
            assert page.frame_locator("iframe").locator("h1").is_visible()
            assert told == [], size
        for link in (page.locator("a").first, page.frame_locator("iframe").locator("a"), page.locator("a").last):
            with page.context.expect_page() as opened:
                link.click()
            opened.value.wait_for_url("**/districts/11200/")
        assert page.url == host.address


def test_foreign_page_and_card_are_accessible(browser: Any, pages: Pages, host: ForeignPage, progress: Release) -> None:
    site = progress.site.code
    faults: dict[str, str] = {}
    with page_of(browser, width=1000) as (page, errors):
        code = copied(page, pages.origin, f"site={site}&colour=light")
        host.pasted = code["banner"] + code["card"]
        faults |= faults_of(page, host.address, errors, widths=(320, 1000), javascript=False)
        for colour in ("blue", "light", "dark"):
            for path in (f"/embeds/sites/{site}/card-{colour}/", f"/en/embeds/districts/11200/card-{colour}/"):
                faults |= faults_of(page, pages.origin + path, errors, widths=(240, 480), javascript=False)
    assert faults == {}


def test_card_fits_its_frame_in_every_language(browser: Any, pages: Pages, progress: Release) -> None:
    with page_of(browser, width=480) as (page, _errors):
        page.set_viewport_size({"width": CARD_NARROWEST, "height": CARD_HEIGHT})
        for language in ("", "/en", "/vi"):
            for path in (f"sites/{progress.site.code}", "districts/11200", "city/seoul"):
                page.goto(f"{pages.origin}{language}/embeds/{path}/card-blue/")
                assert page.evaluate(OVERFLOW) == 0, path
                height = page.evaluate("document.documentElement.scrollHeight")
                assert height <= CARD_HEIGHT, f"{language} {path}: {height} px"


def test_bytes_of_an_embed(browser: Any, pages: Pages, host: ForeignPage, progress: Release) -> None:
    with without_javascript(browser) as (page, _told):
        code = copied(page, pages.origin, f"site={progress.site.code}&size=300x250")
        for name, most in MOST_BYTES.items():
            sizes: list[int] = []
            page.on("response", lambda answer, sizes=sizes: sizes.append(_bytes(answer, pages.origin)))
            host.pasted = code[name]
            page.goto(host.address)
            page.wait_for_load_state("networkidle")
            print(f"{name}: {sum(sizes)} bytes in {len([size for size in sizes if size])} answers")
            assert 0 < sum(sizes) <= most


def _bytes(answer: Any, origin: str) -> int:
    # A click's redirect has no body.
    return len(answer.body()) if answer.url.startswith(origin) and answer.status < 300 else 0


def test_card_follows_a_release_and_a_withdrawal(
    browser: Any, pages: Pages, host: ForeignPage, progress: Release, django_db_blocker: DjangoDbBlocker
) -> None:
    with without_javascript(browser) as (page, _told):
        host.pasted = copied(page, pages.origin, f"site={progress.site.code}")["card"]
        page.goto(host.address)
        card = page.frame_locator("iframe")
        assert "62.1%" in card.locator("main").inner_text()
        elsewhere(django_db_blocker, lambda: correct(progress, reason="다시 잼", actual_percent=Decimal("63.4")))
        page.reload()
        assert "63.4%" in card.locator("main").inner_text()
        elsewhere(django_db_blocker, lambda: take_down(progress))
        page.reload()
        assert "남의 쪽에서 보는 공사" not in card.locator("main").inner_text()
        assert progress.site.code in page.content()


def test_webmasters_minute(browser: Any, pages: Pages, host: ForeignPage) -> None:
    with without_javascript(browser) as (page, _told):
        began = time.monotonic()
        page.goto(f"{pages.origin}/")
        page.click("footer a[href='/embeds/']")
        page.select_option("#id_about", "districts/11200")
        page.select_option("#id_size", "180x60")
        page.click("form.filters button")
        page.click("#banner-code")
        page.keyboard.press("Control+A")
        host.pasted = page.input_value("#banner-code")
        page.goto(host.address)
        page.wait_for_load_state("networkidle")
        assert page.locator("img").evaluate_all(_IS_SHOWN)
        took = time.monotonic() - began
        print(f"page opened, code pasted, banner live: {took:.1f} s, without the webmaster's own time")
        assert took < 60


def take_down(progress: Release) -> None:
    record = Release.objects.current().get(kind="site", site=progress.site)
    withdraw(releases=[record], by=make_official(post="팀장"), reason="사업 취소", now=timezone.now())


def elsewhere(blocker: DjangoDbBlocker, act: Callable[[], Any]) -> Any:
    """In a thread of its own: Playwright's loop in this one forbids Django the database."""

    def run() -> Any:
        with blocker.unblock():
            try:
                return act()
            finally:
                connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()
