"""Photos by work item, before and after, one alone; the section as JSON; cameras as phones can show them."""

import datetime
import json

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from desk.actions import withdraw
from disclosures.kinds.photo import Photo
from disclosures.ledger import canonical_json, content_digest
from disclosures.models import Release
from tests.factories import make_official, make_release, make_site
from tests.pages import assert_valid_html

pytestmark = pytest.mark.django_db

DAY = datetime.date


@pytest.fixture
def photos() -> list[Release]:
    """Two from one viewpoint and one from another."""
    site = make_site()
    return [
        make_release("photo", site=site, work_item="토공", viewpoint="북쪽 육교 위", taken_on=DAY(2025, 3, 1)),
        make_release("photo", site=site, work_item="포장공", viewpoint="북쪽 육교 위", taken_on=DAY(2026, 9, 1)),
        make_release("photo", site=site, work_item="토공", viewpoint="남쪽 보도", taken_on=DAY(2025, 6, 1)),
    ]


def test_gallery_pairs_the_first_and_the_newest_from_one_viewpoint(client: Client, photos: list[Release]) -> None:
    html = client.get(f"/en/sites/{photos[0].site.code}/photo/").content.decode()
    assert_valid_html(html)
    pairs = html.partition('id="pairs"')[2].partition('id="items"')[0]
    assert pairs.index(str(photos[0].item)) < pairs.index(str(photos[1].item))
    assert str(photos[2].item) not in pairs


def test_gallery_of_one_work_item(client: Client, photos: list[Release]) -> None:
    html = client.get(f"/en/sites/{photos[0].site.code}/photo/", {"item": "토공"}).content.decode()
    assert "2 photos" in html and 'id="pairs"' not in html
    assert str(photos[1].item) not in html.partition('id="items"')[2]


def test_photo_has_a_page_of_its_own_and_leads_on(client: Client, photos: list[Release]) -> None:
    code = photos[0].site.code
    html = client.get(f"/en/sites/{code}/photo/{photos[2].item}/").content.decode()
    assert_valid_html(html)
    assert "2 of 3" in html and "남쪽 보도" in html
    assert f"/photo/{photos[0].item}/" in html and f"/photo/{photos[1].item}/" in html


def test_photo_that_was_taken_down_leads_to_its_history(client: Client, photos: list[Release]) -> None:
    withdraw(releases=[photos[0]], by=make_official(post="팀장"), reason="얼굴이 보임", now=timezone.now())
    response = client.get(f"/sites/{photos[0].site.code}/photo/{photos[0].item}/")
    assert response.status_code == 302 and response["Location"] == f"/history/{photos[0].item}/"


def test_json_carries_what_each_digest_covers(client: Client, photos: list[Release]) -> None:
    response = client.get(f"/sites/{photos[0].site.code}/photo.json")
    assert response["Content-Disposition"].startswith("attachment")
    found = json.loads(b"".join(response.streaming_content))  # type: ignore[attr-defined]
    assert (found["site"], found["kind"], len(found["items"])) == (photos[0].site.code, "photo", 3)
    for item in found["items"]:
        assert content_digest(salt=item["salt"], document=item["document"]) == item["digest"]
        assert canonical_json(item["document"]).decode() in json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    assert {item["document"]["item"] for item in found["items"]} == {str(photo.item) for photo in photos}
    assert Photo.objects.filter(release__in=photos).count() == 3


@pytest.mark.parametrize("address", ["/sites/none/photo.json", "/sites/none/photo/"])
def test_no_download_and_no_gallery_of_an_unknown_site(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("address", "said", "is_linked"),
    [
        ("rtsp://cam.example.org/1", "cannot be shown on the web", False),
        ("https://cam.example.org/live.m3u8", "Moving picture (HLS", True),
        ("https://cam.example.org/still.jpg", "Picture from the camera now", True),
        ("https://cam.example.org/view", "Open the camera", True),
    ],
)
def test_camera_without_a_relay(client: Client, address: str, said: str, is_linked: bool) -> None:
    release = make_release("webcam", address=address)
    html = client.get(f"/en/sites/{release.site.code}/").content.decode()
    assert said in html and (f'href="{address}"' in html) is is_linked
    assert "rtsp://" not in html


def test_relay_shows_every_camera_as_a_still(client: Client, settings: Settings) -> None:
    settings.WEBCAM_RELAY = "/cameras/"
    release = make_release("webcam", address="rtsp://cam.example.org/1")
    html = client.get(f"/en/sites/{release.site.code}/").content.decode()
    assert f'<img src="/cameras/{release.item}.jpg"' in html
    assert "rtsp://" not in html and "cannot be shown" not in html
    assert_valid_html(html)
