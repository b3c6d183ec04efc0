"""담당자 찾기: who answers for what, found by department, post, duty, number and site."""

import csv
import io

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from desk.actions import publish_directory
from sites.models import Department
from tests.factories import make_department, make_official, make_release, make_site
from tests.pages import assert_valid_html

pytestmark = pytest.mark.django_db


@pytest.fixture
def tunnels() -> Department:
    """A department with two listed officers and a site; another one beside it."""
    department = make_department(name="한빛터널부", name_en="Tunnel Division", phone="02-1111-2222")
    listed = {"department": department, "in_directory": True}
    make_official(post="주무관", duty="굴착면 안전", office_phone="02-1111-0001", full_name="홍길동", **listed)
    make_official(post="팀장", duty="터널 총괄", office_phone="02-1111-0002", full_name="성춘향", **listed)
    site = make_site(department=department, name="가온로 지하차도 건설")
    make_release("site", site=site, name="가온로 지하차도 건설")
    other = make_department(name="푸른숲부")
    make_official(post="주무관", duty="수목", department=other, in_directory=True)
    publish_directory(by=None)
    return department


def listed(html: str) -> str:
    """What the directory answers, without the form."""
    return html.partition("</form>")[2]


@pytest.mark.parametrize("words", ["한빛터널", "02-1111-2222", "Tunnel"])
def test_a_department_is_found_with_all_its_officers(client: Client, tunnels: Department, words: str) -> None:
    page = listed(client.get("/directory/", {"q": words}).content.decode())
    assert "굴착면 안전" in page and "터널 총괄" in page and "푸른숲부" not in page


@pytest.mark.parametrize("words", ["굴착면", "한빛터널부 주무관", "0001"])
def test_an_officer_is_found_by_duty_post_and_number(client: Client, tunnels: Department, words: str) -> None:
    page = listed(client.get("/directory/", {"q": words}).content.decode())
    assert "굴착면 안전" in page and "푸른숲부" not in page
    assert ("터널 총괄" in page) == (words == "터널")


def test_a_site_leads_to_who_answers_for_it(client: Client, tunnels: Department) -> None:
    page = listed(client.get("/directory/", {"q": "가온로 지하차도"}).content.decode())
    assert "한빛터널부" in page and "02-1111-0001" in page


def test_a_name_that_is_not_published_cannot_be_searched(client: Client, tunnels: Department) -> None:
    page = listed(client.get("/directory/", {"q": "홍길동"}).content.decode())
    assert "굴착면" not in page
    assert "굴착면" in listed(client.get("/directory/", {"q": "홍○○"}).content.decode())


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("words", ["", "터널", "없는사람", "%_'\""])
def test_pages_are_valid_in_few_statements(
    client: Client,
    tunnels: Department,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    words: str,
    language: str,
) -> None:
    client.get(f"{language}/directory/")
    with django_assert_max_num_queries(16):
        html = client.get(f"{language}/directory/", {"q": words} if words else {}).content.decode()
    assert_valid_html(html)


def test_the_table_has_the_officers_that_the_page_shows(client: Client, tunnels: Department) -> None:
    response = client.get("/en/officers.csv", {"q": "한빛터널부"})
    heading, *rows = csv.reader(io.StringIO(b"".join(response.streaming_content).decode().removeprefix("\ufeff")))
    assert heading == ["Department", "Post", "Name", "Duty", "Office phone"]
    assert [row[1:] for row in rows] == [
        ["주무관", "홍○○", "굴착면 안전", "02-1111-0001"],
        ["팀장", "성○○", "터널 총괄", "02-1111-0002"],
    ]
