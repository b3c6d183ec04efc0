"""The search follows the releases: found with the release, gone with the withdrawal."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from desk.actions import withdraw
from disclosures.models import FirmSite
from sites.models import ConstructionSite, SearchEntry, SearchWord
from sites.search import search
from tests.factories import make_official, make_release, make_site

pytestmark = pytest.mark.django_db


def test_released_site_is_found_by_name_and_by_a_firm_of_its_releases() -> None:
    site = make_site()
    release = make_release("site", site=site, name="고래뫼 순환도로")
    make_release("subcontract", site=site, subcontractor="쀼쀼토건 주식회사")
    assert search("고래뫼").ids == search("쀼쀼토건").ids == [release.site_id]


def test_withdrawn_site_leaves_no_text_in_the_search() -> None:
    release = make_release("site", name="고래뫼 순환도로")
    withdraw(releases=[release], by=make_official(), reason="잘못 올렸습니다.", now=timezone.now())
    assert not SearchEntry.objects.filter(site=release.site_id).exists()
    assert not SearchWord.objects.filter(word="고래뫼").exists()


def test_rebuild_writes_what_is_missing_and_counts_the_words_anew() -> None:
    release = make_release("site", name="고래뫼 순환도로")
    contract = make_release("contract", winner="쀼쀼토건 주식회사")
    FirmSite.objects.filter(site=contract.site_id).delete()
    SearchEntry.objects.filter(site=release.site_id).delete()
    SearchWord.objects.create(word="낡은낱말", keys="skfrdmsskxakf", sites=3)
    call_command("rebuild_search")
    assert search("고래뫼").ids == [release.site_id]
    assert FirmSite.objects.get(site=contract.site_id).firm.match_name == "쀼쀼토건"
    assert SearchWord.objects.get(word="고래뫼").sites == 1
    assert not SearchWord.objects.filter(word="낡은낱말").exists()
    assert ConstructionSite.objects.disclosed().count() == SearchEntry.objects.count()
