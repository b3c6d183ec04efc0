"""No address that was ever given out breaks."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import resolve
from django.utils import timezone
from django.utils.translation import override

from desk.actions import withdraw
from embeds.subjects import CITY, DEPARTMENTS, DISTRICTS, SITES
from tests.embeds.publishing import CODES, given_out, published
from tests.factories import make_official, make_release

_TYPES = {"svg": "image/svg+xml; charset=utf-8", "png": "image/png", "": "text/html; charset=utf-8"}


@pytest.fixture
def codes() -> dict[str, str]:
    """What the words of the list stand for here."""
    site = make_release("progress").site
    assert site.department is not None
    found = {CITY: settings.PROFILE.slug, DISTRICTS: "11200", DEPARTMENTS: site.department.code, SITES: site.code}
    return {CODES[scope]: code for scope, code in found.items()}


def test_everything_that_is_given_out_is_in_the_list() -> None:
    missing = sorted({*given_out()} - {*published()})
    assert not missing, "add these to tests/embeds/published.txt, and never take one out"


@pytest.mark.django_db
def test_every_address_of_the_list_is_answered(client: Client, codes: dict[str, str]) -> None:
    for address in published():
        answer = client.get(_filled(address, codes))
        if "/go/" in address:
            assert answer.status_code == 302, address
            continue
        assert answer.status_code == 200, address
        assert answer["Content-Type"] == _TYPES[address.rpartition(".")[2] if "." in address else ""], address
        assert not answer.cookies, address


@pytest.mark.django_db
def test_address_of_the_list_leads_to_the_same_in_every_language(codes: dict[str, str]) -> None:
    for language, _name in settings.LANGUAGES[1:]:
        with override(language):
            names = {resolve(f"/{language}{_filled(address, codes)}").view_name for address in published()}
        assert {name.partition(":")[0] for name in names} == {"embeds"}


@pytest.mark.django_db
@pytest.mark.parametrize("rest", ["banner-170x50-blue.svg", "banner-300x250-dark.png", "picture.png", "card-light/"])
def test_what_was_withdrawn_or_never_was_is_told_by_the_embed_itself(client: Client, rest: str) -> None:
    release = make_release("site", name="거두어들인 공사")
    withdraw(releases=[release], by=make_official(post="팀장"), reason="사업 취소", now=timezone.now())
    gone = client.get(f"/embeds/sites/{release.site.code}/{rest}")
    assert gone.status_code == 410 and gone.content
    assert "거두어들인 공사" not in gone.content.decode("utf-8", "replace")
    never = client.get(f"/embeds/districts/99999/{rest}")
    assert never.status_code == 404 and never.content
    assert never["Content-Type"] == gone["Content-Type"]


def _filled(address: str, codes: dict[str, str]) -> str:
    for word, code in codes.items():
        address = address.replace(f"/{word}/", f"/{code}/")
    return address
