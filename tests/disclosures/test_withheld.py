"""The public ledger of what is withheld: everything that is, nothing that is not."""

import csv
import datetime
import io

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from desk.actions import lift_withholding, withdraw
from desk.models import WithholdingDecision
from disclosures.models import Ground
from disclosures.withheld import withheld_now
from tests.disclosures.stories import correct, release_withheld
from tests.factories import make_official
from tests.pages import assert_valid_html

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_ledger_names_field_ground_reason_decider_and_review(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, language: str
) -> None:
    reason = f"후속 입찰이 끝날 때까지 {language}"
    release = release_withheld("contract", field="estimate", reason=reason)
    with django_assert_max_num_queries(5):
        html = client.get(f"{language}/withheld/", {"ground": Ground.BUSINESS_SECRET.value}).content.decode()
    assert_valid_html(html)
    card = html.partition(f"/history/{release.item}/")[2].partition("</li>")[0]
    assert reason in card and "2027" in card
    [withholding] = withheld_now().filter(release=release)
    assert withholding.decided_on == timezone.localdate()
    assert withholding.decided_post.endswith("팀장") and withholding.decided_post in card
    assert "<del>" not in card


def test_ground_and_department_narrow_the_list(client: Client) -> None:
    release = release_withheld("contract", field="estimate", ground=5, reason="개찰 전")
    code = release.department.code
    assert "개찰 전" in client.get("/withheld/", {"ground": "5", "department": code}).content.decode()
    assert "개찰 전" not in client.get("/withheld/", {"ground": "6"}).content.decode()
    assert client.get("/withheld/", {"ground": "9"}).status_code == 404
    assert client.get("/withheld/", {"department": "nowhere"}).status_code == 404


def test_what_was_disclosed_again_or_withdrawn_leaves_the_ledger() -> None:
    open_again = release_withheld("contract", field="estimate")
    taken_down = release_withheld("contract", field="estimate")
    assert withheld_now().filter(release__in=[open_again, taken_down]).count() == 2
    lift_withholding(decision=WithholdingDecision.objects.get(item=open_again.item), by=make_official())
    correct(open_again, reason="사유 소멸")
    withdraw(releases=[taken_down], by=make_official(), reason="다른 현장의 자료", now=timezone.now())
    assert not withheld_now().filter(release__item__in=[open_again.item, taken_down.item]).exists()


def test_a_review_that_is_past_its_day_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    release_withheld("contract", field="estimate", reason="검토일이 지난 항목")
    card = "검토일이 지난 항목"

    def told() -> bool:
        html = client.get("/en/withheld/").content.decode()
        return "review overdue" in html.partition(card)[2].partition("</li>")[0]

    assert not told()
    monkeypatch.setattr(timezone, "localdate", lambda *_: datetime.date(2027, 5, 2))
    assert told()


def test_the_table_has_every_withheld_field(client: Client) -> None:
    release = release_withheld("participant", field="phone", ground=6, reason="개인 번호")
    response = client.get("/en/withheld.csv", {"ground": "6"})
    heading, *rows = csv.reader(io.StringIO(b"".join(response.streaming_content).decode().removeprefix("\ufeff")))
    assert heading[4] == "Withheld field"
    [row] = [row for row in rows if row[-1] == str(release.item)]
    assert (row[0], row[2], row[6], row[9]) == (release.site.code, "Participants", "개인 번호", "2027-05-01")
