"""The large map in a real browser."""

from typing import Any
from urllib.parse import urlsplit

from tests.browser.checking import page_of
from tests.browser.conftest import Pages


def test_large_map_shows_the_sites_of_the_list_in_four_requests(browser: Any, pages: Pages) -> None:
    with page_of(browser, width=1280) as (page, errors):
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{pages.origin}/map/")
        page.locator(".map-site, .map-cluster").first.wait_for()
        page.wait_for_load_state("networkidle")
        paths = [urlsplit(url).path for url in asked if url.startswith("http")]
        assert sorted(path.rpartition(".")[2] for path in paths) == ["/map/", "/map/points/", "css", "js"]
        assert page.locator("path.map-border").count() == 25
        assert errors == []
