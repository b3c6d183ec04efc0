"""The large map: the list in other clothes, its points, and what its headers admit."""

import json
from decimal import Decimal

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from desk.actions import withdraw
from desk.actions.counting import count_figures
from sites import map_points
from sites.map_points import COUNTED_ZOOMS, parse_view
from sites.models import CountedCell
from sites.tiles import tiles
from tests.factories import make_official, make_release
from tests.pages import assert_valid_html

SEOUL = {"bbox": "37.4,126.7,37.7,127.2", "zoom": "11"}


def at(latitude: str, longitude: str, name: str = "지도위 공사") -> str:
    return make_release("site", name=name, latitude=Decimal(latitude), longitude=Decimal(longitude)).site.code


@pytest.mark.django_db
def test_map_page_is_the_list(client: Client) -> None:
    code = at("37.5", "127.0")
    response = client.get("/map/", {"q": "지도위"})
    html = response.content.decode()
    assert_valid_html(html)
    assert f'href="/sites/{code}/"' in html and 'data-points="/map/points/"' in html
    policy = response["Content-Security-Policy"]
    assert "script-src 'self'" in policy and "connect-src 'self'" in policy and "unsafe" not in policy
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "openstreetmap" not in policy


@pytest.mark.django_db
def test_tiles_are_admitted_on_the_map_alone(client: Client, settings: Settings) -> None:
    settings.MAP_TILES = "osm"
    assert "https://tile.openstreetmap.org" in client.get("/map/")["Content-Security-Policy"]
    assert "openstreetmap" not in client.get("/sites/")["Content-Security-Policy"]


def test_tiles_by_setting(settings: Settings) -> None:
    assert tiles() is None
    settings.MAP_TILES, settings.MAP_TILES_KEY = "vworld", "KEY"
    found = tiles()
    assert found is not None and found.url == "https://api.vworld.kr/req/wmts/1.0.0/KEY/Base/{z}/{y}/{x}.png"
    for wrong, key in (("vworld", ""), ("bing", "KEY")):
        settings.MAP_TILES, settings.MAP_TILES_KEY = wrong, key
        with pytest.raises(ImproperlyConfigured, match="ALLIMI_MAP_TILES"):
            tiles()


@pytest.mark.django_db
def test_points_cluster_far_out_and_stand_alone_close_by(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    codes = [at("37.50000", "127.00000"), at("37.50100", "127.00100"), at("37.60000", "126.80000")]
    with django_assert_max_num_queries(3):
        far = json.loads(client.get("/map/points/", {"q": "지도위", **SEOUL}).content)
    assert far["shown"] == 3
    assert [row[2] for row in far["clusters"]] == [2] and len(far["sites"]) == 1
    close = json.loads(
        client.get("/map/points/", {"q": "지도위", "bbox": "37.49,126.99,37.51,127.01", "zoom": "17"}).content
    )
    assert close["clusters"] == []
    assert {site["url"] for site in close["sites"]} == {f"/sites/{code}/" for code in codes[:2]}
    assert close["sites"][0]["name"] == "지도위 공사"
    elsewhere = client.get("/map/points/", {"q": "지도위", "bbox": "35,128,36,130", "zoom": "11"})
    assert json.loads(elsewhere.content)["shown"] == 0


def whole(client: Client, zoom: int, bbox: str = "30,120,40,135") -> dict:
    found = json.loads(client.get("/map/points/", {"bbox": bbox, "zoom": str(zoom)}).content)
    return {
        "clusters": sorted([number, round(y, 4), round(x, 4)] for y, x, number in found["clusters"]),
        "sites": sorted(site["url"] for site in found["sites"]),
        "shown": found["shown"],
    }


@pytest.mark.django_db
def test_cells_counted_beforehand_show_what_counting_at_once_shows(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(map_points, "MOST_CELLS", 10**6)  # the view is larger than a screen
    for step in range(40):
        at(f"{37.41 + step % 7 * 0.011:.3f}", f"{126.72 + step % 11 * 0.013:.3f}")
    at("-33.9", "-70.6")
    views = [(zoom, "30,120,40,135") for zoom in (6, 9, 11, 14)] + [
        (9, "-40,-80,-30,-60"),
        (11, "37.4,126.7,37.7,127.2"),
    ]
    at_once = [whole(client, *view) for view in views]
    assert count_figures(now=timezone.now())
    assert {cell.zoom for cell in CountedCell.objects.all()} == set(COUNTED_ZOOMS)
    assert [whole(client, *view) for view in views] == at_once
    CountedCell.objects.filter(zoom=9, sites__gt=1).update(sites=1_000)
    assert max(whole(client, 9)["clusters"])[0] == 1_000  # it is they that are read
    filtered = json.loads(client.get("/map/points/", {"q": "지도위", "bbox": views[1][1], "zoom": "9"}).content)
    assert filtered["shown"] == 40


@pytest.mark.django_db
def test_withdrawn_site_is_in_no_counted_cell(client: Client) -> None:
    release = make_release("site", name="지도위 공사", latitude=Decimal("33.1"), longitude=Decimal("126.3"))
    count_figures(now=timezone.now())
    assert CountedCell.objects.filter(alone=release.site).exists()
    withdraw(releases=[release], by=make_official(post="팀장"), reason="취소", now=timezone.now())
    assert not CountedCell.objects.exists()


@pytest.mark.django_db
def test_points_beyond_a_screen_are_counted_in_larger_cells(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(map_points, "MOST_CELLS", 4)
    for step in range(12):
        at(f"{37.41 + step * 0.02:.2f}", f"{126.72 + step * 0.03:.2f}")
    found = json.loads(client.get("/map/points/", {"q": "지도위", **SEOUL, "zoom": "18"}).content)
    assert found["shown"] == 12 == len(found["sites"]) + sum(row[2] for row in found["clusters"])
    assert len(found["sites"]) + len(found["clusters"]) <= 9  # two by two, and what the view's edge cuts


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query", [{"near": "37.5,127.0"}, {"district": "11680"}, {"sort": "amount"}, {"until": "2100-01-01"}]
)
def test_points_are_those_of_the_list(client: Client, query: dict[str, str]) -> None:
    at("37.5", "127.0"), at("37.50001", "127.00001"), at("37.6", "127.1")
    found = json.loads(client.get("/map/points/", {"q": "지도위", **query, **SEOUL}).content)
    listed = client.get("/map/", {"q": "지도위", **query}).context["page"]
    assert found["shown"] == listed.found


@pytest.mark.parametrize(
    ("bbox", "zoom"),
    [("", "11"), ("1,2,3", "11"), ("a,b,c,d", "1"), ("2,1,1,2", "5"), ("1,2,3,4", "99"), ("1,2,3,4", "x"),
     ("nan,1,2,3", "3"), ("0,0,0,181", "3")],
)  # fmt: skip
def test_view_that_is_no_part_of_the_world(bbox: str, zoom: str) -> None:
    with pytest.raises(ValueError, match="bbox"):
        parse_view(bbox, zoom)


@pytest.mark.django_db
@pytest.mark.parametrize("query", [{}, {**SEOUL, "district": "x"}, {**SEOUL, "near": "x"}])
def test_points_explain_bad_input(client: Client, query: dict[str, str]) -> None:
    response = client.get("/map/points/", query)
    assert response.status_code == 400 and "error" in json.loads(response.content)
