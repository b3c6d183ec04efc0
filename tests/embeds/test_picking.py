"""A webmaster picks, and what is copied works."""

import html
import re
from urllib.parse import urlencode, urlsplit

import pytest
from django.test import Client

from disclosures.models import Release
from tests.factories import make_release
from tests.pages import assert_valid_html

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Release:
    return make_release("site", name="배너로 보는 공사")


def picked(client: Client, **chosen: str) -> str:
    answer = client.get(f"/embeds/?{urlencode(chosen)}")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert_valid_html(page)
    return page


def codes(page: str) -> dict[str, str]:
    """The code in each box, as the webmaster pastes it."""
    boxes = re.findall(r'<textarea class="code" id="(\S+)-code"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    return {name: html.unescape(code) for name, code in boxes}


def test_page_opens_with_a_banner_that_can_be_copied(client: Client) -> None:
    page = client.get("/embeds/").content.decode()
    assert_valid_html(page)
    assert codes(page).keys() == {"banner", "card", "link"}
    assert "/embeds/city/seoul/banner-170x50-blue.svg" in codes(page)["banner"]


@pytest.mark.parametrize("size", ["140x40", "300x250", "fluid"])
def test_code_holds_what_was_picked_and_every_address_in_it_answers(client: Client, size: str) -> None:
    found = codes(picked(client, about="districts/11200", size=size, colour="dark", language="en"))
    assert f"banner-{size}-dark.svg" in found["banner"] and "Seongdong-gu" in found["banner"]
    assert 'title="' in found["card"] and "/card-dark/" in found["card"]
    for code in found.values():
        # No script, no style, and nothing that an editor would have to escape.
        assert not re.search(r"<script|style=|javascript:|&", code)
        for address in re.findall(r'(?:src|href)="([^"]+)"', code):
            assert urlsplit(address).netloc == "testserver"
            assert client.get(urlsplit(address).path).status_code in (200, 302)


def test_site_is_found_by_its_code_and_by_the_address_of_its_page(client: Client, site: Release) -> None:
    for told in (site.site.code, f" https://city.example/en/sites/{site.site.code}/progress/ "):
        found = codes(picked(client, site=told))
        assert f"/embeds/sites/{site.site.code}/" in found["banner"] and "배너로 보는 공사" in found["banner"]


def test_site_that_is_not_there_is_said_and_nothing_is_shown(client: Client) -> None:
    page = picked(client, site="없는 번호")
    assert 'href="#id_site"' in page and not codes(page)


def test_fluid_png_is_refused(client: Client) -> None:
    page = picked(client, size="fluid", suffix="png")
    assert 'href="#id_suffix"' in page and not codes(page)


def test_made_up_choice_is_refused(client: Client) -> None:
    assert not codes(picked(client, about="districts/99999"))
    assert not codes(picked(client, colour="</textarea><script>"))


def test_picture_to_upload_is_offered_for_what_cannot_be_withdrawn(client: Client, site: Release) -> None:
    assert "/embeds/districts/11200/name-170x50-blue.png" in picked(client, about="districts/11200")
    assert "/name-" not in picked(client, site=site.site.code)


def test_name_with_markup_stays_text_in_the_code(client: Client) -> None:
    release = make_release("site", name='도로 "확장" <b>공사')
    found = codes(picked(client, site=release.site.code))
    assert "<b>" not in found["banner"] and "&lt;b&gt;" in found["banner"] and "&quot;" in found["banner"]


def test_help_names_the_policy_for_this_host(client: Client) -> None:
    page = client.get("/embeds/help/").content.decode()
    assert_valid_html(page)
    assert "img-src http://testserver; frame-src http://testserver" in page
