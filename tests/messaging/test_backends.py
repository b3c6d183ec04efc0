"""Each way to send, against a server that speaks its protocol: what was certainly not sent, and what may have been."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from messaging import Backend, Channel, Message, State, configured
from messaging.backends.solapi import writable

from .mail_server import MailServer, mail_server
from .provider import KEY, SECRET, TOKEN, GatewayHandler, Provider, SolapiHandler, serving


def sms(**values: Any) -> Message:
    return Message(**{"channel": Channel.SMS, "to": "010-1234-5678", "text": "접수되었습니다.", **values})


def email(to: str = "kim@example.com", **values: Any) -> Message:
    return Message(channel=Channel.EMAIL, to=to, text="접수되었습니다.", **{"subject": "서울시 민원", **values})


@pytest.fixture
def mails(settings: Settings) -> Iterator[MailServer]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS = "127.0.0.1", False
    with mail_server() as server:
        settings.EMAIL_PORT = server.port
        yield server


@pytest.fixture
def city() -> Iterator[Provider]:
    with serving(GatewayHandler) as provider:
        yield provider


@pytest.fixture
def solapi() -> Iterator[Provider]:
    with serving(SolapiHandler, idempotent=False) as provider:
        yield provider


def by_smtp() -> Backend:
    return configured("messaging.backends.smtp.Backend?sender=allimi@seoul.example&timeout=2")


def by_gateway(provider: Provider) -> Backend:
    return configured(f"messaging.backends.gateway.Backend?url={provider.address}&token={TOKEN}&timeout=0.3")


def by_solapi(provider: Provider, *, secret: str = SECRET) -> Backend:
    account = f"key={KEY}&secret={secret}&sender=02-120&channel=PF1&templates=received:KA01"
    return configured(f"messaging.backends.solapi.Backend?{account}&url={provider.address}&timeout=0.3")


def test_an_email_goes_out_whole_and_its_id_names_the_message(mails: MailServer) -> None:
    message = email()
    outcome = by_smtp().send(message)
    assert outcome.state == State.ACCEPTED
    (mail,) = mails.taken
    assert mail["Subject"] == "서울시 민원"
    assert mail.get_payload(decode=True).decode().strip() == "접수되었습니다."
    assert mail["Message-ID"] == f"<{message.id}@seoul.example>" == outcome.reference
    assert mail["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    "garbage", ["", "kim", "kim@", "@example.com", "a b@example.com", "k@e.com\nBcc: x@e.com", "김@서울"]
)
def test_a_garbage_address_is_refused_for_good_and_nothing_is_sent(mails: MailServer, garbage: str) -> None:
    assert by_smtp().send(email(garbage)).state == State.PERMANENT
    assert mails.taken == []


def test_a_subject_with_a_line_break_puts_no_header_into_the_mail(mails: MailServer) -> None:
    assert by_smtp().send(email(subject="a\nBcc: x@example.com")).state == State.PERMANENT
    assert mails.taken == []


@pytest.mark.parametrize(("code", "state"), [(550, State.PERMANENT), (451, State.TEMPORARY)])
def test_the_mail_servers_refusal_says_whether_another_try_helps(mails: MailServer, code: int, state: State) -> None:
    mails.refused["kim@example.com"] = code
    outcome = by_smtp().send(email())
    assert outcome.state == state
    assert str(code) in outcome.reason and "kim" not in outcome.reason


def test_a_mail_servers_line_that_breaks_after_the_text_leaves_it_open(mails: MailServer) -> None:
    mails.cut = 1
    assert by_smtp().send(email()).state == State.UNKNOWN
    assert len(mails.taken) == 1


def test_without_a_mail_server_nothing_was_sent(settings: Settings, mails: MailServer) -> None:
    settings.EMAIL_PORT = 1
    assert by_smtp().send(email()).state == State.TEMPORARY


def test_the_gateway_gets_everything_and_is_asked_afterwards(city: Provider) -> None:
    message = sms()
    assert by_gateway(city).look_up(message).state == State.ABSENT
    outcome = by_gateway(city).send(message)
    assert (outcome.state, outcome.reference) == (State.ACCEPTED, f"g-{str(message.id)[:8]}")
    assert city.copies[0]["text"] == "접수되었습니다."
    assert by_gateway(city).look_up(message, outcome.reference).state == State.DELIVERED
    city.states[str(message.id)] = "permanent"
    assert by_gateway(city).look_up(message).state == State.PERMANENT


@pytest.mark.parametrize(
    ("fault", "state", "taken"),
    [
        ("busy", State.TEMPORARY, 0),
        ("wrong", State.PERMANENT, 0),
        ("lost", State.UNKNOWN, 0),
        ("cut", State.UNKNOWN, 1),
        ("hang", State.UNKNOWN, 1),
    ],
)
@pytest.mark.parametrize("handler", [GatewayHandler, SolapiHandler])
def test_what_may_have_been_sent_is_told_from_what_was_not(handler: Any, fault: str, state: State, taken: int) -> None:
    with serving(handler) as provider:
        backend = by_gateway(provider) if handler is GatewayHandler else by_solapi(provider)
        provider.faults = [fault]
        message = sms()
        assert backend.send(message).state == state
        assert len(provider.copies) == taken
        if state == State.UNKNOWN:
            assert backend.look_up(message).state == (State.DELIVERED if taken else State.ABSENT)
            provider.deaf = True
            assert backend.look_up(message).state == State.UNKNOWN


def test_where_nobody_listens_nothing_was_sent(city: Provider) -> None:
    gone = configured(f"messaging.backends.gateway.Backend?url=http://127.0.0.1:1&token={TOKEN}&timeout=0.3")
    assert gone.send(sms()).state == State.TEMPORARY
    assert gone.look_up(sms()).state == State.UNKNOWN


def test_solapi_is_sent_what_its_documentation_asks_for(solapi: Provider) -> None:
    backend, short, long = by_solapi(solapi), sms(), sms(text="접" * 46, subject="서울시 민원")
    assert backend.send(short).state == backend.send(long).state == State.ACCEPTED
    notice = sms(channel=Channel.ALIMTALK, template="received", variables={"number": "260101"})
    assert backend.send(notice).state == State.ACCEPTED
    assert backend.send(sms(channel=Channel.ALIMTALK, template="praised")).state == State.PERMANENT
    assert [copy["type"] for copy in solapi.copies] == ["SMS", "LMS", "ATA"]
    assert solapi.copies[0]["to"] == "01012345678" and solapi.copies[0]["from"] == "02120"
    kakao = solapi.copies[2]["kakaoOptions"]
    assert kakao == {"pfId": "PF1", "templateId": "KA01", "disableSms": True, "variables": {"#{number}": "260101"}}


def test_solapi_refuses_a_wrong_secret_which_is_no_recipients_fault(solapi: Provider) -> None:
    assert by_solapi(solapi, secret="another").send(sms()).state == State.TEMPORARY
    assert solapi.copies == []


@pytest.mark.parametrize(
    ("code", "state"),
    [("3000", State.ACCEPTED), ("4000", State.DELIVERED), ("3104", State.PERMANENT), ("3014", State.UNKNOWN)],
)
def test_solapis_report_is_read_by_its_number_and_by_ours(solapi: Provider, code: str, state: State) -> None:
    message = sms()
    reference = by_solapi(solapi).send(message).reference
    solapi.states[str(message.id)] = code
    assert by_solapi(solapi).look_up(message, reference).state == state
    assert by_solapi(solapi).look_up(message).state == state
    assert by_solapi(solapi).look_up(sms()).state == State.ABSENT


def test_letters_that_korean_carriers_lack_are_written_without_their_marks() -> None:
    assert writable("Câu hỏi đã được tiếp nhận – 서울 😀") == "Cau hoi da duoc tiep nhan - 서울 ?"


def test_the_second_provider_gets_what_the_first_certainly_did_not_send(city: Provider, solapi: Provider) -> None:
    both = configured(
        f"messaging.backends.gateway.Backend?url={city.address}&token={TOKEN}&timeout=0.3 "
        f"messaging.backends.solapi.Backend?key={KEY}&secret={SECRET}&sender=02120&url={solapi.address}"
    )
    city.faults = ["busy", "cut"]
    message = sms()
    outcome = both.send(message)
    assert (outcome.state, len(city.copies), len(solapi.copies)) == (State.ACCEPTED, 0, 1)
    assert outcome.reference.startswith("2:M4V")
    assert both.look_up(message, outcome.reference).state == State.DELIVERED
    unclear = sms()
    assert both.send(unclear).state == State.UNKNOWN  # the first may have sent it
    assert len(solapi.copies) == 1
    assert both.look_up(unclear).reference.startswith("1:g-")  # and has


def test_a_provider_that_keeps_failing_is_asked_last(city: Provider, solapi: Provider) -> None:
    both = configured(
        f"messaging.backends.gateway.Backend?url={city.address}&token={TOKEN}&timeout=0.3 "
        f"messaging.backends.solapi.Backend?key={KEY}&secret={SECRET}&sender=02120&url={solapi.address}"
    )
    city.faults = ["busy"] * 3
    for _ in range(4):
        assert both.send(sms()).state == State.ACCEPTED
    assert (len(city.copies), len(solapi.copies)) == (0, 4)


def test_a_message_in_a_file_is_there_once(tmp_path: Path) -> None:
    backend, message = configured(f"messaging.backends.file.Backend?folder={tmp_path}/out"), sms()
    assert backend.look_up(message).state == State.ABSENT
    assert backend.send(message).state == backend.send(message).state == State.ACCEPTED
    (written,) = (tmp_path / "out").iterdir()
    assert json.loads(written.read_text())["text"] == message.text
    assert backend.look_up(message).state == State.DELIVERED


def test_the_console_shows_a_message(capsys: pytest.CaptureFixture[str]) -> None:
    configured("messaging.backends.console.Backend").send(sms())
    assert "접수되었습니다." in capsys.readouterr().out


def test_a_wrong_option_is_told_at_the_start() -> None:
    with pytest.raises(TypeError, match="telephone"):
        configured("messaging.backends.console.Backend?telephone=1")
    with pytest.raises(ImportError):
        configured("messaging.backends.pigeon.Backend")
