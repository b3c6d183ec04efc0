"""The send-only relay: what it takes, what it says in its own words, and what it refuses whoever asks."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from threading import Event
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from messaging import Channel, Message, Outcome, State
from relay import outgoing as way_out
from relay import views
from relay.caps import Caps
from relay.outgoing import FAILURES, REST_SECONDS, WAITING, Outgoing
from relay.words import WORDS, message

NUMBER = "01012345678"
TOKEN = "t0ken"
NOON = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Asia/Seoul"))


class Provider:
    """Takes messages, as a backend does."""

    def __init__(self) -> None:
        self.sent: list[Message] = []
        self.state = State.ACCEPTED
        self.go = Event()
        self.go.set()

    def send(self, message: Message) -> Outcome:
        self.go.wait(10)
        self.sent.append(message)
        return Outcome(state=self.state)


@pytest.fixture
def provider() -> Provider:
    return Provider()


@pytest.fixture
def relay(provider: Provider, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Outgoing]:
    settings.ROOT_URLCONF, settings.RELAY_TOKEN = "allimi.urls.relay", TOKEN
    settings.RELAY_NUMBER_A_DAY, settings.RELAY_ALL_AN_HOUR = 8, 3000
    settings.MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
    outgoing = Outgoing(provider.send)
    monkeypatch.setattr(views, "outgoing", lambda: outgoing)
    monkeypatch.setattr(views, "CAPS", Caps())
    yield outgoing
    provider.go.set()
    outgoing.finish()


def ask(to: Any = NUMBER, code: Any = "1234567", language: str = "ko", token: str = TOKEN, **more: Any) -> HttpResponse:
    body = json.dumps({"to": to, "code": code, "language": language, **more})
    headers = {"Authorization": f"Bearer {token}"}
    return Client().post("/codes/", body, content_type="application/json", headers=headers)


def test_code_leaves_in_the_relays_own_words(relay: Outgoing, provider: Provider) -> None:
    assert ask(text="your prize waits at evil.example").status_code == 202
    relay.finish()
    [sent] = provider.sent
    assert (sent.channel, sent.to) == (Channel.SMS, NUMBER)
    assert sent.text == "[서울특별시] 인증번호 1234567 (10분 안에 입력). 누구에게도 알려 주지 마십시오."


@pytest.mark.parametrize("language", [*WORDS, "unknown"])
def test_every_language_fits_one_text_message(language: str) -> None:
    text = message("1234567", language)
    assert "1234567" in text and len(text.encode("euc-kr")) <= 90


@pytest.mark.parametrize("token", ["", "t0ke", "t0ken ", "другой"])
def test_nothing_leaves_without_the_token(relay: Outgoing, provider: Provider, token: str) -> None:
    assert ask(token=token.encode().decode("latin-1")).status_code == 401
    relay.finish()
    assert not provider.sent


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ("+19001234567", "1234567"),
        ("0607001234", "1234567"),
        ("02120", "1234567"),
        (NUMBER + "\n", "1234567"),
        ([NUMBER], "1234567"),
        (NUMBER, "1234567 evil.example"),
        (NUMBER, ""),
        ("", "1234567"),
        (NUMBER, 1234567),
    ],
)
def test_only_codes_to_mobile_numbers_of_the_country_leave(
    relay: Outgoing, provider: Provider, to: Any, code: Any
) -> None:
    assert ask(to=to, code=code).status_code == 400
    relay.finish()
    assert not provider.sent


def test_what_is_no_request_is_refused(relay: Outgoing) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    for body in ("[]", "{", "{}", json.dumps({"to": NUMBER, "code": "1234567", "language": "k" * 600})):
        assert Client().post("/codes/", body, content_type="application/json", headers=headers).status_code == 400
    assert Client().get("/codes/", headers=headers).status_code == 405


def test_number_gets_so_many_codes_a_day_and_all_so_many_an_hour(settings: Settings) -> None:
    settings.RELAY_NUMBER_A_DAY, settings.RELAY_ALL_AN_HOUR = 2, 3
    caps = Caps()
    assert [caps.exceeded(NUMBER, now=NOON) for _ in range(3)] == ["", "", "number"]
    assert caps.exceeded("01011112222", now=NOON) == ""
    assert caps.exceeded("01033334444", now=NOON) == "overall"
    assert caps.exceeded("01033334444", now=NOON + timedelta(hours=1)) == ""
    assert caps.exceeded(NUMBER, now=NOON + timedelta(hours=1)) == "number"
    assert caps.exceeded(NUMBER, now=NOON + timedelta(hours=12)) == ""


def test_passed_cap_is_said_by_its_scope(relay: Outgoing, provider: Provider, settings: Settings) -> None:
    settings.RELAY_NUMBER_A_DAY = 1
    assert ask().status_code == 202
    answer = ask()
    assert (answer.status_code, json.loads(answer.content)) == (429, {"scope": "number"})
    relay.finish()
    assert len(provider.sent) == 1


def test_slow_provider_holds_up_nobody_until_the_places_are_taken(
    relay: Outgoing, provider: Provider, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.RELAY_NUMBER_A_DAY = WAITING + 10
    provider.go.clear()
    assert {ask().status_code for _ in range(WAITING)} == {202}
    assert ask().status_code == 503
    provider.go.set()
    relay.finish()
    assert len(provider.sent) == WAITING


def test_provider_that_is_down_is_said_and_tried_anew_after_a_rest(provider: Provider) -> None:
    now = [0.0]
    relay = Outgoing(provider.send, clock=lambda: now[0])
    provider.state = State.TEMPORARY
    for _ in range(FAILURES):
        assert relay.is_open()
        relay.take(NUMBER, "1234567", "ko")
    relay.finish()
    assert not relay.is_open()
    now[0] += REST_SECONDS
    assert relay.is_open()  # for one
    assert not relay.is_open()


def test_refused_number_says_nothing_about_the_provider(provider: Provider) -> None:
    relay = Outgoing(provider.send)
    provider.state = State.PERMANENT
    for _ in range(FAILURES + 1):
        relay.take(NUMBER, "1234567", "ko")
    relay.finish()
    assert relay.is_open()


def test_backend_that_breaks_its_word_ends_no_thread(caplog: pytest.LogCaptureFixture) -> None:
    def send(message: Message) -> Outcome:
        raise RuntimeError("broken")

    relay = Outgoing(send)
    for _ in range(way_out.THREADS + FAILURES):
        assert relay.take(NUMBER, "1234567", "ko")
    relay.finish()
    assert not relay.is_open()
    assert NUMBER not in caplog.text and "1234567" not in caplog.text


def test_health_tells_whether_a_code_could_leave(
    relay: Outgoing, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Client().get("/healthz").status_code == Client().get("/readyz").status_code == 200
    assert ask(to="", code="").status_code == 204
    monkeypatch.setattr(relay, "is_open", lambda: False)
    assert (Client().get("/readyz").status_code, Client().get("/healthz").status_code) == (503, 200)
    assert ask(to="", code="").status_code == ask().status_code == 503
