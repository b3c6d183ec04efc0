"""The filters of the list, each alone and together."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict

from sites.filters import SiteFilter
from sites.models import ConstructionSite
from sites.search import finding
from tests.factories import make_department, make_official, make_release, make_site

pytestmark = pytest.mark.django_db


def released(**values: Any) -> ConstructionSite:
    return make_release("site", **values).site


def found(query: str) -> set[str]:
    sites = SiteFilter(QueryDict(query), queryset=ConstructionSite.objects.disclosed())
    assert sites.is_valid(), sites.form.errors
    return {site.code for site in sites.qs}


def test_words_all_of_them_in_any_field() -> None:
    site = released(name="한빛천 산책로 정비공사", name_en="Hanbit stream walk", address="서울 종로구 가람동 1")
    other = released(name="한빛천 제방 보강공사")
    assert {site.code, other.code} <= found("q=한빛천")
    assert found("q=한빛천+가람동") == {site.code}
    assert found("q=hanbit") == {site.code}
    assert found("q=우주왕복선발사대") == set()
    assert site.code in found(f"q={site.code[:5]}")


@pytest.mark.parametrize(
    "chosen", ["near=37.5600,127.0400", "sort=completion", "contractor=유일고래", "since=2040-01-01"]
)
def test_words_are_looked_for_among_the_chosen_sites(chosen: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not the other way round: of thousands that have the words, the chosen ones may be the last."""
    monkeypatch.setattr(finding, "COUNT_UP_TO", 1)
    values = {"name": "쀼쀼로 정비공사", "latitude": Decimal("37.56"), "longitude": Decimal("127.04")}
    managed = make_site(by=make_official())
    site = released(**values, site=managed, starts_on=datetime.date(2026, 1, 1), ends_on=datetime.date(2041, 1, 1))
    make_release("contract", site=managed, winner="유일고래건설")
    far = {**values, "latitude": Decimal("37.40")}
    released(**far, starts_on=datetime.date(2020, 1, 1), ends_on=datetime.date(2021, 1, 1))
    assert found(f"q=쀼쀼로&{chosen}") == {site.code}


def test_choices() -> None:
    site = released(district_codes=["11110", "11140"], work_type="park", status="suspended", name="유일한공원 조성")
    for query in ("district=11110", "district=11140", "work_type=park", "status=suspended"):
        assert site.code in found(f"q=유일한공원&{query}")
    for query in ("district=11740", "work_type=road", "status=ongoing"):
        assert found(f"q=유일한공원&{query}") == set()


def test_department() -> None:
    department = make_department(code="park-1", name="유일과")
    site = released(site=make_site(by=make_official(), department=department))
    assert found("department=park-1") == {site.code}


def test_contractor_and_amount() -> None:
    site = make_release("contract", winner="유일무이건설", amount=12_345_000_000).site
    assert found("contractor=유일무이") == {site.code}
    assert found("contractor=유일무이&amount_min=123.45&amount_max=123.45") == {site.code}
    assert found("contractor=유일무이&amount_min=123.46") == set()
    assert found("contractor=유일무이&amount_max=123.44") == set()


def test_period_means_works_going_on_between_the_dates() -> None:
    day = datetime.date
    site = released(name="유일기간 공사", starts_on=day(2025, 3, 1), ends_on=day(2025, 9, 30))
    for query in ("since=2025-09-30", "until=2025-03-01", "since=2025-01-01&until=2025-12-31"):
        assert found(f"q=유일기간&{query}") == {site.code}
    for query in ("since=2025-10-01", "until=2025-02-28"):
        assert found(f"q=유일기간&{query}") == set()


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("amount_min=x", "amount_min"),
        ("amount_min=5&amount_max=4", "amount_max"),
        ("amount_min=1e99", "amount_min"),
        ("since=2026-13-01", "since"),
        ("since=2026-02-01&until=2026-01-01", "until"),
        ("district=99999", "district"),
        ("department=none", "department"),
        ("q=%00", "q"),
        ("q=" + "a" * 101, "q"),
    ],
)
def test_what_makes_no_sense_is_an_error(query: str, field: str) -> None:
    sites = SiteFilter(QueryDict(query), queryset=ConstructionSite.objects.disclosed())
    assert not sites.is_valid()
    assert list(sites.form.errors) == [field]
    assert sites.chosen == []


def test_chosen_in_words() -> None:
    sites = SiteFilter(QueryDict("q=길&status=ongoing&district=11110&since=2025-01-01"))
    assert [(chosen.name, chosen.words) for chosen in sites.chosen] == [
        ("q", "길"),
        ("district", "종로구"),
        ("status", "진행"),
        ("since", "2025-01-01"),
    ]
