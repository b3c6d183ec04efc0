"""Accessibility, layout and weight of the public pages in a real browser: a sample of what script/check-pages does."""

from typing import Any

import pytest

from tests.browser.checking import faults_of, page_of
from tests.browser.conftest import Pages


@pytest.mark.parametrize(
    ("width", "scheme", "languages", "javascript"),
    [(320, "dark", ("", "/en"), False), (1280, "light", ("",), True)],
    ids=["phone", "desk"],
)
def test_pages_have_no_accessibility_violation_no_error_no_sideways_scroll_and_little_weight(
    browser: Any, pages: Pages, width: int, scheme: str, languages: tuple[str, ...], javascript: bool
) -> None:
    faults = []
    with page_of(browser, width=width, scheme=scheme) as (page, errors):
        for language in languages:
            for address in pages.addresses:
                here = language + address
                found = faults_of(page, pages.origin + here, errors, javascript=javascript, is_weighed=True)
                faults += [f"{here}: {fault}" for fault in found]
    assert faults == []


def test_text_of_twice_the_size_fits_a_phone(browser: Any, pages: Pages) -> None:
    with page_of(browser, width=360) as (page, _):
        for address in pages.addresses:
            page.goto(pages.origin + address)
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, address


def test_keyboard_alone_goes_from_home_to_a_site_its_history_and_the_contact(browser: Any, pages: Pages) -> None:
    page = browser.new_page()
    page.goto(pages.origin)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    page.keyboard.type("브라우저로 보는")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sites/?q=*")
    for link, there in (("/sites/T", "**/sites/T*/"), ("/history/", "**/history/*/"), ("/ask/", "**/ask/*")):
        press_tab_until(page, link)
        page.keyboard.press("Enter")
        page.wait_for_url(there)
    assert page.locator("h1").count() == 1


def test_near_me_asks_for_the_position_only_after_a_tap(browser: Any, pages: Pages) -> None:
    context = browser.new_context(
        geolocation={"latitude": 37.56651, "longitude": 126.97799}, permissions=["geolocation"]
    )
    page = context.new_page()
    page.goto(pages.origin)
    page.locator("a[data-near]").click()
    page.wait_for_url("**/sites/?near=37.567,126.978&radius=1")
    context.close()


def test_near_me_leads_to_a_field_for_a_place_without_the_position(browser: Any, pages: Pages) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(pages.origin)
    page.locator("a[data-near]").click()
    page.wait_for_url("**/sites/#id_place")
    assert page.locator("#id_place").is_visible()
    context.close()


def press_tab_until(page: Any, address: str) -> None:
    """Go on with Tab until a link to the address is focused, and see that the focus is visible."""
    for _ in range(300):
        page.keyboard.press("Tab")
        if address in (page.evaluate("document.activeElement.getAttribute('href')") or ""):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline == "solid"
            return
    pytest.fail(f"Tab never reached a link to {address}")
