"""The pages of disclosures: every kind, every state, both languages."""

import datetime
from decimal import Decimal

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from desk.actions import withdraw
from disclosures.kinds import KINDS, Kind
from sites.profile import load_profile
from tests.disclosures.stories import correct, release_withheld
from tests.factories import make_official, make_release, make_site
from tests.pages import assert_valid_html

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_every_kind_has_its_section_page_and_history(client: Client, kind: Kind, language: str) -> None:
    release = make_release(kind.slug)
    required = [getattr(kind.model._default_manager.get(pk=release.pk), name) for name in kind.fields_class.required]
    text = next((value for value in required if isinstance(value, str) and "가" <= value[0] <= "힣"), "")
    for address in (
        f"{language}/sites/{release.site.code}/",
        f"{language}/sites/{release.site.code}/{kind.slug}/",
        f"{language}/history/{release.item}/",
    ):
        response = client.get(address)
        html = response.content.decode()
        assert response.status_code == 200
        assert text in html
        assert f"/history/{release.item}/" in html
        assert_valid_html(html)


def test_site_page_has_the_sections_in_order_and_says_why_they_are_empty(client: Client) -> None:
    html = client.get(f"/en/sites/{make_release('overview').site.code}/").content.decode()
    anchors = [html.index(f'id="{slug}"') for slug in settings.PROFILE.kinds]
    assert anchors == sorted(anchors)
    assert html.count("No data, because") == len(settings.PROFILE.kinds) - 1


def test_site_page_tells_the_main_facts_first(client: Client) -> None:
    site = make_site()
    make_release("progress", site=site, planned_percent=Decimal("64.00"), actual_percent=Decimal("62.10"))
    release = make_release("contract", site=site, amount=223_763_000_000)
    head = client.get(f"/sites/{release.site.code}/").content.decode().partition('id="overview"')[0]
    assert "223,763,000,000원 (2,237억 6,300만 원)" in head
    assert 'href="tel:' in head
    english = client.get(f"/en/sites/{release.site.code}/").content.decode()
    assert "Planned 64.0%, done 62.1%: 1.9 points behind the plan (as of Nov. 2, 2026)." in english
    assert "913 days in all" in english
    assert "₩223,763,000,000" in english


def test_site_page_asks_at_most_four_statements(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    site = make_site()
    for kind in KINDS:
        release = make_release(kind.slug, site=site)
    for _ in range(3):
        make_release("site")
    client.get(f"/sites/{release.site.code}/")
    with django_assert_max_num_queries(4):
        client.get(f"/sites/{release.site.code}/")


def test_english_page_marks_korean_text(client: Client) -> None:
    release = make_release("overview", purpose="정체를 줄입니다.")
    html = client.get(f"/en/sites/{release.site.code}/").content.decode()
    assert '<html lang="en">' in html
    assert '<div lang="ko"><p>정체를 줄입니다.</p></div>' in html
    assert "정체를" in client.get(f"/sites/{release.site.code}/").content.decode()
    assert 'lang="ko"><p>' not in client.get(f"/sites/{release.site.code}/").content.decode()


def test_withheld_field_says_on_which_ground_and_until_when(client: Client) -> None:
    release = release_withheld("contract", field="estimate", estimate=9_876_543_210)
    for address in (f"/en/sites/{release.site.code}/", f"/en/history/{release.item}/"):
        html = client.get(address).content.decode()
        assert "article 9(1), no. 7: business secret" in html
        assert "후속 입찰" in html and "May 1, 2027" in html
        assert "9,876,543,210" not in html


def test_tombstone_takes_the_place_of_what_was_withdrawn(client: Client) -> None:
    release = make_release("penalty", reason="안전 난간 미설치")
    withdraw(releases=[release], by=make_official(post="팀장"), reason="처분 취소", now=timezone.now())
    html = client.get(f"/en/sites/{release.site.code}/").content.decode()
    assert "An item was withdrawn." in html and "처분 취소" in html
    assert "안전 난간 미설치" not in html
    history = client.get(f"/en/history/{release.item}/").content.decode()
    assert "This version was withdrawn" in history and "안전 난간" not in history
    assert_valid_html(history)


def test_history_marks_old_and_new_in_words(client: Client) -> None:
    first = make_release("overview", budget=9_100_000_000)
    correct(first, reason="고시 반영", budget=9_500_000_000)
    html = client.get(f"/en/history/{first.item}/").content.decode()
    assert '<del><span class="word">before:</span> ₩9,100,000,000</del>' in html
    assert '<ins><span class="word">now:</span> ₩9,500,000,000</ins>' in html
    assert "고시 반영" in html
    assert_valid_html(html)


def test_withdrawn_site_is_gone_with_its_reason(client: Client) -> None:
    release = make_release("progress")
    record = release.site.releases.get(kind="site")
    withdraw(releases=[record], by=make_official(post="팀장"), reason="사업 취소", now=timezone.now())
    for address in (f"/sites/{release.site.code}/", f"/en/sites/{release.site.code}/progress/"):
        response = client.get(address)
        assert response.status_code == 410
        assert "사업 취소" in response.content.decode()
        assert_valid_html(response.content.decode())
    assert client.get(f"/history/{release.item}/").status_code == 200
    assert f"/sites/{release.site.code}/" not in client.get("/sites/", {"q": release.site.code}).content.decode()


@pytest.mark.parametrize(
    "address", ["/sites/none/", "/sites/none/progress/", "/history/00000000-0000-0000-0000-000000000000/", "/nowhere"]
)
def test_unknown_addresses_help(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert 'name="q"' in response.content.decode()
    assert_valid_html(response.content.decode())


def test_page_in_another_language_is_the_same_page_or_home_where_there_is_none(client: Client) -> None:
    site = make_release("overview").site
    for address, korean, vietnamese in (
        (f"/en/sites/{site.code}/?page=2", f"/sites/{site.code}/?page=2", f"/vi/sites/{site.code}/?page=2"),
        ("/en/", "/", "/vi/"),
        ("/en/nowhere", "/", "/vi/"),
        ("/en/about/?q=%EA%B3%B5", "/about/?q=%EA%B3%B5", "/vi/about/?q=%EA%B3%B5"),
    ):
        html = client.get(address).content.decode()
        assert f'<a href="{korean}" lang="ko"' in html and f'<a href="{vietnamese}" lang="vi"' in html
        assert f'hreflang="en" href="http://testserver{address}"' in html


def test_kind_that_the_city_does_not_disclose(client: Client, settings: Settings) -> None:
    penalty = make_release("penalty")
    settings.PROFILE = load_profile("da-nang")
    assert client.get(f"/sites/{penalty.site.code}/penalty/").status_code == 404
    assert client.get(f"/history/{penalty.item}/").status_code == 404
    assert 'id="penalty"' not in client.get(f"/sites/{penalty.site.code}/").content.decode()


def test_real_data_and_demo_data_are_told_apart(client: Client) -> None:
    site = make_site()
    make_release("overview", site=site, source="one-pmis", as_of_on=datetime.date(2020, 8, 23))
    release = make_release("location", site=site, source="demo")
    html = client.get(f"/en/sites/{release.site.code}/").content.decode()
    assert "Real data: One-PMIS, Seoul Open Data" in html and "Aug. 23, 2020" in html
    assert "Demo data" in html


def test_camera_that_no_browser_opens_is_not_a_link(client: Client) -> None:
    release = make_release("webcam", address="rtsp://cam.example.org/1")
    html = client.get(f"/sites/{release.site.code}/").content.decode()
    assert "rtsp://" not in html
    assert 'href="rtsp' not in html


def test_text_of_officials_is_escaped(client: Client) -> None:
    release = make_release("overview", purpose="<script>alert(1)</script>")
    html = client.get(f"/sites/{release.site.code}/").content.decode()
    assert "&lt;script&gt;alert(1)" in html and "<script>" not in html


@pytest.mark.parametrize("address", ["/", "/about/", "/en/", "/en/about/", "/ask/", "/en/ask/"])
def test_plain_pages(client: Client, address: str) -> None:
    make_release("site")
    response = client.get(address)
    assert response.status_code == 200
    assert_valid_html(response.content.decode())


def test_home_shows_what_was_released_last(client: Client) -> None:
    release = make_release("progress")
    html = client.get("/en/").content.decode()
    newest = html.partition('id="newest"')[2]
    assert f"/en/sites/{release.site.code}/" in newest
    assert "Progress, Site" in newest


def test_ask_names_the_department_of_the_site(client: Client) -> None:
    site = make_release("site").site
    html = client.get("/ask/", {"site": site.code}).content.decode()
    assert site.department.name in html and "02-120" in html
    assert "없습니다" in client.get("/ask/", {"site": "nope\x00"}).content.decode()


def test_demo_notice_is_on_every_page_while_data_are_invented(client: Client, settings: Settings) -> None:
    for address in ("/", "/sites/", "/about/", "/nowhere"):
        settings.DEMO = True
        assert 'class="demo"' in client.get(address).content.decode()
        settings.DEMO = False
        assert 'class="demo"' not in client.get(address).content.decode()
