"""Pages of a list: by number, and after a row; in every order, forwards and back."""

import datetime
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.test import Client

from sites import listing
from sites.addresses import with_changes
from sites.filters import SiteFilter
from sites.listing import NoSuchPage, list_page, page_of_sites
from sites.models import ConstructionSite
from sites.order import AMOUNT, BEHIND, COMPLETION, NEWEST, Order
from sites.search import finding
from tests.factories import make_release

pytestmark = pytest.mark.django_db


@pytest.fixture
def seven() -> list[str]:
    """Sites of which some lack a value and some share one."""
    day = datetime.date(2030, 1, 1)
    amounts = (5_000, None, 7_000, 5_000, None, 9_000, 1_000)
    gaps = ("-2.5", None, "3.0", "-2.5", "0.0", None, "-9.25")
    for number, (amount, gap) in enumerate(zip(amounts, gaps, strict=True)):
        site = make_release("site", name="일곱곳 공사", ends_on=day + datetime.timedelta(days=number // 2)).site
        actual = None if gap is None else 50 + Decimal(gap)
        planned = None if gap is None else 50
        ConstructionSite.objects.filter(pk=site.pk).update(
            contract_amount=amount, actual_percent=actual, planned_percent=planned
        )
    return []


def sites_called(name: str) -> SiteFilter:
    filtered = SiteFilter(QueryDict(f"q={name}"), queryset=ConstructionSite.objects.disclosed().with_directory())
    assert filtered.is_valid()
    return filtered


@pytest.mark.parametrize("order", [NEWEST, COMPLETION, AMOUNT, BEHIND])
def test_keyset_pages_walk_the_whole_list_and_back(
    seven: list[str], order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "NUMBERED", 1)
    sites = sites_called("일곱곳").qs
    whole = [site.pk for site in order.sort(sites)]
    assert len(whole) == 7
    pages, address = [], "?q=x"
    while address:
        page = list_page(sites, order, QueryDict(address[1:]), per_page=2)
        pages.append([site.pk for site in page.sites])
        address = page.next_url
    assert [pk for rows in pages for pk in rows] == whole
    assert [len(rows) for rows in pages] == [2, 2, 2, 1]
    for expected in pages[-2::-1]:
        page = list_page(sites, order, QueryDict(page.previous_url[1:]), per_page=2)
        assert [site.pk for site in page.sites] == expected
    assert page.number == 1 and not page.has_previous


@pytest.mark.parametrize(("typed", "corrected"), [("일곱곳", ""), ("ㅇㄱㄱ", ""), ("일곱굣", "일곱곳"), ("Z7-", "")])
def test_search_that_finds_too_many_to_count_lists_all_of_them_in_another_order(
    seven: list[str], typed: str, corrected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for site in ConstructionSite.objects.filter(name="일곱곳 공사"):
        ConstructionSite.objects.filter(pk=site.pk).update(code=f"Z7-{site.pk}")
    other = make_release("site", name="여덟째 공사").site
    ConstructionSite.objects.filter(pk=other.pk).update(contract_amount=10_000)
    monkeypatch.setattr(finding, "COUNT_UP_TO", 3)
    query = QueryDict(f"q={typed}&sort=amount")
    sites = SiteFilter(query, queryset=ConstructionSite.objects.disclosed().with_directory())
    assert sites.is_valid()
    page = page_of_sites(sites, query, per_page=3)
    assert [site.contract_amount for site in page.sites] == [9_000, 7_000, 5_000]
    assert (page.found, page.is_capped, page.corrected) == (3, True, corrected)
    assert sites.qs.count() == 7 and sites.best.count() == 3


def test_table_of_a_search_holds_what_the_list_does_not_count(
    seven: list[str], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "COUNT_UP_TO", 3)
    response = client.get("/sites.csv", {"q": "일곱곳"})
    assert b"".join(response.streaming_content).decode().count("일곱곳 공사") == 7


def test_what_lacks_a_value_comes_last(seven: list[str]) -> None:
    sites = sites_called("일곱곳").qs
    assert [site.contract_amount for site in AMOUNT.sort(sites)][:4] == [9_000, 7_000, 5_000, 5_000]
    assert [site.contract_amount for site in AMOUNT.sort(sites)][-2:] == [None, None]
    assert next(iter(BEHIND.sort(sites))).actual_percent == Decimal("40.75")


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=9", "page=x", "page=-1", "page=²", "page=999999999999", "page=60", "after=x", "after=9~9;DROP",
     "after=2026-01-01~1", "before=%00~1", "after=2026-13-01T00:00:00%2B00:00~1", "after=1e400~2"],
)  # fmt: skip
def test_page_that_is_not_there(seven: list[str], query: str) -> None:
    with pytest.raises(NoSuchPage):
        list_page(sites_called("일곱곳").qs, NEWEST, QueryDict(query), per_page=2)


def test_page_that_is_not_there_is_explained(client: Client) -> None:
    response = client.get("/en/sites/", {"page": "4000", "status": "ongoing"})
    assert response.status_code == 404
    html = response.content.decode()
    assert "There is no such page" in html and 'href="?status=ongoing"' in html


def test_with_changes_leaves_out_what_is_empty_and_starts_anew() -> None:
    query = QueryDict("q=길&district=&status=ongoing&page=7&after=1~2&place=역삼동&radius=1")
    assert with_changes(query, place="", radius="") == "?q=%EA%B8%B8&status=ongoing"
    assert with_changes(query, page="8", after="5~6").endswith("&page=8&after=5~6")


def test_completion_soon_lists_what_is_ahead_alone() -> None:
    today = datetime.date.today()
    for days, status in ((-3, "ongoing"), (9, "ongoing"), (4, "ongoing"), (6, "completed")):
        ends_on = today + datetime.timedelta(days=days)
        make_release("site", name="마감순 공사", status=status, ends_on=ends_on, starts_on=datetime.date(2020, 1, 1))
    filtered = SiteFilter(QueryDict("q=마감순&sort=completion"), queryset=ConstructionSite.objects.disclosed())
    assert filtered.is_valid()
    assert [site.days_left(today) for site in filtered.order.sort(filtered.qs)] == [4, 9]
