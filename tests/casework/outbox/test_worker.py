"""The outbox against real providers on loopback: nothing forgotten, nothing sent twice without saying so."""

import os
import signal
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from pytest_django import Settings

from allimi.embedded.running import Running
from casework.models import Attempt, MessageState, OutboxMessage
from casework.outbox import Way, put
from casework.outbox.content import decrypt
from casework.outbox.schedule import KEPT, LEASE
from casework.outbox.sending import empty_settled, work_once
from messaging import Backend, Channel, Message, Outcome, configured
from tests.messaging.mail_server import mail_server
from tests.messaging.provider import TOKEN, GatewayHandler, Provider, serving

PHONE = "010-1234-5678"


@pytest.fixture
def city() -> Iterator[Provider]:
    """A gateway that would deliver a second copy of whatever it is given twice."""
    with serving(GatewayHandler, idempotent=False) as provider:
        yield provider


@pytest.fixture
def second() -> Iterator[Provider]:
    with serving(GatewayHandler, idempotent=False) as provider:
        yield provider


@pytest.fixture(autouse=True)
def alone(request: pytest.FixtureRequest) -> None:
    """A worker takes whatever is due: what other tests committed must not be there (for tests that roll back)."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        OutboxMessage.objects.all().delete()


@pytest.fixture
def event(live: Running) -> Iterator[str]:
    """For tests that commit: the name of what they tell of, forgotten afterwards. Nothing else is in the outbox."""
    OutboxMessage.objects.all().delete()
    name = f"test:{uuid.uuid4()}"
    yield name
    OutboxMessage.objects.filter(event__startswith=name).delete()


def address(provider: Provider) -> str:
    return f"messaging.backends.gateway.Backend?url={provider.address}&token={TOKEN}&timeout=0.3"


def ways(*providers: Provider) -> dict[str, Backend]:
    return {Channel.SMS: configured(" ".join(address(each) for each in providers))}


class Time:
    """A clock that the test turns."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC) + timedelta(seconds=1)

    def __call__(self) -> datetime:
        return self.now

    def work(self, backends: Mapping[str, Backend], **later: float) -> bool:
        """What a worker does so much later."""
        self.now += timedelta(**later)
        return work_once(backends, clock=self)


def write(event: str = "case:1:received", to: str = PHONE, *, channel: str = "sms", **more: Any) -> OutboxMessage:
    put(event=event, recipient=to, channel=channel, text="접수되었습니다.", **more)
    return OutboxMessage.objects.get(event=event, channel=channel)


def outcomes(message: OutboxMessage) -> list[tuple[str, str]]:
    return list(Attempt.objects.filter(message=message).values_list("kind", "outcome"))


@pytest.mark.django_db
def test_a_message_is_sent_once_and_its_delivery_is_pulled(city: Provider) -> None:
    message, time = write(), Time()
    write()  # the same event again is the same message
    backends = ways(city)
    assert time.work(backends)
    assert not time.work(backends)
    assert [copy["to"] for copy in city.copies] == [PHONE]
    message.refresh_from_db()
    assert message.state == MessageState.ACCEPTED and message.reference.startswith("g-")
    assert time.work(backends, minutes=2)
    message.refresh_from_db()
    assert (message.state, message.next_at) == (MessageState.DELIVERED, None)
    assert outcomes(message) == [("send", "accepted"), ("look_up", "delivered")]
    assert len(city.copies) == 1


@pytest.mark.django_db
def test_what_is_rolled_back_is_not_told(city: Provider) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write()
        _ = 1 / 0
    assert not Time().work(ways(city))


@pytest.mark.django_db
def test_a_time_out_is_found_by_look_up_and_not_sent_again(city: Provider) -> None:
    message, time = write(), Time()
    city.faults = ["hang"]
    time.work(ways(city))
    message.refresh_from_db()
    assert message.state == MessageState.UNCLEAR
    time.work(ways(city), seconds=16)
    message.refresh_from_db()
    assert (message.state, message.may_be_second, len(city.copies)) == (MessageState.DELIVERED, False, 1)


@pytest.mark.django_db
def test_what_the_provider_never_heard_of_is_sent_again_unmarked(city: Provider) -> None:
    message, time = write(), Time()
    city.faults = ["lost"]
    for _ in range(3):
        time.work(ways(city), seconds=16)
    message.refresh_from_db()
    assert (message.state, message.may_be_second, len(city.copies)) == (MessageState.ACCEPTED, False, 1)
    assert outcomes(message) == [("send", "unknown"), ("look_up", "absent"), ("send", "accepted")]


@pytest.mark.django_db
def test_where_nobody_can_say_it_is_sent_again_and_marked(city: Provider) -> None:
    message, time = write(), Time()
    city.faults, city.deaf = ["cut"], True
    for _ in range(5):
        assert time.work(ways(city), minutes=6)
    message.refresh_from_db()
    assert (message.state, message.may_be_second, len(city.copies)) == (MessageState.ACCEPTED, True, 2)
    assert [kind for kind, _ in outcomes(message)] == ["send", "look_up", "look_up", "look_up", "send"]


@pytest.mark.django_db
def test_a_busy_provider_is_tried_again_and_given_up_after_a_day(city: Provider) -> None:
    message, time = write(), Time()
    city.always = "busy"
    while time.work(ways(city), hours=13):
        pass
    message.refresh_from_db()
    assert (message.state, message.sends, city.copies) == (MessageState.FAILED, 8, [])


@pytest.mark.django_db
def test_the_second_provider_takes_over(city: Provider, second: Provider) -> None:
    message, time = write(), Time()
    city.always = "busy"
    backends = ways(city, second)
    time.work(backends)
    time.work(backends, minutes=2)
    message.refresh_from_db()
    assert (message.state, len(city.copies), len(second.copies)) == (MessageState.DELIVERED, 0, 1)


@pytest.mark.django_db
def test_garbage_numbers_fail_and_who_has_another_way_is_told_there(city: Provider) -> None:
    lost = write("case:2:received", "call me")
    kept = write("case:3:received", channel="alimtalk", template="KA01", behind=[Way(Channel.SMS, PHONE)])
    time = Time()
    city.faults = ["wrong"]
    while time.work(ways(city)):
        pass
    lost.refresh_from_db()
    kept.refresh_from_db()
    assert (lost.state, kept.state) == (MessageState.FAILED, MessageState.FAILED)
    assert "alimtalk" in kept.reason
    assert [copy["to"] for copy in city.copies] == [PHONE]
    assert OutboxMessage.objects.get(event="case:3:received", channel="sms").state == MessageState.ACCEPTED


@pytest.mark.django_db
def test_a_failed_delivery_report_sends_it_by_the_way_behind(city: Provider) -> None:
    message, time = write(behind=[Way(Channel.SMS, "010-9876-5432")]), Time()
    time.work(ways(city))
    city.states[str(message.pk)] = "permanent"
    time.work(ways(city), minutes=2)
    time.work(ways(city))
    assert [copy["to"] for copy in city.copies] == [PHONE, "010-9876-5432"]


@pytest.mark.django_db
def test_the_table_names_nobody_and_is_emptied_after_a_month(city: Provider) -> None:
    message = write()
    with connection.cursor() as cursor:
        cursor.execute("SELECT casework_outboxmessage::text FROM casework_outboxmessage")
        (row,) = cursor.fetchone()
    assert "1234" not in row and "접수".encode().hex() not in row
    assert message.shown_recipient == "010-****-5678"
    assert decrypt(bytes(message.content)).to == PHONE
    time = Time()
    time.work(ways(city))
    time.work(ways(city), minutes=2)
    assert empty_settled(now=time.now) == 0
    assert empty_settled(now=time.now + KEPT + timedelta(minutes=1)) == 1
    message.refresh_from_db()
    assert (bytes(message.content), message.shown_recipient) == (b"", "***")


class Broken:
    """A backend that somebody wrote in a hurry."""

    def send(self, message: Message, reference: str = "") -> Outcome:
        raise ZeroDivisionError

    look_up = send


@pytest.mark.django_db
def test_a_backend_that_raises_stops_no_worker() -> None:
    message, time = write(), Time()
    assert time.work({Channel.SMS: Broken()})
    message.refresh_from_db()
    assert (message.state, message.reason) == (MessageState.UNCLEAR, "ZeroDivisionError")


def test_two_workers_send_each_message_once(event: str, city: Provider) -> None:
    for number in range(40):
        put(event=f"{event}:{number}", recipient=f"0101234{number:04}", channel="sms", text="접수되었습니다.")
    time, backends = Time(), ways(city)

    def work() -> None:
        while work_once(backends, clock=time):
            pass
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(copy["to"] for copy in city.copies) == [f"0101234{number:04}" for number in range(40)]


def start_worker(provider: Provider) -> subprocess.Popen[bytes]:
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "send_messages", "--threads", "1"]
    return subprocess.Popen(command, env={**os.environ, "ALLIMI_SMS": address(provider).replace("0.3", "20")})


@pytest.mark.parametrize("deaf", [False, True], ids=["provider-can-say", "provider-cannot-say"])
def test_a_worker_killed_between_sending_and_noting(event: str, city: Provider, *, deaf: bool) -> None:
    put(event=event, recipient=PHONE, channel="sms", text="접수되었습니다.")
    city.faults = ["hang"]
    worker = start_worker(city)
    assert city.took.wait(60)
    worker.send_signal(signal.SIGKILL)
    assert worker.wait(10) == -signal.SIGKILL
    city.deaf = deaf
    time, backends = Time(), ways(city)
    assert not time.work(backends)  # it is still held
    time.now += LEASE
    while time.work(backends, seconds=30):
        pass
    for _ in range(4):
        time.work(backends, minutes=6)
    message = OutboxMessage.objects.get(event=event)
    assert message.state in (MessageState.ACCEPTED, MessageState.DELIVERED)
    assert (message.may_be_second, len(city.copies)) == ((True, 2) if deaf else (False, 1))


def test_a_worker_that_is_told_to_stop_ends_what_it_began(event: str, city: Provider) -> None:
    put(event=event, recipient=PHONE, channel="sms", text="접수되었습니다.")
    city.faults = ["hang"]
    worker = start_worker(city)
    assert city.took.wait(60)
    worker.terminate()
    city.release.set()
    assert worker.wait(30) == 0
    message = OutboxMessage.objects.get(event=event)
    assert (message.state, message.lease) == (MessageState.UNCLEAR, None)


@pytest.mark.django_db
def test_letters_in_a_second_language_reach_a_mail_server(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS = "127.0.0.1", False
    with mail_server() as mails:
        settings.EMAIL_PORT = mails.port
        put(event="case:9:received", recipient="an@example.com", channel="email", text="Đã nhận", subject="Đã nhận")
        backends, time = {Channel.EMAIL: configured("messaging.backends.smtp.Backend")}, Time()
        assert time.work(backends)
        (mail,) = mails.taken
        assert mail["Subject"] == "Đã nhận"
