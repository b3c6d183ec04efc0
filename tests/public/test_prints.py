"""Prints as the DMZ makes them: from the replica, under the public settings."""

import pytest
from django.test import Client

from tests.pages import assert_valid_html
from tests.prints.readers import Printed
from tests.public.conftest import Released

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["", "/en", "/vi"])
def test_the_page_of_a_sites_signboards_leads_to_pdfs(client: Client, released: Released, language: str) -> None:
    page = client.get(f"{language}/sites/{released.site}/signboard/")
    assert page.status_code == 200
    assert_valid_html(page.content.decode())
    for form in ("plain", "statutory"):
        address = f"{language}/sites/{released.site}/signboard/{form}/a3.pdf"
        assert f'href="{address}"' in page.content.decode()
        assert Printed(client.get(address).content).faults() == []


def test_a_withdrawn_site_has_no_signboard(client: Client, released: Released) -> None:
    for address in ("", "plain/a3.pdf"):
        assert client.get(f"/sites/{released.gone}/signboard/{address}").status_code == 410
