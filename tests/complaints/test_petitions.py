"""Messages to JSON and back; what is not known is refused whole, and without a word of it."""

import json
from dataclasses import replace
from uuid import uuid4

import pytest
from django.utils import timezone

from complaints.petitions import (
    KINDS,
    Addition,
    FileRef,
    Finding,
    Follow,
    Followup,
    FollowWord,
    Given,
    Message,
    NotAMessage,
    Notice,
    Petition,
    Place,
    Promise,
    Rating,
    ReceiptKey,
    Renewal,
    Reopening,
    SurveyAnswer,
    Writer,
    dumps,
    loads,
)

NOW = timezone.now()
RECEIPT = ReceiptKey(number="261123-1234-5678", locator="ab" * 32, public_key="cd" * 32)
WRITER = Writer(method="phone", subject="01012345678", phone="01012345678", verified_at=NOW)
FILE = FileRef(id=uuid4(), name="사진.jpg", size=3, media_type="image/jpeg", sha256="0" * 64)
SAID = {"written_at": NOW, "language": "ko"}
MESSAGES: tuple[Message, ...] = (
    Petition(
        **SAID,
        post="complaint",
        place=Place(site="A-1", latitude=37.5, longitude=127.0, words="앞길"),
        title="소음",
        text="밤에 시끄럽습니다",
        writer=WRITER,
        receipt=RECEIPT,
        files=(FILE,),
        notify=(Notice(channel="sms", to="01012345678"),),
        screening=(Finding(code="phone", words="010", where="text"),),
        promised=Promise(reply_by=NOW, explanation=("7일", "공휴일 포함")),
    ),
    Addition(**SAID, locator="ab" * 32, text="덧붙입니다", files=(FILE,)),
    Rating(**SAID, locator="ab" * 32, points=5),
    Reopening(**SAID, locator="ab" * 32, text="다시 봐 주십시오"),
    Followup(**SAID, question=4, writer=WRITER, notify=()),
    Follow(**SAID, topic="site", value="T1", pace="daily", notify=Notice(channel="email", to="a@example.com")),
    FollowWord(**SAID, word="stop", token="A" * 43),
    SurveyAnswer(**SAID, survey=3, person="01012345678", given=(Given(question=1, choices=(2,)),)),
    Renewal(**SAID, receipt=RECEIPT, writer=WRITER, old_number="261101-0000-0001"),
)


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.kind)
def test_a_message_comes_back_as_it_was(message: Message) -> None:
    assert loads(dumps(message)) == message


def test_every_kind_is_tried() -> None:
    assert {message.kind for message in MESSAGES} == KINDS.keys()


def test_a_point_without_decimals_is_a_point() -> None:
    given = json.loads(dumps(MESSAGES[0]))
    given["place"]["latitude"] = 37
    assert loads(json.dumps(given).encode()).place.latitude == 37.0  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"kind": "order"},
        {"colour": "mk-red"},
        {"title": 4},
        {"public": "yes"},
        {"writer": {"method": "phone", "mk": "x"}},
        {"written_at": "mk-yesterday"},
    ],
)
def test_what_is_not_known_is_refused_without_a_word_of_it(change: dict) -> None:
    content = {**json.loads(dumps(MESSAGES[0])), **change}
    with pytest.raises(NotAMessage) as refused:
        loads(json.dumps(content).encode())
    assert "mk" not in str(refused.value)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b"4"])
def test_what_is_no_message_is_refused(content: bytes) -> None:
    with pytest.raises(NotAMessage):
        loads(content)


def test_the_number_makes_the_message() -> None:
    assert replace(MESSAGES[2], id=uuid4()) != MESSAGES[2]
