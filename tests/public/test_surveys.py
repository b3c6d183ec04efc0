"""A citizen answers a survey: without JavaScript, verified, looked at once more, and off inside, sealed."""

import json
import re
import subprocess
import sys
import time
from html import unescape

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, RequestFactory
from django.utils.translation import gettext, override
from pytest_django import DjangoAssertNumQueries, DjangoDbBlocker

from allimi.embedded.running import Running
from complaints.asking import state
from complaints.asking.resuming import resume
from complaints.sealing.intake import IntakeUnavailable
from complaints.verifying.pages import Way
from surveys.answering import CHECK
from surveys.models import Survey
from tests.pages import assert_valid_html
from tests.public.citizen import PHONE, Citizen, arrived, proof

pytestmark = pytest.mark.usefixtures("live")

# Runs inside: one survey that is open, and one that is over with its results.
MAKE = """
import json, datetime, django
django.setup()
from django.utils import timezone
from polling.rounds import count
from tests.surveys.making import answer, make_survey
now, day = timezone.now(), datetime.timedelta(days=1)
today = timezone.localdate(now)
open_one = make_survey()
over = make_survey(now=now - 30 * day, opens_on=today - 30 * day, closes_on=today - 2 * day)
for number in range(13):
    answer(over, f"person-{number}", q1=1 if number < 11 else 2, q3=number % 2 + 4)
count(now)
print(json.dumps({"open": open_one.pk, "over": over.pk}))
"""


@pytest.fixture(scope="module")
def surveys(topology: Running, django_db_blocker: DjangoDbBlocker) -> dict[str, int]:
    """Their keys, come through the wall."""
    done = subprocess.run(
        [sys.executable, "-c", MAKE],
        env=topology.environment(),
        cwd=settings.BASE_DIR,
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, int] = json.loads(done.stdout.splitlines()[-1])
    with django_db_blocker.unblock():
        for _ in range(100):
            if Survey.objects.filter(pk=found["over"], results_at__isnull=False).exists():
                break
            time.sleep(0.1)
        else:
            pytest.fail("The results did not come through the wall within 10 s.")
        connection.close()
    return found


def carry_of(citizen: Citizen) -> str:
    """What the pages of the proof carry along."""
    found = re.search(r'name="way" value="([^"]+)"', citizen.html)
    assert found, citizen.html
    return Way.read(found[1]).carry


def behind_the_proof(citizen: Citizen, language: str = "ko") -> str:
    """The page that the proof leads to."""
    carry = carry_of(citizen)
    request = RequestFactory().post("/ask/verify/phone/", headers={"host": "localhost"})
    with override(language):
        return resume(request, carry=carry, proof=proof()).content.decode()


def hidden_state(html: str) -> str:
    found = re.search(r'name="state" value="([^"]+)"', html)
    assert found, html
    return found[1]


def test_questions_proof_check_thanks_and_what_arrives(client: Client, live: Running, surveys: dict[str, int]) -> None:
    address = f"/surveys/{surveys['open']}/answer/"
    page = client.get(f"/surveys/{surveys['open']}/").content.decode()
    assert_valid_html(page)
    assert "<script" not in page.replace('<script type="application/ld+json">', "") and f'action="{address}"' in page
    citizen = Citizen(client).send(address, q1="2", q2="1", q3="4", q4="먼지가 <b>많습니다")
    assert "ask/verify" in citizen.html
    check = behind_the_proof(citizen)
    assert_valid_html(check)
    assert "아니요" in check and "먼지가 &lt;b&gt;많습니다" in check and PHONE not in check
    kept = hidden_state(check)
    changed = Citizen(client).send(address, state=kept, go="change")
    assert "먼지가 &lt;b&gt;많습니다" in changed.html and 'value="2" id="q1_1" checked' in changed.html
    thanks = Citizen(client).send(address, state=kept, go="send")
    assert thanks.status == 200 and not thanks.state
    again = Citizen(client).send(address, state=kept, go="send")
    assert again.status == 200
    message = arrived(live, state.decrypt(kept, purpose=CHECK)["id"])
    assert message is not None
    assert (message["kind"], message["survey"], message["person"]) == ("survey-answer", surveys["open"], PHONE)
    assert message["given"] == [
        {"question": 1, "choices": [2], "words": ""},
        {"question": 2, "choices": [1], "words": ""},
        {"question": 3, "choices": [4], "words": ""},
        {"question": 4, "choices": [], "words": "먼지가 <b>많습니다"},
    ]
    assert "T00:00:00" in message["written_at"], "of the day, without an hour"


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Answer at least one question"),
        ({"q1": "9"}, "Choose one of what is offered"),
        ({"q2": "x"}, "Choose one of what is offered"),
        ({"q4": "가" * 301}, "Write %(limit_value)d characters or fewer; there are %(show_value)d"),
    ],
)
def test_bad_input_is_named_in_the_readers_language(
    client: Client, surveys: dict[str, int], language: str, given: dict[str, str], said: str
) -> None:
    prefix = "/en" if language == "en" else ""
    citizen = Citizen(client).send(f"{prefix}/surveys/{surveys['open']}/answer/", **given)
    with override(language):
        expected = gettext(said) % {"limit_value": 300, "show_value": 301} if "%" in said else gettext(said)
    assert citizen.errors == [expected]
    assert ("Is it loud?" if language == "en" else "소음이 심합니까?") in citizen.html
    assert 'href="#q' in citizen.html


def test_what_another_page_made_or_somebody_changed_is_not_sent(client: Client, surveys: dict[str, int]) -> None:
    address = f"/surveys/{surveys['open']}/answer/"
    forged = Citizen(client).send(address, state="A" * 80, go="send")
    assert "소음이 심합니까?" in forged.html
    carried = carry_of(Citizen(client).send(address, q1="1"))
    unproven = Citizen(client).send(address, state=carried, go="send")
    assert "소음이 심합니까?" in unproven.html, "without a proof nothing is sent"
    foreign = client.post(address, {"q1": "1"}, headers={"sec-fetch-site": "cross-site"})
    assert foreign.status_code == 403


def test_nothing_is_lost_while_the_intake_is_away(
    client: Client, surveys: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/surveys/{surveys['open']}/answer/"
    kept = hidden_state(behind_the_proof(Citizen(client).send(address, q4="다시 보낼 말")))

    def away(*_: object) -> None:
        raise IntakeUnavailable

    with monkeypatch.context() as patched:
        patched.setattr("surveys.answering.submit", away)
        down = client.post(address, {"state": kept, "go": "send"})
    assert down.status_code == 503 and down["Retry-After"] == "60"
    assert "다시 보낼 말" in down.content.decode() and hidden_state(down.content.decode())


def test_results_stand_with_their_method_in_bars_and_as_a_table(
    client: Client, surveys: dict[str, int], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(6):
        html = client.get(f"/en/surveys/{surveys['over']}/").content.decode()
    assert_valid_html(html)
    assert "Is it loud?" in html and 'class="chart-bar" width="67%"' in html
    text = unescape(re.sub(r"<[^>]+>", " ", html))
    results, _heading, method = text.partition("How it was asked")
    assert "fewer than 5" in results and not {"13", "11", "7", "6"} & set(re.findall(r"\b\d+\b", results))
    assert "by a code to a mobile phone" in method and "rounded" in method and "about 15 people" in method
    table = client.get(f"/en/surveys/{surveys['over']}.csv")
    rows = b"".join(table.streaming_content).decode()  # type: ignore[attr-defined]
    assert "Is it loud?,Yes,10," in rows and "Is it loud?,No,fewer than 5" in rows


def test_the_list_names_what_is_open(
    client: Client, surveys: dict[str, int], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for address in ("/surveys/", "/en/surveys/", "/surveys/?site=none"):
        with django_assert_max_num_queries(8):
            page = client.get(address).content.decode()
        assert_valid_html(page)
    assert f"/surveys/{surveys['open']}/" in client.get("/surveys/").content.decode()
    for address in ("/surveys/999999/", "/surveys/999999/answer/", "/surveys/999999.csv"):
        assert client.get(address).status_code == 404


def test_no_cache_keeps_an_answer(client: Client, surveys: dict[str, int]) -> None:
    assert client.get(f"/surveys/{surveys['open']}/")["Cache-Control"] == "no-cache"
    assert client.get(f"/surveys/{surveys['open']}/answer/")["Cache-Control"] == "no-store"
