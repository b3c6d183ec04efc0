"""What the site's page reads in one statement is what the ORM would have read."""

import datetime

import pytest
from django.conf import settings
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from desk.actions import withdraw
from disclosures.kinds import KINDS, Kind
from disclosures.models import Release
from disclosures.page import Section, kind_page, site_page
from disclosures.statements import content_columns
from sites.models import ConstructionSite
from tests.disclosures.stories import release_withheld
from tests.factories import make_official, make_release, make_site

pytestmark = pytest.mark.django_db


def section_of(site: ConstructionSite, slug: str) -> Section:
    return next(section for section in site_page(site).sections if section.kind.slug == slug)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_rows_are_typed_as_the_orm_types_them(kind: Kind) -> None:
    release = make_release(kind.slug)
    item = section_of(release.site, kind.slug).items[0]
    expected = kind.model._default_manager.get(pk=release.pk)
    for field in content_columns(kind):
        assert getattr(item.row, field.attname) == getattr(expected, field.attname), field.name
        assert type(getattr(item.row, field.attname)) is type(getattr(expected, field.attname)), field.name
    stored = Release.objects.get(pk=release.pk)
    assert {field.attname: getattr(item.release, field.attname) for field in Release._meta.concrete_fields} == {
        field.attname: getattr(stored, field.attname) for field in Release._meta.concrete_fields
    }
    assert item.release.department.name == release.department.name
    assert set(item.files) == {value for field in kind.file_fields if (value := getattr(expected, field.name))}


def test_every_kind_of_the_profile_in_its_order() -> None:
    page = site_page(make_release("overview").site)
    assert [section.kind.slug for section in page.sections] == list(settings.PROFILE.kinds)
    assert page.record is not None and page.record.release.kind == "site"


def test_page_takes_one_statement_however_much_there_is(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    site = make_site()
    for kind in KINDS:
        release = make_release(kind.slug, site=site)
    for _ in range(3):
        make_release("progress")
    site_page(release.site)  # on a new connection it is prepared first
    with django_assert_num_queries(1):
        page = site_page(release.site)
        [item.row.release.department.name for section in page.sections for item in section.items]


def test_latest_rows_and_the_number_of_all() -> None:
    site = make_site()
    for month in range(1, 15):
        day = datetime.date(2025 + month // 13, month % 12 + 1, 1)
        release = make_release("progress", site=site, as_of_on=day)
    section = section_of(release.site, "progress")
    assert section.total == 14
    assert len(section.items) == section.kind.latest and section.has_more
    days = [item.release.as_of_on for item in section.items]
    assert days == sorted(days, reverse=True)
    rest = kind_page(release.site, section.kind, limit=20, offset=section.kind.latest)
    assert len(rest.items) == 14 - section.kind.latest and rest.total == 14
    assert {item.release.pk for item in rest.items}.isdisjoint({item.release.pk for item in section.items})


def test_rows_without_the_date_come_last() -> None:
    site = make_site()
    undated = make_release("contract", site=site)
    dated = make_release("contract", site=site, signed_on=datetime.date(2020, 1, 1))
    items = section_of(dated.site, "contract").items
    assert [item.release.pk for item in items] == [dated.pk, undated.pk]


def test_withheld_field_has_its_ground_and_no_value() -> None:
    release = release_withheld("contract", field="estimate", estimate=9_000_000_000)
    item = section_of(release.site, "contract").items[0]
    assert item.row.estimate is None
    assert item.withheld["estimate"].ground == 7
    assert item.withheld["estimate"].review_on == datetime.date(2027, 5, 1)


def test_tombstone_of_what_was_taken_down_and_not_released_anew() -> None:
    site = make_site()
    make_release("penalty", site=site)
    gone = make_release("penalty", site=site)
    withdraw(releases=[gone], by=make_official(post="팀장"), reason="처분 취소", now=timezone.now())
    section = section_of(gone.site, "penalty")
    assert section.total == 1
    assert [(stone.release.pk, stone.ground) for stone in section.tombstones] == [(gone.pk, "처분 취소")]
    assert section.tombstones[0].kind.slug == "penalty"
    assert section_of(gone.site, "payment").tombstones == []


def test_files_come_without_their_bytes() -> None:
    release = make_release("photo")
    file = next(iter(section_of(release.site, "photo").items[0].files.values()))
    assert (file.width, file.height) == (640, 480)
    assert file.get_deferred_fields() == {"content", "thumbnail"}
