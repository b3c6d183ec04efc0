"""What a banner and a card say, for whom, and how long they may be kept."""

import datetime
from decimal import Decimal

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext
from pytest_django import DjangoAssertNumQueries, Settings

from desk.actions import withdraw
from disclosures.models import Release
from embeds.models import ClickCount
from sites.models import ConstructionSite
from tests.disclosures.stories import correct
from tests.factories import make_official, make_release, make_site
from tests.pages import assert_valid_html

pytestmark = pytest.mark.django_db


@pytest.fixture
def progress() -> Release:
    site = make_site()
    make_release("site", site=site, name="카드로 보는 공사", name_en="A site on a card")
    return make_release("progress", site=site)


def card_of(client: Client, site: ConstructionSite, language: str = "") -> str:
    answer = client.get(f"{language}/embeds/sites/{site.code}/card-light/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_card_says_how_a_site_stands(client: Client, progress: Release) -> None:
    html = card_of(client, progress.site)
    assert_valid_html(html)
    assert "카드로 보는 공사" in html and "62.1%" in html and "64.0%" in html and "서울 성동구 금호로 일대" in html
    assert f"/embeds/sites/{progress.site.code}/go/card/" in html


def test_card_speaks_english_and_marks_what_is_not_translated(client: Client, progress: Release) -> None:
    html = card_of(client, progress.site, "/en")
    assert '<html lang="en">' in html and '<h1 lang="en">A site on a card</h1>' in html
    assert '<h1 lang="ko">' in card_of(client, progress.site, "/vi")


def test_card_may_be_framed_by_everybody_and_no_other_page_by_anybody(client: Client, progress: Release) -> None:
    card = client.get(f"/embeds/sites/{progress.site.code}/card-blue/")
    assert "frame-ancestors *" in card["Content-Security-Policy"] and "X-Frame-Options" not in card
    assert "default-src 'none'" in card["Content-Security-Policy"] and not card.cookies
    for address in ("/embeds/", "/embeds/help/", f"/sites/{progress.site.code}/", "/"):
        answer = client.get(address)
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"], address
        assert answer["X-Frame-Options"] == "DENY", address


def test_card_and_banner_follow_a_release_and_a_withdrawal(client: Client, progress: Release) -> None:
    banner = f"/embeds/sites/{progress.site.code}/banner-300x250-light.svg"
    before = client.get(banner)
    correct(progress, reason="다시 잼", actual_percent=Decimal("63.4"))
    assert "63.4%" in card_of(client, progress.site) and "62.1%" not in card_of(client, progress.site)
    after = client.get(banner)
    assert before.content != after.content
    assert before["ETag"] != after["ETag"]
    record = Release.objects.current().get(kind="site", site=progress.site)
    withdraw(releases=[record], by=make_official(post="팀장"), reason="사업 취소", now=timezone.now())
    answer = client.get(f"/embeds/sites/{progress.site.code}/card-light/")
    assert answer.status_code == 410 and "카드로 보는 공사" not in answer.content.decode()
    assert gettext("No longer disclosed") in answer.content.decode()


def test_banner_is_asked_for_again_by_its_tag(client: Client, progress: Release) -> None:
    address = f"/embeds/sites/{progress.site.code}/banner-170x50-blue.svg"
    first = client.get(address)
    assert first["Cache-Control"] == "public, max-age=60"
    assert first["Cross-Origin-Resource-Policy"] == "cross-origin"
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304 and not again.content


def test_district_counts_its_sites(client: Client, progress: Release) -> None:
    html = client.get("/embeds/districts/11200/card-dark/").content.decode()
    assert_valid_html(html)
    assert "성동구" in html and html.count("<dt>") == 3


def test_banner_without_figures_does_not_change_with_them(client: Client, progress: Release) -> None:
    named, live = (f"/embeds/districts/11200/{content}-300x250-blue.svg" for content in ("name", "banner"))
    before = client.get(named).content, client.get(live).content
    make_release("progress")
    assert client.get(named).content == before[0]
    assert client.get(live).content != before[1]


@pytest.mark.parametrize("size", ["140x40", "220x100", "468x60", "250x250", "fluid"])
@pytest.mark.parametrize("subject", ["sites/{code}", "districts/11200"])
def test_demonstration_is_drawn_as_one(
    client: Client, progress: Release, settings: Settings, subject: str, size: str
) -> None:
    address = f"/en/embeds/{subject.format(code=progress.site.code)}/banner-{size}-blue.svg"
    own = client.get(address).content
    settings.DEMO = True
    assert client.get(address).content != own


def test_card_reads_little(
    client: Client, progress: Release, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(3):
        card_of(client, progress.site)
    with django_assert_max_num_queries(3):
        client.get("/embeds/districts/11200/banner-170x50-blue.svg")


def test_link_leads_to_the_page_and_nowhere_else(client: Client, progress: Release, clicks: list[str]) -> None:
    answer = client.get(f"/en/embeds/sites/{progress.site.code}/go/banner/?next=https://elsewhere.example/")
    assert answer.status_code == 302 and answer["Location"] == f"/en/sites/{progress.site.code}/"
    assert answer["Cache-Control"] == "no-store"
    assert clicks == [f"banner sites/{progress.site.code}"]
    assert client.get("/embeds/sites/NEVER/go/card/")["Location"] == "/" and len(clicks) == 1
    assert client.get(f"/embeds/city/{settings.PROFILE.slug}/go/card/")["Location"] == "/"


def test_statistics_of_a_district_name_its_days_and_its_sites(client: Client, progress: Release) -> None:
    today = timezone.localdate()
    for subject, way, day, number in (
        ("districts/11200", "banner", today, 7),
        ("districts/11200", "card", today, 2),
        ("districts/11200", "banner", today - datetime.timedelta(days=40), 1_500),
        (f"sites/{progress.site.code}", "banner", today, 3),
    ):
        ClickCount.objects.create(subject=subject, way=way, clicked_on=day, number=number)
    html = client.get("/embeds/districts/11200/clicks/").content.decode()
    assert_valid_html(html)
    assert '<td class="number">9</td>' in html and '<td class="number">1,500</td>' in html
    assert "카드로 보는 공사" in html
    lines = b"".join(client.get("/embeds/districts/11200/clicks.csv")).decode("utf-8-sig").splitlines()
    assert lines[-1] == f"{today},7,2,9" and len(lines) == 3
    city = client.get(f"/embeds/city/{settings.PROFILE.slug}/clicks/").content.decode()
    assert_valid_html(city)
    assert '<a href="/embeds/districts/11200/clicks/">성동구</a></th><td class="number">1,509</td>' in city
    assert client.get("/embeds/districts/99999/clicks/").status_code == 404
