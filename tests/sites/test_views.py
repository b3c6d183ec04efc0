"""The list of sites and the directory as pages."""

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from desk.actions import publish_directory
from desk.actions.counting import count_figures
from sites import listing
from sites.search import finding
from tests.factories import make_official, make_release, make_site
from tests.pages import assert_valid_html

pytestmark = pytest.mark.django_db


def test_site_list_pages_keep_the_filters(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing.page_of_sites, "__kwdefaults__", {"per_page": 2})
    for _ in range(5):
        make_release("site", name="쪽나눔 공사")
    html = client.get("/sites/", {"q": "쪽나눔", "page": "2"}).content.decode()
    assert "공사장 5곳" in html
    assert 'href="?q=%EC%AA%BD%EB%82%98%EB%88%94&amp;page=3" rel="next"' in html
    assert html.count('class="card"') == 2
    assert_valid_html(html)


@pytest.mark.parametrize("page", ["0", "9", "x", "-1", "²", "99999999999999999999"])
def test_site_list_page_that_is_not_there(client: Client, page: str) -> None:
    assert client.get("/sites/", {"page": page, "q": "아무것도"}).status_code == 404


def test_site_list_counts_up_to_a_limit(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "COUNT_UP_TO", 2)
    monkeypatch.setattr(finding, "COUNT_UP_TO", 2)
    for _ in range(3):
        make_release("site", name="많은 공사")

    def told() -> str:
        return client.get("/en/sites/", {"q": "많은", "sort": "newest"}).content.decode()

    assert "More than 2 sites; narrow your search" in told()
    count_figures(now=timezone.now())  # a small city's lists are counted to their end
    assert "3 sites</h2>" in told()
    monkeypatch.setattr(listing, "COUNTED_WHOLE", 1)
    assert "More than 2 sites; narrow your search" in told()


def test_site_list_says_what_is_wrong_and_keeps_what_was_typed(client: Client) -> None:
    html = client.get("/sites/", {"amount_min": "많이", "since": "내일"}).content.decode()
    assert 'role="alert"' in html
    assert 'href="#id_amount_min"' in html
    assert 'value="많이"' in html and 'value="내일"' in html
    assert_valid_html(html)


def test_site_list_filters_are_removable_one_by_one(client: Client) -> None:
    html = client.get("/en/sites/", {"q": "없는이름", "status": "ongoing", "page": "1"}).content.decode()
    assert 'href="?status=ongoing"' in html
    assert 'href="?q=%EC%97%86%EB%8A%94%EC%9D%B4%EB%A6%84"' in html
    assert "No site matches." in html


def test_site_list_asks_as_many_statements_for_twenty_as_for_one(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(4):
        make_release("site", name="셈하기 공사")
    with django_assert_max_num_queries(4):
        client.get("/sites/", {"q": "셈하기"})


def test_directory_lists_posts_and_masks_names(client: Client) -> None:
    official = make_official(
        in_directory=True, full_name="홍길동", post="주무관", duty="터널 담당", office_phone="02-1"
    )
    make_release("site", site=make_site(by=official))
    publish_directory(by=None)
    for address in ("/directory/", f"/directory/{official.department.code}/"):
        html = client.get(address).content.decode()
        assert "터널 담당" in html and 'href="tel:021"' in html
        assert "홍길동" not in html
        assert_valid_html(html)
    assert client.get("/directory/nowhere/").status_code == 404
