"""The screen's page, and the page about screens."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from desk.actions import withdraw
from desk.models import ManagedSite
from safety.actions import withdraw as withdraw_message
from safety.models import SafetyProposal
from screens.models import SafetyMessage
from sites.models import ConstructionSite
from tests.factories import make_file, make_official, make_release
from tests.pages import assert_valid_html
from tests.safety.making import make_message

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> ConstructionSite:
    release = make_release("progress")
    release.site.refresh_from_db()
    return release.site


def desk_site(site: ConstructionSite) -> ManagedSite:
    return ManagedSite.objects.get(code=site.code)


def html_of(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return str(response.content.decode())


@pytest.mark.parametrize("language", ["", "/en", "/vi"])
def test_a_screen_is_valid_html_with_its_own_script_alone(
    client: Client, site: ConstructionSite, language: str
) -> None:
    make_message(site=desk_site(site))
    response = client.get(f"{language}/screens/{site.code}/")
    assert_valid_html(response.content.decode())
    policy = response["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert not response.cookies


def test_a_screen_asks_few_statements(
    client: Client, site: ConstructionSite, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        make_message(site=desk_site(site))
    make_release("photo", site=desk_site(site))
    make_release("work-schedule", site=desk_site(site), closure_road="금호로")
    with django_assert_max_num_queries(14):
        html_of(client, f"/screens/{site.code}/?also=en,vi")


def test_without_javascript_the_page_goes_on_where_it_was_asked_to_and_comes_round(
    client: Client, site: ConstructionSite
) -> None:
    make_message(site=desk_site(site))
    unasked = html_of(client, f"/screens/{site.code}/?also=en")
    assert 'http-equiv="refresh"' not in unasked and 'href="?also=en&amp;slide=1"' in unasked
    address, seen = f"/screens/{site.code}/?also=en&slide=0", []
    for _ in range(20):
        html = html_of(client, address)
        assert html.count("is-standing") == 1
        standing = re.search(r'<section class="slide slide-(\w+) is-standing"', html)
        following = re.search(r'<noscript><meta http-equiv="refresh" content="\d+; url=(\?[^"]+)">', html)
        assert standing
        assert following
        seen.append(standing[1])
        address = f"/screens/{site.code}/{following[1].replace('&amp;', '&')}"
        if address.endswith("slide=0"):
            break
    assert "also=en" in address
    assert len(seen) == html.count("<section")
    assert {"site", "progress", "safety"} <= set(seen)


@pytest.mark.parametrize("slide", ["x", "-1", "99999", "٣", ""])
def test_a_slide_that_there_is_not_is_the_first(client: Client, site: ConstructionSite, slide: str) -> None:
    assert 'slide-site is-standing"' in html_of(client, f"/screens/{site.code}/?slide={slide}")


def test_the_screen_of_a_withdrawn_site_says_so_in_the_same_frame(client: Client) -> None:
    release = make_release("site", name="거두어들일 공사")
    withdraw(releases=[release], by=make_official(post="팀장"), reason="사업 취소", now=timezone.now())
    html = html_of(client, f"/screens/{release.site.code}/", 410)
    assert 'id="screen"' in html
    assert "거두어들일 공사" not in html
    assert client.get("/screens/NOWHERE/").status_code == 404


def test_a_picture_is_served_while_its_message_is_released(client: Client, site: ConstructionSite) -> None:
    by = make_official()
    message = make_message(by=by, site=desk_site(site), picture=make_file(by=by).sha256)
    assert f"/screens/pictures/{message.pk}.jpg" in html_of(client, f"/screens/{site.code}/")
    answer = client.get(f"/screens/pictures/{message.pk}.jpg")
    assert (answer.content, answer["Content-Type"]) == (b"data", "image/jpeg")
    assert (
        client.get(f"/screens/pictures/{message.pk}.jpg", headers={"if-none-match": answer["ETag"]}).status_code == 304
    )
    _withdraw(message)
    assert client.get(f"/screens/pictures/{message.pk}.jpg").status_code == 404


def test_the_page_about_screens_lists_what_is_released_and_what_was_withdrawn(client: Client) -> None:
    words = {"ko": {"title": "발판을 확인하십시오", "text": "고정되지 않은 발판을 밟지 마십시오."}}
    message = make_message(is_citywide=True, words=words)
    html = html_of(client, "/screens/")
    assert_valid_html(html)
    assert "발판을 확인하십시오" in html
    assert message.approved_post in html
    _withdraw(message)
    html = html_of(client, "/screens/")
    assert "발판을 확인하십시오" not in html
    assert "기준이 바뀌었습니다" in html


def test_the_script_is_one_that_old_browsers_of_televisions_read() -> None:
    """ECMAScript 5: one newer word, and the whole script is an error there."""
    path = finders.find("screens/screen.js")
    assert isinstance(path, str)
    code = re.sub(r"^\s*//.*$|\s// .*$", "", Path(path).read_text(encoding="utf-8"), flags=re.MULTILINE)
    words = r"\b(?:let|const|class|async|await|of)\b "
    things = r"\b(?:fetch|Promise|closest|matches|forEach|includes|dataset)\b"
    newer = rf"=>|`|\.\.\.|{words}|{things}"
    assert re.findall(newer, code) == []
    assert "clock" in code


def _withdraw(message: SafetyMessage) -> None:
    proposal = SafetyProposal.objects.get(message=message)
    withdraw_message(proposal=proposal, ground="기준이 바뀌었습니다", by=make_official(post="팀장"), now=timezone.now())
