"""Reports of what a mail server took and could not deliver after all."""

import datetime
import uuid

import pytest
from django.utils import timezone
from pytest_django import Settings

from casework.models import MessageState, OutboxMessage
from followers.models import Follower
from followers.returned import Report, read_report
from followers.rounds import take_bounces

from .mailbox import mailbox
from .making import follow, sent

REPORT = """From: MAILER-DAEMON@mx.example.com
To: bounces@example.go.kr
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I am sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com

Final-Recipient: rfc822; reader@example.com
Action: {action}
Status: {status}

--b
Content-Type: {kind}

Message-ID: <{number}@example.go.kr>
Subject: news

--b--
"""


def report(number: object, *, action: str = "failed", status: str = "5.1.1", kind: str = "message/rfc822") -> bytes:
    return REPORT.format(number=number, action=action, status=status, kind=kind).replace("\n", "\r\n").encode()


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_a_report_names_the_message_and_the_status(kind: str) -> None:
    number = uuid.uuid4()
    assert read_report(report(number, kind=kind)) == Report(number, "5.1.1")


@pytest.mark.parametrize(
    "raw",
    [
        report(uuid.uuid4(), action="delayed", status="4.4.1"),
        report("not-a-number"),
        b"Subject: hello\r\n\r\nAction: failed\r\nStatus: 5.1.1",
        b"",
        b"\xff\xfe",
    ],
)
def test_what_is_late_or_no_report_is_none(raw: bytes) -> None:
    assert read_report(raw) is None


@pytest.mark.django_db
def test_an_address_that_came_back_on_two_days_is_forgotten(settings: Settings) -> None:
    OutboxMessage.objects.all().delete()
    following = follow("press")
    message = OutboxMessage.objects.get(event__startswith=f"following:{following.pk}")
    letter = b"Subject: a person writes\r\n\r\nWhy do you write to me?"
    now = timezone.now()
    for day in range(2):
        OutboxMessage.objects.filter(pk=message.pk).update(state=MessageState.ACCEPTED)
        with mailbox([letter, report(message.pk)]) as box:
            settings.BOUNCES_URL = box.url
            assert "1" in take_bounces(now)
            assert box.mails == [letter], "a person's letter stays"
        message.refresh_from_db()
        assert (message.state, message.reason) == (MessageState.FAILED, "came back 5.1.1")
        assert Follower.objects.filter(pk=following.follower_id).exists() is (day == 0)
        Follower.objects.update(bounced_on=timezone.localdate() - datetime.timedelta(days=1))
    assert sent() == []


def test_a_mailbox_that_does_not_answer_is_told_of(settings: Settings) -> None:
    settings.BOUNCES_URL = "pop3://bounces:geheim@127.0.0.1:1"
    said = take_bounces(timezone.now())
    assert "ConnectionRefusedError" in said and "geheim" not in said
