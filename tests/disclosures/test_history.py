"""Versions of an item and what they changed."""

import hashlib
import uuid

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from desk.actions import erase, withdraw
from disclosures.history import item_history, site_tombstone
from disclosures.models import LedgerEvent, Release
from tests.disclosures.stories import correct, release_withheld
from tests.factories import make_official, make_release

pytestmark = pytest.mark.django_db


def test_item_that_was_never_released() -> None:
    assert item_history(uuid.uuid4()) is None


def test_correction_shows_the_fields_that_differ(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    first = make_release("overview", budget=9_100_000_000)
    correct(first, reason="고시 반영", budget=9_500_000_000)
    with django_assert_num_queries(4):
        history = item_history(first.item)
        assert history is not None
        new, old = history.versions
    assert [(change.field.name, change.old, change.new) for change in new.changes or ()] == [
        ("budget", 9_100_000_000, 9_500_000_000)
    ]
    assert old.changes is None and new.release.correction_reason == "고시 반영"
    assert (old.release.state, new.release.state) == ("superseded", "released")


def test_correction_without_a_change() -> None:
    first = make_release("overview")
    correct(first, reason="기준일만 다시")
    history = item_history(first.item)
    assert history is not None and history.versions[0].changes == []


def test_department_of_the_site_is_compared_by_name() -> None:
    first = make_release("site")
    other = make_official().department
    history = item_history(first.item)
    assert history is not None and history.versions[0].row is not None
    assert history.versions[0].row.department == other


def test_digest_can_be_made_again_from_what_the_page_shows() -> None:
    first = make_release("contract")
    history = item_history(first.item)
    assert history is not None
    version = history.versions[0]
    assert version.row is not None
    made = hashlib.sha256(bytes.fromhex(version.row.salt) + version.canonical.encode()).hexdigest()
    assert made == version.release.digest == version.entries[0].content_digest


def test_withheld_side_is_marked_and_empty() -> None:
    release = release_withheld("contract", field="estimate", estimate=9_000_000_000)
    history = item_history(release.item)
    assert history is not None
    version = history.versions[0]
    assert version.withheld["estimate"].ground == 7
    assert "9000000000" not in version.canonical


@pytest.mark.parametrize("way", [LedgerEvent.WITHDRAWN, LedgerEvent.ERASED])
def test_taken_down_version_keeps_its_header_and_ground(way: LedgerEvent) -> None:
    first = make_release("penalty")
    second = correct(first, reason="점수 정정", points=1)
    take_down(second, way, "처분 취소")
    history = item_history(first.item)
    assert history is not None
    gone, old = history.versions
    assert gone.row is None and gone.changes is None and gone.canonical == ""
    assert gone.ground == "처분 취소"
    assert gone.is_erased == (way == LedgerEvent.ERASED)
    assert old.row is not None


def test_site_tombstone() -> None:
    release = make_release("site")
    assert site_tombstone(release.site) is None
    take_down(release, LedgerEvent.WITHDRAWN, "사업 취소")
    entry = site_tombstone(release.site)
    assert entry is not None and (entry.event, entry.ground) == ("withdrawn", "사업 취소")


def take_down(release: Release, way: LedgerEvent, ground: str) -> None:
    approver = make_official(post="팀장")
    if way == LedgerEvent.ERASED:
        erase(releases=[release], by=approver, ground=ground, now=timezone.now())
    else:
        withdraw(releases=[release], by=approver, reason=ground, now=timezone.now())
