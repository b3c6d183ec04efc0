"""Firms: what current disclosures say of them."""

from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from desk.actions import withdraw
from disclosures.firms import firm_figures, firms_named, sites_of_firm
from sites.models import Firm
from tests.factories import make_official, make_release, make_site
from tests.pages import assert_valid_html

pytestmark = pytest.mark.django_db


def firm(name: str) -> Firm:
    return Firm.objects.get(match_name=name)


def test_firm_page_has_roles_subcontracts_and_points(client: Client) -> None:
    site = make_site()
    make_release("site", site=site, name="회사별 공사")
    make_release("contract", site=site, winner="(주)유일종합", amount=5_000_000_000)
    make_release("subcontract", site=site, subcontractor="유일종합 주식회사", work="철근")
    make_release("penalty", site=site, firm_name="유일종합", points=Decimal("1.25"), reason="안전난간 미설치")
    found = firm("유일종합")
    figures = firm_figures(found)
    assert {role.value: number for role, number in figures.roles} == {"contractor": 1, "subcontractor": 1}
    assert (figures.subcontracts, figures.penalties, figures.points) == (1, 1, Decimal("1.25"))
    for language in ("", "/en"):
        html = client.get(f"{language}/firms/{found.pk}/").content.decode()
        assert_valid_html(html)
        assert "회사별 공사" in html or "Geumho-ro" in html
        assert "철근" in html and "안전난간 미설치" in html and "1.25" in html
    html = client.get(f"/firms/{found.pk}/", {"role": "subcontractor"}).content.decode()
    assert 'aria-current="true">하도급' in html
    assert f'href="/firms/{found.pk}/sites.csv?role=subcontractor"' in html
    assert 'href="/firms.csv?q=' in client.get("/firms/", {"q": "유일"}).content.decode()
    assert client.get(f"/firms/{found.pk}/", {"role": "x"}).status_code == 404
    assert client.get(f"/firms/{found.pk}/", {"page": "9"}).status_code == 404
    assert client.get("/firms/999999999/").status_code == 404


def test_firm_of_withdrawn_disclosures_alone_is_gone(client: Client) -> None:
    release = make_release("contract", winner="사라진건설")
    found = firm("사라진건설")
    assert client.get(f"/firms/{found.pk}/").status_code == 200
    withdraw(releases=[release], by=make_official(post="팀장"), reason="잘못 올림", now=timezone.now())
    assert client.get(f"/firms/{found.pk}/").status_code == 404
    assert not firms_named("사라진건설").exists() and not sites_of_firm(found).exists()


def test_firms_by_part_of_their_name(client: Client) -> None:
    make_release("contract", winner="가나다라토건(주)")
    html = client.get("/firms/", {"q": "나다라"}).content.decode()
    assert_valid_html(html)
    assert "가나다라토건" in html
    assert "가나다라토건" not in client.get("/en/firms/", {"q": "없는이름"}).content.decode()
