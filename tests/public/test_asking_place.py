"""The place of a petition as a point: typed, looked up by the neighbourhood's name, shown, and as it arrives inside."""

import re
from urllib.parse import urlencode

import pytest
from django.test import Client
from pytest_django import Settings

from allimi.embedded.running import Running
from complaints.asking.place import point_in, spot_of
from sites.gazetteer import middle_at, neighbourhoods_in
from sites.near import Point
from tests.public.citizen import FORM, Citizen, arrived, proven

WORDS = {"title": "가로등 고장", "text": "가로등이 꺼져 있어 밤에 어둡습니다."}
YEOKSAM = neighbourhoods_in("역삼동")[0]


@pytest.fixture
def citizen(client: Client, live: Running) -> Citizen:
    return Citizen(client)


def at_the_answers(citizen: Citizen, **place: str) -> Citizen:
    journey = proven("tip", where={"where": "place", **place}, text=WORDS)
    journey.at = "check"
    return citizen.at(journey)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("역삼동", ["강남구 역삼동"]),
        ("강남구 역삼1동 주민센터 앞", ["강남구 역삼동"]),
        ("역삼동에서 공사 소리가 납니다", ["강남구 역삼동"]),
        ("은평구 신사동 골목", ["은평구 신사동"]),
        ("신사동", ["은평구 신사동", "강남구 신사동"]),
        ("종로1가, 세종로", ["종로구 세종로", "종로구 종로1가"]),
        ("강남구", []),
        ("가동이 멈춘 공사 장비", []),
        ("동네 사거리", []),
        ("", []),
    ],
)
def test_neighbourhoods_are_found_in_a_sentence_by_their_whole_names(words: str, names: list[str]) -> None:
    assert sorted(place.full_name for place in neighbourhoods_in(words)) == sorted(names)


def test_a_point_that_is_given_goes_before_one_that_is_looked_up() -> None:
    assert spot_of({"words": "역삼동", "point": "37.54670, 127.07130"}).point == Point(37.5467, 127.0713)
    assert spot_of({"words": "역삼동 37.5467, 127.0713"}).point == Point(37.5467, 127.0713)
    found = spot_of({"words": "역삼동"})
    assert (found.point, found.middle_of) == (YEOKSAM.point, YEOKSAM)
    assert middle_at(YEOKSAM.point) == YEOKSAM and middle_at(Point(37.5, 127.0)) is None


@pytest.mark.parametrize("words", ["37.5, 127.0", "127.0713, 37.5467", "95.1234, 127.0713", "사거리"])
def test_what_is_no_point_is_none(words: str) -> None:
    assert point_in(words) is None


def test_a_neighbourhoods_name_gives_a_point_that_is_shown_and_arrives(citizen: Citizen, live: Running) -> None:
    at_the_answers(citizen, words="역삼동 어린이집 앞")
    assert "역삼동 어린이집 앞" in citizen.html and "강남구 역삼동" in citizen.html
    assert f"{YEOKSAM.point.latitude:.3f}, {YEOKSAM.point.longitude:.3f}" in citizen.html
    assert f'href="/map/?near={YEOKSAM.point}&amp;radius=0.5"' in citizen.html
    sent = citizen.journey.sending["id"]
    citizen.press("send")
    message = arrived(live, sent)
    assert message is not None
    assert message["place"] == {
        "site": "",
        "words": "역삼동 어린이집 앞",
        "latitude": YEOKSAM.point.latitude,
        "longitude": YEOKSAM.point.longitude,
    }


def test_a_name_that_several_have_is_asked_about(citizen: Citizen) -> None:
    citizen.at(proven("tip")).press("next", where="place", words="신사동")
    assert citizen.journey.at == "where" and len(citizen.errors) == 1
    assert citizen.html.count('name="place"') == 3
    citizen.press("next", where="place", words="신사동", place=YEOKSAM.code)
    assert len(citizen.errors) == 1, "another place is none of them"
    (chosen,) = neighbourhoods_in("은평구 신사동")
    citizen.press("next", where="place", words="신사동", place=chosen.code)
    assert citizen.journey.at == "text"
    citizen.press("back")
    assert re.search(rf'value="{chosen.code}" id="place_\d" checked', citizen.html)
    at_the_answers(citizen, words="신사동", place=chosen.code)
    assert str(chosen.point) in citizen.html and "은평구 신사동" in citizen.html
    citizen.at(proven("tip")).press("next", where="place", words="신사동", place="none")
    assert citizen.journey.at == "text"
    at_the_answers(citizen, words="신사동", place="none")
    assert "신사동" in citizen.html and "near=" not in citizen.html


def test_a_point_alone_is_a_place_and_a_wrong_one_is_told_and_kept(citizen: Citizen) -> None:
    citizen.at(proven("tip")).press("next", where="place", words="", point="")
    assert len(citizen.errors) == 1
    citizen.press("next", where="place", words="신사동", point="37.5")
    assert len(citizen.errors) == 1 and 'value="37.5"' in citizen.html and 'id="point_error"' in citizen.html
    citizen.press("next", where="place", words="신사동", point="37.54671, 127.07132")
    assert citizen.journey.at == "text", "who gives a point is not asked which neighbourhood"
    at_the_answers(citizen, point="37.54671, 127.07132")
    assert "near=37.54671,127.07132" in citizen.html and "37.54671, 127.07132" in citizen.html


SCRIPT = re.compile(r'src="[^"]*/place[^"/]*\.js"')  # its name carries a digest of its content


def test_the_map_is_offered_and_admitted_where_it_is_asked_and_nowhere_else(
    client: Client, live: Running, settings: Settings
) -> None:
    settings.MAP_TILES = "osm"

    def shown(page: str) -> tuple[str, str]:
        journey = proven("tip", where={"where": "city"})
        journey.at = page
        body = urlencode({"state": journey.field(), "go": "stay"})
        response = client.post("/ask/write/", body, content_type=FORM)
        return response["Content-Security-Policy"], response.content.decode()

    policy, html = shown("where")
    assert "script-src 'self'" in policy and "https://tile.openstreetmap.org" in policy and "unsafe" not in policy
    assert SCRIPT.search(html) and "<script" not in html.partition("<body")[2]
    assert "OpenStreetMap" in html.partition('id="pick-about"')[2].partition("</p>")[0]
    policy, html = shown("text")
    assert "script-src" not in policy and "openstreetmap" not in policy and not SCRIPT.search(html)
