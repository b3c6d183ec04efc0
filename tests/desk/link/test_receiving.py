"""Messages that One-PMIS pushes, as it would send them."""

import json
import time
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from desk.link.signature import signature
from desk.models import DRAFT_MODELS, Delivery, ManagedSite, draft_model
from tests.desk.link.city import BIZ, PHOTOS, WORK, project, week
from tests.desk.onepmis.open_api import json_answer

pytestmark = pytest.mark.django_db

SECRET = "0f8b5a3c" * 8
OLD_SECRET = "77aa11bb" * 8


@pytest.fixture(autouse=True)
def secrets(settings: Any) -> Iterator[None]:
    settings.ONEPMIS_PUSH_SECRETS = [SECRET, OLD_SECRET]
    yield


def push(
    body: bytes, *, service: str = BIZ, secret: str = SECRET, age: int = 0, changed: bytes | None = None
) -> HttpResponse:
    """A message signed `age` seconds ago; `changed` is what arrives instead."""
    timestamp = str(int(time.time()) - age)
    signed = f"sha256={signature(secret=secret, timestamp=timestamp, body=body)}"
    return send(body if changed is None else changed, timestamp, signed, service=service)


def send(body: bytes, timestamp: str, signed: str, *, service: str = BIZ) -> HttpResponse:
    # With the checks that a browser's form would have to pass: a machine has no token.
    client = Client(enforce_csrf_checks=True)
    headers = {"X-Allimi-Timestamp": timestamp, "X-Allimi-Signature": signed}
    return client.post(f"/link/onepmis/{service}/", body, content_type="application/json", headers=headers)


def message(*rows: dict[str, Any], service: str = BIZ) -> bytes:
    return json_answer(service, list(rows), len(rows))


def desk() -> dict[str, int]:
    return {
        slug: model.objects.filter(managed_site__code__startswith="PUSH").count()
        for slug, model in DRAFT_MODELS.items()
    }


def test_rows_become_submitted_versions() -> None:
    answer = push(message(project("PUSH1"), project("PUSH2")))
    assert answer.status_code == 200
    assert answer.json() == {
        "new": 2, "changed": 0, "unchanged": 0, "refused": 0, "conflicts": 0, "refusals": [], "repeated": False,
    }  # fmt: skip
    progress: Any = draft_model("progress").objects.get(managed_site__code="PUSH1")
    assert (progress.state, progress.source, progress.actual_percent) == ("submitted", "one-pmis", Decimal("48.50"))


def test_the_same_message_again_is_answered_and_not_taken_in_again() -> None:
    body, timestamp = message(project("PUSH1")), str(int(time.time()))
    signed = f"sha256={signature(secret=SECRET, timestamp=timestamp, body=body)}"
    first = send(body, timestamp, signed).json()
    push(message(project("PUSH1", PROCS_PRFMNC="49.00")))  # it went on meanwhile
    again = send(body, timestamp, signed)
    assert again.json() == {**first, "repeated": True}
    progress: Any = draft_model("progress").objects.get(managed_site__code="PUSH1")
    assert progress.actual_percent == Decimal("49.00")
    assert Delivery.objects.count() == 2


def test_a_message_that_was_overtaken_changes_nothing_back() -> None:
    push(message(project("PUSH1")))
    push(message(project("PUSH1", PROCS_PRFMNC="49.00")))
    late = push(message(project("PUSH1", PROCS_PRFMNC="47.00")), age=120)
    assert late.json()["unchanged"] == 1
    progress: Any = draft_model("progress").objects.get(managed_site__code="PUSH1")
    assert progress.actual_percent == Decimal("49.00")


@pytest.mark.parametrize(
    "forged",
    [
        {"secret": "x" * 64},
        {"age": 330},
        {"age": -330},
        {"changed": message(project("PUSH9"))},
        {"changed": b""},
    ],
)
def test_a_message_without_a_fitting_signature_is_refused(forged: dict[str, Any]) -> None:
    answer = push(message(project("PUSH1")), **forged)
    assert answer.status_code == 401
    assert set(answer.json()) == {"error"}
    assert not Delivery.objects.exists()
    assert not any(desk().values())


@pytest.mark.parametrize("timestamp", ["", "now", "1e9", "９", "-5", "1" * 30])
def test_a_time_stamp_is_a_number_of_seconds(timestamp: str) -> None:
    body = message(project("PUSH1"))
    signed = f"sha256={signature(secret=SECRET, timestamp=timestamp, body=body)}"
    assert send(body, timestamp.encode("ascii", "ignore").decode(), signed).status_code == 401


def test_two_secrets_hold_while_one_takes_over() -> None:
    assert push(message(project("PUSH1")), secret=OLD_SECRET).status_code == 200


def test_without_a_secret_nothing_is_taken_in(settings: Any) -> None:
    settings.ONEPMIS_PUSH_SECRETS = []
    assert push(message(project("PUSH1"))).status_code == 404


@pytest.mark.parametrize(
    ("body", "service"),
    [
        (b"{", BIZ),
        (b"<a>", BIZ),
        (message(project("PUSH1")), "pmisPjtList"),
        (message(project("PUSH1")), "nonsense"),
        (message(service=PHOTOS), PHOTOS),
        (json.dumps({BIZ: {"list_total_count": 1001, "row": [{}] * 1001}}).encode(), BIZ),
    ],
)
def test_what_cannot_be_read_is_told(body: bytes, service: str) -> None:
    answer = push(body, service=service)
    assert answer.status_code == 422, answer.content
    assert answer.json()["error"]
    assert not Delivery.objects.exists()


def test_a_bad_row_is_told_and_the_good_ones_go_in() -> None:
    answer = push(message(project("PUSH1"), project("PUSH2", AMT_CTRT="많음"))).json()
    assert (answer["new"], answer["refused"]) == (1, 1)
    assert [(told["row"], told["code"], told["field"]) for told in answer["refusals"]] == [(2, "PUSH2", "AMT_CTRT")]
    assert ManagedSite.objects.filter(code__startswith="PUSH").count() == 1


def test_work_of_the_week_can_be_pushed() -> None:
    answer = push(message({"PJT_CD": "PUSH1", "PJT_NAME": "한강로", **week()}, service=WORK), service=WORK)
    assert answer.json()["new"] == 1


def test_it_takes_posts_alone() -> None:
    assert Client().get(f"/link/onepmis/{BIZ}/").status_code == 405
