"""A released picture in its sizes: offered by the page, served, and gone with its release."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from desk.actions import withdraw
from desk.files import store
from disclosures.models import Release, ReleasedRendition
from tests.desk.test_files import phone_photo
from tests.factories import make_official, make_release

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo() -> Release:
    stored = store(data=phone_photo(), accepts=("image/jpeg",), by=make_official())
    return make_release("photo", image=stored.sha256)


def addresses(client: Client, release: Release) -> list[str]:
    html = client.get(f"/sites/{release.site.code}/").content.decode()
    return re.findall(r"(/files/[0-9a-f]{64}/\d+\.\w+) \d+w", html)


def test_page_offers_every_format_and_size_with_the_proportions(client: Client, photo: Release) -> None:
    html = client.get(f"/sites/{photo.site.code}/").content.decode()
    assert html.count("<picture>") == 1
    assert [html.index(f'type="image/{name}"') for name in ("avif", "webp", "jpeg")] == sorted(
        html.index(f'type="image/{name}"') for name in ("avif", "webp", "jpeg")
    )
    assert 'width="1600" height="1067"' in html and 'loading="lazy"' in html
    assert len(addresses(client, photo)) == 9


def test_each_size_is_served_as_what_it_is_and_costs_a_304_when_unchanged(client: Client, photo: Release) -> None:
    for address in addresses(client, photo):
        response = client.get(address)
        assert response.status_code == 200 and response["Content-Type"] == f"image/{address.rpartition('.')[2]}"
        assert response["X-Content-Type-Options"] == "nosniff" and response["Cache-Control"] == "public, no-cache"
        assert client.get(address, headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_a_size_that_was_never_made_is_not_found(client: Client, photo: Release) -> None:
    address = addresses(client, photo)[0]
    assert client.get(re.sub(r"\d+\.avif", "321.avif", address)).status_code == 404
    assert client.get(re.sub(r"\.avif", ".gif", address)).status_code == 404


def test_withdrawal_takes_the_sizes_down_with_the_picture(client: Client, photo: Release) -> None:
    offered = addresses(client, photo)
    assert ReleasedRendition.objects.count() >= 9
    withdraw(releases=[photo], by=make_official(post="팀장"), reason="얼굴이 보임", now=timezone.now())
    assert {client.get(address).status_code for address in offered} == {404}
    assert not ReleasedRendition.objects.filter(file_id=offered[0].split("/")[2]).exists()
