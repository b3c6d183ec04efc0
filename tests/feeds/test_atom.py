"""Feeds, as feedparser reads them: what is in them, what was taken down, and that identifiers stay."""

import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import feedparser
import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree

from desk.actions import withdraw
from disclosures.models import Release
from feeds.atom import channels
from feeds.identity import feed_urn, item_urn, site_urn
from sites.models import ConstructionSite, Firm
from tests.disclosures.stories import correct, release_withheld
from tests.factories import make_official, make_release, make_site

pytestmark = pytest.mark.django_db

DELETED = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"


def read(client: Client, path: str) -> Any:
    """The feed by feedparser, which knows no warnings (bozo) of it."""
    response = client.get(path)
    assert response.status_code == 200, path
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(response.content)
    assert not feed.bozo and feed.version == "atom10"
    assert feed.feed.id and feed.feed.title and feed.feed.updated_parsed and feed.feed.author
    identifiers = [entry.id for entry in feed.entries]
    assert len(identifiers) == len(set(identifiers))
    assert all(entry.title and entry.link and entry.updated_parsed for entry in feed.entries)
    return feed


def gone(client: Client, path: str) -> dict[str, str]:
    """The identifiers of a feed's tombstones, with their reasons."""
    root = etree.fromstring(client.get(path).content)
    return {each.attrib["ref"]: "".join(each.itertext()) for each in root.iter(DELETED)}


def take_down(*releases: Release, reason: str = "잘못된 자료") -> None:
    withdraw(releases=list(releases), by=make_official(post="팀장"), reason=reason, now=timezone.now())


@pytest.fixture
def release() -> Release:
    return make_release(
        "progress", planned_percent=Decimal("64.00"), actual_percent=Decimal("62.10"), gap_reason="<장마> & 태풍"
    )


def feeds_of(release: Release) -> list[str]:
    """Every feed that this release stands in."""
    site = release.site
    district = site.districts.get()
    return [
        "/feeds/all.atom",
        f"/feeds/kinds/{release.kind}.atom",
        f"/feeds/districts/{district.code}.atom",
        f"/feeds/departments/{site.department.code}.atom",  # type: ignore[union-attr]
        f"/sites/{site.code}/feed.atom",
    ]


def test_release_stands_in_every_feed_that_it_belongs_to(client: Client, release: Release) -> None:
    for path in feeds_of(release):
        feed = read(client, path)
        (entry,) = [entry for entry in feed.entries if entry.id == item_urn(release.item)]
        assert entry.title == f"공정현황: {release.site.name}"
        assert entry.link == f"http://testserver/sites/{release.site.code}/#progress"
        assert entry.author == release.department.name
        assert entry.tags[0].term == "progress"
        assert "62.1%" in entry.content[0].value and "&lt;장마&gt; &amp; 태풍" in entry.content[0].value
        assert feed.feed.language == "ko"


def test_feed_speaks_the_language_of_its_address(client: Client, release: Release) -> None:
    feed = read(client, f"/en/sites/{release.site.code}/feed.atom")
    assert feed.feed.language == "en"
    assert {entry.title for entry in feed.entries} >= {f"Progress: {release.site.name_en}"}
    assert all(entry.link.startswith("http://testserver/en/sites/") for entry in feed.entries)
    assert feed.feed.id != read(client, f"/sites/{release.site.code}/feed.atom").feed.id


def test_withdrawn_item_leaves_a_tombstone_in_each_feed(client: Client, release: Release) -> None:
    paths = feeds_of(release)
    take_down(release, reason="금액 오기")
    for path in paths:
        assert item_urn(release.item) not in {entry.id for entry in read(client, path).entries}
        assert "금액 오기" in gone(client, path)[item_urn(release.item)]


def test_withdrawn_site_is_told_where_it_stood(client: Client, release: Release) -> None:
    """Nothing says any more in which district it was: its tombstones stand in every district's feed."""
    paths = [*feeds_of(release), "/feeds/sites.atom"]
    record = Release.objects.current().get(site=release.site, kind="site")
    take_down(record)
    for path in paths:
        stones = gone(client, path)
        expected = record if path in ("/feeds/sites.atom", paths[0]) else release
        assert item_urn(expected.item) in stones
        content = client.get(path).content.decode()
        assert f"/sites/{release.site.code}/#" not in content
        assert path.startswith("/sites/") or f"/sites/{release.site.code}/" not in content
    assert site_urn(release.site.code) in gone(client, "/sites.atom?status=ongoing")


def test_item_released_anew_is_an_entry_again_under_its_identifier(client: Client, release: Release) -> None:
    corrected = correct(release, reason="측량 오차", actual_percent=Decimal("63.00"))
    path = f"/sites/{release.site.code}/feed.atom"
    (entry,) = [entry for entry in read(client, path).entries if entry.id == item_urn(release.item)]
    assert "63.0%" in entry.content[0].value and corrected.correction_reason in entry.content[0].value
    assert entry.published_parsed <= entry.updated_parsed
    assert gone(client, path) == {}


def test_withheld_field_is_named_and_not_told(client: Client) -> None:
    withheld = release_withheld("contract", field="winner")
    (entry,) = [
        entry
        for entry in read(client, f"/sites/{withheld.site.code}/feed.atom").entries
        if entry.id == item_urn(withheld.item)
    ]
    assert "비공개" in entry.content[0].value and "한빛가람" not in entry.content[0].value


def test_new_sites_are_listed_once_the_newest_of_them(client: Client) -> None:
    first, second = make_release("site"), make_release("site")
    listed = [entry.id for entry in read(client, "/feeds/sites.atom").entries]
    assert listed.index(item_urn(second.item)) < listed.index(item_urn(first.item))


def test_firm_has_the_feed_of_its_sites(client: Client) -> None:
    name = f"주식회사 먹줄{timezone.now():%H%M%S%f}"
    contract = make_release("contract", winner=name)
    firm = Firm.objects.get(name=name)
    assert item_urn(contract.item) in {entry.id for entry in read(client, f"/feeds/firms/{firm.pk}.atom").entries}
    assert f"/feeds/firms/{firm.pk}.atom" in client.get(f"/firms/{firm.pk}/").content.decode()


def test_search_has_a_feed_of_the_sites_that_it_finds(client: Client) -> None:
    site = make_release("site", name="가온누리 고가 철거공사").site
    feed = read(client, f"/sites.atom?q={quote('가온누리')}&status=ongoing")
    assert [entry.id for entry in feed.entries] == [site_urn(site.code)]
    assert feed.feed.link.startswith("http://testserver/sites/?q=%EA%B0%80")
    assert client.get("/sites.atom?amount_min=x").status_code == 400
    page = client.get("/sites/?q=가온누리&sort=amount").content.decode()
    assert 'href="/sites.atom?q=%EA%B0%80%EC%98%A8%EB%88%84%EB%A6%AC"' in page


def test_identifiers_never_change() -> None:
    """Readers know by them what they have read: these are written down."""
    assert site_urn("T-1") == "urn:uuid:fed3bcd0-9d0e-591c-ab13-41a151e9c31b"
    assert feed_urn("/feeds/all.atom") == "urn:uuid:b623167c-4eb4-5f9a-9a47-3f2c0051acef"


def test_feed_is_bounded_and_takes_few_statements(
    client: Client, django_assert_max_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channels, "ENTRIES", 3)
    site = make_site()
    for sequence in range(5):
        make_release("payment", site=site, sequence=sequence + 1)
    with django_assert_max_num_queries(8):
        assert len(read(client, f"/sites/{site.code}/feed.atom").entries) == 3
    with django_assert_max_num_queries(8):
        assert len(read(client, "/feeds/districts/11200.atom").entries) <= 3


def test_text_that_xml_cannot_hold_does_not_break_the_feed(client: Client) -> None:
    release = make_release("overview", purpose="붙여 넣은\x0b글")
    (entry,) = [e for e in read(client, "/feeds/kinds/overview.atom").entries if e.id == item_urn(release.item)]
    assert "붙여 넣은글" in entry.content[0].value


def test_feed_of_nothing_is_none(client: Client) -> None:
    paths = ("kinds/nothing", "kinds/site", "districts/00000", "departments/none", "firms/0")
    assert {client.get(f"/feeds/{path}.atom").status_code for path in paths} == {404}
    assert client.get("/sites/none/feed.atom").status_code == 404


def test_empty_feed_says_when_it_changed(client: Client) -> None:
    site = ConstructionSite.objects.create(
        code=f"E{timezone.now():%H%M%S%f}", name="빈 현장", updated_at=timezone.now()
    )
    feed = read(client, f"/sites/{site.code}/feed.atom")
    assert feed.entries == [] and datetime.datetime(*feed.feed.updated_parsed[:6]).year == 1970
