"""Released files over HTTP: only what a readable release shows, and never from a stale cache."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from desk.actions import withdraw
from desk.files import PDF
from disclosures.models import Release, ReleasedFile
from tests.factories import make_file, make_official, make_release

pytestmark = pytest.mark.django_db


def content_url(sha256: str) -> str:
    return reverse("disclosures:file-content", args=[sha256])


def shown(release: Release) -> ReleasedFile:
    return ReleasedFile.objects.get(uses__release=release)


def test_picture_is_served_inline_with_its_thumbnail(client: Client) -> None:
    file = shown(make_release("photo"))
    response = client.get(content_url(file.sha256))
    assert response.status_code == 200 and response.content == b"data"
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"].startswith("inline")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    thumbnail = client.get(reverse("disclosures:file-thumbnail", args=[file.sha256]))
    assert thumbnail.content == b"tiny" and thumbnail["ETag"] != response["ETag"]


def test_unchanged_file_costs_a_304(client: Client) -> None:
    file = shown(make_release("photo"))
    first = client.get(content_url(file.sha256))
    again = client.get(content_url(file.sha256), headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304 and not again.content
    assert first["Cache-Control"] == again["Cache-Control"] == "public, no-cache"
    assert file.sha256 in first["ETag"]


def test_document_is_a_download_without_thumbnail(client: Client) -> None:
    document = make_file(by=make_official(), media_type=PDF)
    type(document).objects.filter(pk=document.pk).update(thumbnail=None, width=None, height=None)
    file = shown(make_release("design-change", document=document.sha256))
    assert client.get(content_url(file.sha256))["Content-Disposition"].startswith("attachment")
    assert client.get(reverse("disclosures:file-thumbnail", args=[file.sha256])).status_code == 404


def test_withdrawn_file_is_gone_even_for_who_has_it_cached(client: Client) -> None:
    release = make_release("photo")
    url = content_url(shown(release).sha256)
    etag = client.get(url)["ETag"]
    withdraw(releases=[release], by=make_official(), reason="잘못 올린 사진", now=timezone.now())
    assert client.get(url).status_code == 404
    assert client.get(url, headers={"If-None-Match": etag}).status_code == 404


def test_stored_but_unreleased_file_is_not_served(client: Client) -> None:
    assert client.get(content_url(make_file(by=make_official()).sha256)).status_code == 404


def test_only_reading_is_allowed(client: Client) -> None:
    assert client.post(content_url(shown(make_release("photo")).sha256)).status_code in (403, 405)
