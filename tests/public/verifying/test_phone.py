"""A code to a telephone: pages, intake, relay and gateway as they really are."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone
from pytest_django import Settings

from allimi.embedded.running import Running
from complaints.asking import state
from complaints.verifying import codes
from intake.models import Allowance, Code

from .conftest import Gateway, Relay
from .visit import Visit, some_number

EN = "/en"


def with_code(visit: Visit, sms: Gateway) -> tuple[Visit, str, str]:
    """At the page that asks for the code: the browser, the number and the code that its telephone shows."""
    number = some_number()
    visit.begin(language=EN).press(number=number)
    return visit, number, sms.code_for(number)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**7:07}"


def other_browser() -> Visit:
    return Visit(headers={"Origin": "http://testserver"})


def test_code_proves_the_number_and_the_journey_goes_on(sending: Relay, visit: Visit, sms: Gateway) -> None:
    visit.begin(language=EN, kept={"text": {"title": "소음", "text": "새벽 공사"}})
    assert visit.heading == "What is your mobile number?"
    number = some_number()
    visit.press(number=f"+82 {number[1:3]}-{number[3:7]}-{number[7:]}")
    assert visit.heading == "What is the code?"
    assert f"010-****-{number[-4:]}" in visit.html and number not in visit.html
    code = sms.code_for(number)
    visit.press(code=f"{code[:3]} {code[3:]}")
    assert visit.journey is not None
    assert visit.journey.kept["text"] == {"title": "소음", "text": "새벽 공사"}
    verified = visit.verified
    assert verified is not None
    assert (verified.method, verified.subject, verified.phone) == ("phone", number, number)
    assert timezone.now() - verified.at < timedelta(minutes=1)


def test_wrong_code_may_be_tried_five_times_and_the_right_one_does_not_help_then(
    sending: Relay, visit: Visit, sms: Gateway
) -> None:
    visit, _number, code = with_code(visit, sms)
    for left in (4, 3, 2, 1):
        visit.press(code=wrong(code))
        assert f"You can try {left} more time" in visit.errors
        assert visit.heading == "What is the code?"
    visit.press(code=wrong(code))
    assert visit.heading == "Not verified"
    visit, _number, code = with_code(visit, sms)
    page = visit.html
    for _ in range(5):
        visit.html = page
        visit.press(code=wrong(code))
    visit.html = page
    visit.press(code=code)
    assert visit.heading == "Not verified" and visit.journey is None


def test_code_is_good_once(sending: Relay, visit: Visit, sms: Gateway) -> None:
    visit, _number, code = with_code(visit, sms)
    page = visit.html
    assert visit.press(code=code).verified is not None
    visit.html = page
    assert visit.press(code=code).heading == "Not verified"


def test_code_lasts_ten_minutes(sending: Relay, visit: Visit, sms: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    visit, _number, code = with_code(visit, sms)
    later = timezone.now() + timedelta(minutes=10, seconds=1)
    monkeypatch.setattr("complaints.verifying.backends.phone.timezone.now", lambda: later)
    assert visit.press(code=code).heading == "Not verified"


def test_code_is_worth_nothing_in_another_browser(sending: Relay, visit: Visit, sms: Gateway) -> None:
    visit, _number, code = with_code(visit, sms)
    other, _its_number, its_code = with_code(other_browser(), sms)
    assert "The code is not right" in other.press(code=code if code != its_code else wrong(its_code)).errors
    assert visit.press(code=code).verified is not None


def test_code_belongs_to_the_secret_of_its_page(sending: Relay, visit: Visit) -> None:
    """Even whoever knows a row's number gets nowhere without what the page holds."""
    now = timezone.now()
    issued = codes.issue(now=now)
    assert codes.attempt(issued.words, id=issued.id, secret="guessed", now=now)[0] is codes.Tried.WRONG
    assert codes.attempt(issued.words, id=uuid.uuid4(), secret=issued.secret, now=now)[0] is codes.Tried.SPENT
    assert codes.attempt(issued.words, id=issued.id, secret=issued.secret, now=now)[0] is codes.Tried.RIGHT


def test_of_two_who_use_a_code_at_once_one_gets_in(live: Running) -> None:
    now = timezone.now()
    issued = codes.issue(now=now)

    def use() -> codes.Tried:
        try:
            return codes.attempt(issued.words, id=issued.id, secret=issued.secret, now=now)[0]
        finally:
            connections["intake"].close()

    with ThreadPoolExecutor(4) as pool:
        results = [each.result() for each in [pool.submit(use) for _ in range(4)]]
    assert results.count(codes.Tried.RIGHT) == 1


def test_codes_have_more_than_twenty_bits() -> None:
    assert 10**codes.DIGITS >= 2**20


def test_another_code_and_another_number_can_be_asked_for(sending: Relay, visit: Visit, sms: Gateway) -> None:
    visit, number, _code = with_code(visit, sms)
    visit.press(again="1")
    assert "We sent another code" in visit.html
    second = sms.code_for(number)
    assert number in visit.press(other="1").html
    changed = some_number()
    visit.press(number=changed)
    assert "The code is not right" in visit.press(code=wrong(sms.code_for(changed))).errors
    assert second  # the first number's telephone has it, and it is of no use here


@pytest.mark.parametrize("number", ["", "02-120", "+1 900 123 4567", "010-123", "060-700-1234", "01012345678901"])
def test_only_mobile_numbers_of_the_country_get_a_code(sending: Relay, visit: Visit, sms: Gateway, number: str) -> None:
    before = len(sms.server.asked)
    visit.begin(language=EN).press(number=number)
    assert visit.heading == "What is your mobile number?" and "mobile number" in visit.errors
    assert f'value="{number}"' in visit.html or not number
    assert len(sms.server.asked) == before


def test_tables_hold_no_number_and_no_code(sending: Relay, visit: Visit, sms: Gateway) -> None:
    visit, number, code = with_code(visit, sms)
    visit.press(code=code)
    rows = ""
    with connections["intake"].cursor() as cursor:
        for model in (Code, Allowance):
            cursor.execute(f"SELECT t::text FROM {model._meta.db_table} t")
            rows += "\n".join(row for (row,) in cursor.fetchall())
    assert len(rows) > 100
    for secret in (number, number[1:], code, visit.address):
        for told in (secret, secret.encode().hex()):
            assert told not in rows
    assert number not in sending.log.read_text() and code not in sending.log.read_text()


def test_number_that_had_its_codes_gets_no_more_and_nobody_can_tell(
    sending: Relay, sms: Gateway, settings: Settings, visit: Visit
) -> None:
    settings.CODE_CAPS = ["number=2/day"]
    number = some_number()
    for _ in range(2):
        page = other_browser().begin(language=EN).press(number=number)
        sms.code_for(number)
    capped = other_browser().begin(language=EN).press(number=number)
    assert hidden(capped.html) == hidden(page.html) and capped.status == page.status
    assert "The code is not right" in capped.press(code="1234567").errors
    marker = some_number()
    visit.begin(language=EN).press(number=marker)
    sms.code_for(marker)  # so whatever was on its way before has arrived
    assert sms.sent_to(number) == 2


def hidden(html: str) -> str:
    """A page without what is encrypted anew each time."""
    return "".join(part for part in html.split('"') if len(part) < 200)


def test_address_that_asked_too_often_is_told_so(
    sending: Relay, sms: Gateway, settings: Settings, visit: Visit
) -> None:
    settings.CODE_CAPS = ["address=1/hour"]
    with_code(visit, sms)
    number = some_number()
    visit.begin(language=EN).press(number=number)
    assert "Too many codes were asked for from your network" in visit.errors
    assert f'value="{number}"' in visit.html
    other, _number, code = with_code(other_browser(), sms)
    assert other.press(code=code).verified is not None


def test_everybody_together_has_a_cap(sending: Relay, settings: Settings, visit: Visit) -> None:
    settings.CODE_CAPS = ["overall=1/minute"]
    for _ in range(3):  # the minute may turn once
        visit.begin(language=EN).press(number=some_number())
    assert "Very many codes are being asked for" in visit.errors


def test_caps_count_behind_the_citys_own_proxy_and_believe_no_other(
    sending: Relay, sms: Gateway, settings: Settings, visit: Visit
) -> None:
    settings.CODE_CAPS, settings.PROXIES = ["address=1/hour"], 1
    visit.headers["X-Forwarded-For"] = f"203.0.113.9, {visit.address}"
    with_code(visit, sms)
    visit.headers["X-Forwarded-For"] = f"198.51.100.1, {visit.address}"
    assert "from your network" in visit.begin(language=EN).press(number=some_number()).errors


def test_relay_that_is_down_is_told_and_nothing_is_lost(live: Running, settings: Settings, visit: Visit) -> None:
    settings.RELAY_URL = "unix:/nowhere/relay.sock"
    visit.begin(language=EN, kept={"text": {"title": "소음", "text": "새벽"}})
    number = some_number()
    visit.press(number=number)
    assert "The code could not be sent. Nothing is lost" in visit.errors
    assert f'value="{number}"' in visit.html


def test_relay_that_is_down_is_told_of_a_number_without_codes_left_as_well(
    live: Running, settings: Settings, visit: Visit
) -> None:
    settings.RELAY_URL, settings.CODE_CAPS = "http://127.0.0.1:1", ["number=1/day"]
    number = some_number()
    for _ in range(2):
        assert "The code could not be sent" in visit.begin(language=EN).press(number=number).errors


def test_page_of_another_city_or_a_changed_one_is_refused(visit: Visit) -> None:
    way = {"carry": "x", "post": "complaint", "held": {"method": "phone", "step": "number"}}
    for field in ("", "AAAA", state.encrypt(way, purpose="asking", minutes=5)):
        visit.send("/en/ask/verify/phone/", way=field, number=some_number())
        assert (visit.status, visit.heading) == (400, "Not verified")


def test_form_on_a_foreign_page_sends_no_code(sending: Relay, sms: Gateway, visit: Visit) -> None:
    visit.begin(language=EN)
    number = some_number()
    found = visit.html.split('name="way" value="')[1].split('"')[0]
    fields = {"way": found, "number": number}
    answer = visit.client.post("/en/ask/verify/phone/", fields, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403 and sms.sent_to(number) == 0


def test_address_of_a_page_alone_leads_to_the_entrance(visit: Visit) -> None:
    for address in ("/en/ask/verify/", "/en/ask/verify/phone/", "/en/ask/verify/go-on/"):
        answer = visit.client.get(address)
        assert (answer.status_code, answer["Location"]) == (302, "/en/ask/")
    assert visit.client.get("/en/ask/verify/nothing/back/").status_code == 404


def test_what_is_over_is_cleared_away(live: Running) -> None:
    now = timezone.now()
    old = codes.issue(now=now - timedelta(minutes=11))
    Allowance.objects.spend({b"over": now - timedelta(seconds=1)})
    codes.issue(now=now)
    assert not Code.objects.filter(id=old.id).exists()
    assert not Allowance.objects.filter(name=b"over").exists()
