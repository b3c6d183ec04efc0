"""Radius around a position, a district or a neighbourhood."""

import math
from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from sites.filters import SiteFilter
from sites.gazetteer import find_places, places
from sites.listing import _numbered, page_of_sites
from sites.models import ConstructionSite
from sites.near import Circle, Point, parse_point
from sites.order import NEAREST
from sites.search import finding
from tests.factories import make_release
from tests.pages import assert_valid_html

HERE = Point(37.5, 127.03)
METRES_A_DEGREE = 111_195.08


def released_at(metres_north: float, metres_east: float, **values: Any) -> ConstructionSite:
    latitude = HERE.latitude + metres_north / METRES_A_DEGREE
    longitude = HERE.longitude + metres_east / METRES_A_DEGREE / math.cos(math.radians(HERE.latitude))
    place = {"latitude": Decimal(f"{latitude:.6f}"), "longitude": Decimal(f"{longitude:.6f}")}
    return make_release("site", **{"name": "둘레길 공사", **place, **values}).site


def filtered(query: str) -> SiteFilter:
    return SiteFilter(QueryDict(query), queryset=ConstructionSite.objects.disclosed())


@pytest.mark.django_db
def test_radius_lists_the_nearest_first_and_says_how_far() -> None:
    far, near = released_at(0, 900), released_at(300, 0)
    released_at(720, 720)  # 1,018 m: in the box, not in the circle
    make_release("site", name="둘레길 공사", latitude=None, longitude=None)
    found = filtered(f"q=둘레길&near={HERE}&radius=1")
    assert found.is_valid()
    rows = list(found.order.sort(found.qs))
    assert [site.pk for site in rows] == [near.pk, far.pk]
    assert [round(vars(site)["distance"]) for site in rows] == [pytest.approx(300, abs=1), pytest.approx(900, abs=1)]
    assert filtered(f"q=둘레길&near={HERE}&radius=2").qs.count() == 3
    assert filtered(f"q=둘레길&near={HERE}&radius=0.5").qs.count() == 1


@pytest.mark.django_db
def test_radius_with_very_many_sorts_only_the_middle() -> None:
    codes = [released_at(metres, 0, name="빽빽한 공사").code for metres in (10, 20, 30, 40, 2900)]
    circle = Circle(HERE, Decimal(3))
    sites = circle.narrow(ConstructionSite.objects.disclosed().filter(name="빽빽한 공사"))
    for wide in (None, circle):
        rows = _numbered(sites, NEAREST, 0, 3, wide)
        assert [site.code for site in rows] == codes[:3]
        assert [round(vars(site)["distance"]) for site in rows] == [pytest.approx(each, abs=1) for each in (10, 20, 30)]
        rows = _numbered(sites, NEAREST, 3, 3, wide)
        assert [site.code for site in rows] == codes[3:]


@pytest.mark.django_db
def test_words_around_a_position_list_the_nearest_however_many_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    # Released in the order that the rank would turn round.
    codes = [released_at(metres, 0, name="빽빽한 공사").code for metres in (10, 20, 2900)]
    released_at(3100, 0, name="빽빽한 공사")
    for capped_at in (finding.COUNT_UP_TO, 2):
        monkeypatch.setattr(finding, "COUNT_UP_TO", capped_at)
        around = filtered(f"q=빽빽한&near={HERE}&radius=3")
        assert around.is_valid()
        page = page_of_sites(around, QueryDict(), per_page=2)
        assert [site.code for site in page.sites] == codes[:2]
        assert (page.found, page.is_capped) == (min(3, capped_at), capped_at == 2)
        assert [site.code for site in around.order.sort(around.qs)] == codes


@pytest.mark.django_db
def test_radius_by_an_index() -> None:
    plan = Circle(HERE, Decimal(1)).narrow(ConstructionSite.objects.all()).explain()
    assert "::double precision >=" not in plan.replace("(", "").replace(")", "")


@pytest.mark.django_db
@pytest.mark.parametrize("near", ["x", "37.5", "37.5,127,1", "nan,1", "91,0", "0,181", "37.5,", "1e400,1", "\x00,1"])
def test_position_that_makes_no_sense_is_an_error(near: str) -> None:
    found = SiteFilter(QueryDict(mutable=True) | {"near": near}, queryset=ConstructionSite.objects.disclosed())
    assert list(found.form.errors) == ["near"]


def test_parse_point() -> None:
    assert parse_point("37.5, 127.03") == HERE
    assert str(HERE) == "37.50000,127.03000"


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("역삼동", ["강남구 역삼동"]),
        ("역삼", ["강남구 역삼동"]),
        ("역삼1동", ["강남구 역삼동"]),
        ("강남구 신사동", ["강남구 신사동"]),
        ("서울 강남구 역삼동", ["강남구 역삼동"]),
        ("강남구", ["강남구"]),
        ("Gangnam-gu", ["강남구"]),
        ("11680", ["강남구"]),
        ("11680 역삼동", ["강남구 역삼동"]),
        ("신사동", ["은평구 신사동", "강남구 신사동"]),
        ("서울특별시 종로 1가", ["종로구 종로1가"]),
        ("없는동네", []),
    ],
)
def test_places_by_name(words: str, names: list[str]) -> None:
    assert [place.full_name for place in find_places(words)] == names


def test_every_full_name_means_one_place() -> None:
    assert len(places()) == 492
    assert all([found.code for found in find_places(place.full_name)] == [place.code] for place in places())


@pytest.mark.django_db
def test_place_that_may_be_several_is_asked_back(client: Client) -> None:
    html = client.get("/sites/", {"place": "신사동", "status": "ongoing"}).content.decode()
    assert_valid_html(html)
    assert "강남구 신사동</a>" in html and "은평구 신사동</a>" in html
    assert 'href="?status=ongoing&amp;place=%EA%B0%95%EB%82%A8%EA%B5%AC%20%EC%8B%A0%EC%82%AC%EB%8F%99"' in html


@pytest.mark.django_db
def test_place_that_is_unknown_is_said(client: Client) -> None:
    html = client.get("/en/sites/", {"place": "Atlantis"}).content.decode()
    assert "No district or neighbourhood is called so" in html


@pytest.mark.django_db
def test_page_near_a_place_names_it_and_lets_it_go(client: Client) -> None:
    released_at(0, 100, name="역삼로 공사")
    html = client.get("/en/sites/", {"place": "역삼동", "radius": "3", "q": "역삼로"}).content.decode()
    assert "강남구 역삼동, within 3 km" in html
    assert 'href="?q=%EC%97%AD%EC%82%BC%EB%A1%9C"' in html
    assert "km away" in html or "m away" in html
