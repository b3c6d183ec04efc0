"""Accessibility and layout of the public pages in a real browser."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Pages

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize(
    ("width", "scheme", "languages"), [(320, "dark", ("", "/en")), (1280, "light", ("",))], ids=["phone", "desk"]
)
def test_pages_have_no_accessibility_violation_and_no_sideways_scroll(
    browser: Any, pages: Pages, width: int, scheme: str, languages: tuple[str, ...]
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    faults = []
    page.on("console", lambda message: faults.append(message.text) if "status of 4" not in message.text else None)
    for language in languages:
        for address in pages.addresses:
            page.goto(pages.origin + language + address)
            found = Axe().run(page, options=RULES).response["violations"]
            faults += [f"{language}{address}: {each['id']} {each['nodes'][0]['html']}" for each in found]
            if page.evaluate(OVERFLOW) > 0:
                faults.append(f"{language}{address} scrolls sideways at {width} px")
    context.close()
    assert faults == []


def test_keyboard_alone_goes_from_home_to_a_site_and_its_history(browser: Any, pages: Pages) -> None:
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
    for link in ("/sites/T", "/history/"):
        press_tab_until(page, link)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{link}*/**")
    assert page.locator("h1").count() == 1


def press_tab_until(page: Any, address: str) -> None:
    """Go on with Tab until a link to the address is focused, and see that the focus is visible."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if address in (page.evaluate("document.activeElement.getAttribute('href')") or ""):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline == "solid"
            return
    pytest.fail(f"Tab never reached a link to {address}")
