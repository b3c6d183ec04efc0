"""The public pages as the DMZ serves them: under the public settings, from the replica."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.pages import assert_valid_html
from tests.public.conftest import Released

pytestmark = pytest.mark.django_db

RUN = re.compile(r'<script(?! type="application/ld\+json")')
"""What a browser would run; structured data are read only."""


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_page_is_valid_and_leaves_nothing_with_the_reader(
    client: Client, released: Released, language: str
) -> None:
    for address in released.addresses:
        response = client.get(language + address)
        assert response.status_code == 200, address
        assert_valid_html(response.content.decode())
        assert not response.cookies
        assert response["Cache-Control"] == "no-cache"
        assert "Vary" not in response
        policy = response["Content-Security-Policy"]
        assert ("script-src 'self'" in policy) == bool(RUN.search(response.content.decode())), address
        assert "unsafe" not in policy
        assert "default-src 'none'" in response["Content-Security-Policy"]


def test_unchanged_page_costs_a_304(client: Client, released: Released) -> None:
    address = f"/sites/{released.site}/"
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"if-none-match": etag}).status_code == 304


def test_browser_language_changes_nothing(client: Client, released: Released) -> None:
    plain = client.get("/about/").content
    assert client.get("/about/", headers={"accept-language": "en"}).content == plain


def test_language_links_keep_the_page_and_its_filters(client: Client, released: Released) -> None:
    html = client.get("/sites/?q=%EA%B3%B5%EC%82%AC&status=ongoing").content.decode()
    assert 'href="/en/sites/?q=%EA%B3%B5%EC%82%AC&amp;status=ongoing" lang="en"' in html
    assert 'hreflang="en" href="http://testserver/en/sites/' in html


@pytest.mark.parametrize("language", ["", "/en"])
def test_site_page_asks_at_most_five_statements(
    client: Client, released: Released, language: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    address = f"{language}/sites/{released.site}/"
    with django_assert_max_num_queries(5):
        assert client.get(address).status_code == 200


def test_withdrawn_site_is_gone_and_caches_may_not_keep_it(client: Client, released: Released) -> None:
    response = client.get(f"/sites/{released.gone}/")
    assert response.status_code == 410
    assert "사업 취소" in response.content.decode()
    assert response["Cache-Control"] == "no-cache"


def test_fault_of_ours_is_told_without_a_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr("disclosures.views.home.newest_releases", broken)
    client.raise_request_exception = False
    response = client.get("/en/")
    assert response.status_code == 500
    assert "Something went wrong" in response.content.decode()
    assert_valid_html(response.content.decode())


@pytest.mark.parametrize("address", ["/admin/", "/en/admin/", "/login/", "/accounts/login/"])
def test_no_door_leads_inside(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_pages_are_read_only(client: Client, released: Released) -> None:
    for address in released.addresses:
        assert client.post(address).status_code == 405
