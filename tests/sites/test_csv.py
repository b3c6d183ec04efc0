"""Tables: cells that no spreadsheet runs, rows that equal the list's, files that open rightly."""

import csv
import datetime
import io
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from desk.actions import withdraw
from sites.csv import Column, by_key, csv_response, safe_cell
from sites.models import ConstructionSite, Firm
from sites.tables import SITE_COLUMNS
from tests.disclosures.stories import release_withheld
from tests.factories import make_official, make_release, make_site


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://x","y")',
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "  =1+1",
        "\t=1+1",
        "\r=1",
        "\n=1",
        "＝1+1",
        "＋1",
        "\u00a0=1",
    ],
)
def test_text_that_a_spreadsheet_would_run_is_quoted(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("금호로 1-1", "금호로 1-1"),
        ("a=b", "a=b"),
        (-5, "-5"),
        (Decimal("-1.50"), "-1.50"),
        (datetime.date(2026, 11, 2), "2026-11-02"),
        (datetime.datetime(2026, 11, 2, 15, 30, tzinfo=datetime.UTC), "2026-11-03T00:30:00+09:00"),
        (None, ""),
        ("", ""),
        (translation.gettext_lazy("=lazy"), "'=lazy"),
    ],
)
def test_other_values_are_written_as_they_are(value: Any, cell: str) -> None:
    assert safe_cell(value) == cell


def read(response: Any) -> list[list[str]]:
    content = b"".join(response.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_response_is_a_named_download_in_the_pages_language() -> None:
    columns = (Column(translation.gettext_lazy("status"), lambda row: translation.gettext("ongoing")),)
    with translation.override("ko"):
        response = csv_response(name="공사 목록", columns=columns, rows=[1])
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%EA%B3%B5")
    # Read after the request, in another language: the file stays in its own.
    with translation.override("en"):
        assert read(response) == [["상태"], ["진행"]]


def test_lines_with_commas_quotes_and_newlines_read_back() -> None:
    text = 'a,"b"\nc'
    response = csv_response(name="x", columns=(Column("t", lambda row: row),), rows=[text])
    assert read(response) == [["T"], [text]]


@pytest.mark.django_db
def test_batches_read_every_row_once_whatever_the_lists_order(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(5):
        make_release("site", name="묶음읽기 공사")
    sites = ConstructionSite.objects.filter(name="묶음읽기 공사").newest_first()
    with django_assert_num_queries(3):
        found = list(by_key(sites, batch=2))
    assert len(found) == 5 and set(found) == set(sites)
    assert list(by_key(sites.filter(name="없음"))) == []


@pytest.mark.django_db
def test_table_of_sites_equals_the_list(client: Client) -> None:
    for _ in range(3):
        make_release("site", name="표만들기 공사", status="suspended")
    make_release("site", name="표만들기 공사", status="ongoing")
    record = make_release("site", name="표만들기 공사", status="suspended")
    withdraw(releases=[record], by=make_official(post="팀장"), reason="취소", now=timezone.now())
    heading, *rows = read(client.get("/en/sites.csv", {"q": "표만들기", "status": "suspended"}))
    assert len(heading) == len(SITE_COLUMNS) and heading[:2] == ["Project code", "Name"]
    page = client.get("/en/sites/", {"q": "표만들기", "status": "suspended"}).content.decode()
    assert len(rows) == 3 and all(f"/sites/{row[0]}/" in page for row in rows)
    assert client.get("/sites.csv", {"status": "x"}).status_code == 400


@pytest.mark.django_db
def test_table_of_departments_equals_the_directory(client: Client) -> None:
    site = make_release("site").site
    rows = read(client.get("/directory.csv"))[1:]
    page = client.get("/directory/").content.decode()
    assert site.department.code in [row[0] for row in rows]
    assert all(f"/directory/{row[0]}/" in page for row in rows)


@pytest.mark.django_db
def test_tables_of_firms_and_of_a_firms_sites_equal_the_lists(client: Client) -> None:
    release = make_release("contract", winner="시험표건설 주식회사")
    rows = read(client.get("/firms.csv", {"q": "시험표건설"}))[1:]
    assert [row[0] for row in rows] == ["시험표건설 주식회사"]
    firm = Firm.objects.get(name="시험표건설 주식회사")
    for role, number in (("", 1), ("contractor", 1), ("supervisor", 0)):
        found = read(client.get(f"/firms/{firm.pk}/sites.csv", {"role": role}))[1:]
        assert [row[0] for row in found] == [release.site.code] * number
    assert client.get(f"/firms/{firm.pk}/sites.csv", {"role": "king"}).status_code == 404


@pytest.mark.django_db
def test_table_of_a_kind_has_every_current_item_and_says_what_is_withheld(client: Client) -> None:
    site = make_site()
    for number in range(3):
        release = make_release("payment", site=site, sequence=number + 1, amount=1_000 + number)
    heading, *rows = read(client.get(f"/en/sites/{release.site.code}/payment.csv"))
    amount = heading.index("Amount (KRW)")
    assert sorted(row[amount] for row in rows) == ["1000", "1001", "1002"]
    secret = release_withheld("contract", field="estimate", estimate=9_876_543_210)
    table = read(client.get(f"/en/sites/{secret.site.code}/contract.csv"))
    assert table[1][table[0].index("Cost estimate (KRW)")] == "withheld"
    assert client.get(f"/sites/{release.site.code}/moon.csv").status_code == 404
    assert client.get("/sites/none/payment.csv").status_code == 404
