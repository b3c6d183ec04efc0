"""The pages of following: what is asked for travels inside sealed, and nothing of it stays outside."""

import html
import re

import pytest
from django.test import Client, RequestFactory
from pytest_django import Settings

from allimi.embedded.running import Running
from complaints.asking import state
from complaints.asking.resuming import resume
from complaints.sealing.intake import IntakeUnavailable
from complaints.verifying.pages import Way
from following.views import PURPOSE
from tests.pages import assert_valid_html
from tests.public.citizen import FORM, PHONE, Citizen, arrived, proof
from tests.public.conftest import Released

pytestmark = pytest.mark.usefixtures("live")
TOKEN = "A" * 43


def press(client: Client, address: str, **fields: str) -> Citizen:
    return Citizen(client).send(address, **fields)


def test_a_site_is_followed_by_mail(client: Client, live: Running, released: Released) -> None:
    page = client.get(f"/follow/?site={released.site}").content.decode()
    assert_valid_html(page)
    assert "바깥에서 읽는 공사" in page or "금호로 확장공사" in page
    asked = press(client, f"/follow/?site={released.site}")
    assert len(asked.errors) == 2, "how, and how often"
    asked = press(client, f"/follow/?site={released.site}", channel="email", pace="weekly")
    wrong = press(client, "/follow/", state=asked.state, email="nobody")
    assert len(wrong.errors) == 1 and wrong.state
    done = press(client, "/follow/", state=wrong.state, email="Reader@Example.com")
    assert "Reader@Example.com" in done.html and not done.errors
    message = arrived(live, _number_in(wrong.state))
    assert message is not None
    assert (message["kind"], message["topic"], message["value"]) == ("follow", "site", released.site)
    assert (message["pace"], message["is_proven"]) == ("weekly", False)
    assert message["notify"] == {"channel": "email", "to": "Reader@Example.com"}


def test_a_number_is_proven_first(client: Client, live: Running, released: Released) -> None:
    asked = press(client, f"/follow/?site={released.site}", channel="alimtalk", pace="daily")
    carried = re.search(r'name="way" value="([^"]+)"', asked.html)
    assert carried is not None
    carry = Way.read(carried[1]).carry
    request = RequestFactory().post("/ask/verify/phone/", headers={"host": "localhost"})
    page = resume(request, carry=carry, proof=proof()).content.decode()
    assert PHONE not in page
    message = arrived(live, state.decrypt(carry, purpose=PURPOSE)["id"])
    assert message is not None and message["is_proven"]
    assert message["notify"] == {"channel": "alimtalk", "to": PHONE}


@pytest.mark.parametrize(
    "query",
    ["district=11200", "near=37.55,127.02,1", "search=work_type%3Droad%26page%3D3", "newsletter=1", "press=1"],
)
def test_each_kind_has_its_page(client: Client, query: str) -> None:
    response = client.get(f"/follow/?{query}")
    assert response.status_code == 200
    assert_valid_html(response.content.decode())


@pytest.mark.parametrize(
    "query",
    [
        "site=none",
        "district=0",
        "firm=x",
        "near=37.55,127.02,9",
        "near=x",
        "search=",
        "search=page%3D3",
        "question=1",
        "x=1",
    ],
)
def test_what_cannot_be_followed_is_not_found(client: Client, query: str) -> None:
    assert client.get(f"/follow/?{query}").status_code == 404


def test_a_place_leads_to_its_circle(client: Client) -> None:
    response = client.get("/follow/?place=금호동1가&radius=1")
    if response.status_code == 200:
        assert len(re.findall(r'<li><a href="#place">', response.content.decode())) == 1
    else:
        assert "near=37." in response["Location"]
    nowhere = client.get("/follow/?place=없는동네이름&radius=1")
    assert nowhere.status_code == 200 and 'href="#place"' in nowhere.content.decode()


def test_the_entrance_names_the_ways(client: Client) -> None:
    page = client.get("/follow/").content.decode()
    assert_valid_html(page)
    assert "?newsletter=1" in page and "?district=11200" in page


@pytest.mark.parametrize("word", ["yes", "stop", "stop-all"])
def test_opening_a_link_does_nothing_and_its_button_does(client: Client, live: Running, word: str) -> None:
    address = f"/follow/{word}/{TOKEN}/"
    page = client.get(address).content.decode()
    assert_valid_html(page)
    assert "<button" in page
    done = press(client, address)
    assert done.status == 200 and "<button" not in done.html.partition("<main")[2].partition("</main")[0]


def test_one_click_needs_neither_page_nor_origin(live: Running) -> None:
    """As mail providers send it (RFC 8058): no cookie, no referrer, no redirect followed."""
    client = Client(enforce_csrf_checks=True)
    answer = client.post(f"/follow/stop/{TOKEN}/", {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200 and not answer.cookies
    plain = client.post(f"/follow/stop/{TOKEN}/", "List-Unsubscribe=One-Click", content_type=FORM)
    assert plain.status_code == 200
    foreign = client.post(f"/follow/stop/{TOKEN}/", headers={"origin": "https://elsewhere.example"})
    assert foreign.status_code == 403


@pytest.mark.parametrize("address", [f"/follow/maybe/{TOKEN}/", "/follow/stop/short/", f"/follow/yes/{TOKEN}x/"])
def test_what_is_no_link_of_ours_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404 and client.post(address).status_code == 404


def test_an_address_is_asked_for_five_times_a_day_at_the_most(client: Client, settings: Settings) -> None:
    settings.CODE_CAPS = ["number=1/day", "address=30/hour", "overall=3000/hour"]
    for expected in (0, 1):
        asked = press(client, "/follow/?newsletter=1", channel="email")
        done = press(client, "/follow/", state=asked.state, email="often@example.com")
        assert len(done.errors) == expected


def test_the_intake_is_away_and_nothing_is_lost(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = press(client, "/follow/?newsletter=1", channel="email")

    def away(*arguments: object) -> None:
        raise IntakeUnavailable("away")

    monkeypatch.setattr("following.views.submit", away)
    done = press(client, "/follow/", state=asked.state, email="patient@example.com")
    assert done.status == 503 and done.state and "patient@example.com" in done.html
    assert client.post(f"/follow/stop/{TOKEN}/").status_code == 503


def test_pages_lead_to_following_what_they_show(client: Client, released: Released) -> None:
    for address, query in (
        (f"/sites/{released.site}/", f"site={released.site}"),
        ("/districts/11200/", "district=11200"),
        ("/sites/?work_type=road", "search=work_type%3Droad"),
    ):
        page = html.unescape(client.get(address).content.decode())
        assert f"/follow/?{query}" in page


def _number_in(field: str) -> str:
    return str(state.decrypt(field, purpose=PURPOSE)["id"])
