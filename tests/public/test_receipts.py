"""What a receipt opens, what its forms send inside, files on their way, and a lost receipt."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from allimi.embedded.running import Running
from complaints.asking import status
from complaints.sealing import intake
from complaints.sealing.receipts import Receipt, new_receipt, unlock
from complaints.verifying.pages import Way
from tests.public.citizen import PHONE, Citizen, arrived, proof, proven

WORDS = {"title": "맨홀", "text": "맨홀 뚜껑이 덜컹거립니다."}
PLACE = {"where": "place", "query": "", "asked": "", "site": "", "words": "화양로 사거리"}

# Runs inside: letters to a receipt of which it knows place and public key alone.
WRITE = """
import json, sys, django
django.setup()
from django.db import transaction
from django.utils import timezone
from complaints.models import SealedLetter
from complaints.sealing.letters import Letter, LetterFile, letter_to_json, seal_letter
locator, key, letters = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
with transaction.atomic():  # all of them cross the wall at once
    for number, given in enumerate(letters, start=1):
        files = tuple(LetterFile(name=name, media_type="text/html", content=b"<b>") for name in given.pop("files", ()))
        letter = Letter(at=timezone.now(), files=files, case_number="2026-000123", **given)
        SealedLetter.objects.create(
            locator=locator, sequence=number, ciphertext=seal_letter(letter_to_json(letter), key), released_at=letter.at
        )
"""
OFFICE = {"department": "도로관리과", "post": "주무관", "phone": "02-2133-1000"}
RECEIVED = {"kind": "received"}
ANSWERED = {"kind": "answered", "text": "뚜껑을 <고쳤습니다>.", "files": ["도면.html"], **OFFICE}


@pytest.fixture
def citizen(client: Client, live: Running) -> Iterator[Citizen]:
    yield Citizen(client)


def wrote(running: Running, *letters: dict[str, Any]) -> Receipt:
    """A receipt for which these letters have come through the wall."""
    receipt = new_receipt()
    subprocess.run(
        [sys.executable, "-c", WRITE, receipt.locator, receipt.public_key, json.dumps(letters)],
        env=running.environment(),
        cwd=settings.BASE_DIR,
        check=True,
        capture_output=True,
    )
    return receipt


def look(citizen: Citizen, receipt: Receipt) -> Citizen:
    """Number and secret typed, until the letters are there."""
    for _ in range(100):
        citizen.send(f"{citizen.language}/ask/status/", number=receipt.number, secret=receipt.secret)
        if 'class="letters"' in citizen.html:
            return citizen
        time.sleep(0.1)
    pytest.fail("The letters did not come through the wall within 10 s.")


def say(citizen: Citizen, kind: str, *, go: str = "", **fields: str) -> str:
    """Sends a form of the status page. The number of its message."""
    opened = status.Opened(**status.state.decrypt(citizen.state, purpose="status"))
    named = {f"{kind}-{name}": value for name, value in fields.items()}
    citizen.send(f"{citizen.language}/ask/status/", state=citizen.state, go=go or kind, **named)
    return opened.ids[kind]


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_receipt_opens_the_private_answer(citizen: Citizen, live: Running, language: str) -> None:
    citizen.language = language
    look(citizen, wrote(live, RECEIVED, {"kind": "assigned", **OFFICE}, ANSWERED))
    for told in ("뚜껑을 &lt;고쳤습니다&gt;.", "2026-000123", "도로관리과", "02-2133-1000", "도면.html"):
        assert told in citizen.html
    newest_first = [unescape(title) for title in re.findall(r"<h3>(.*?) <span", citizen.html)]
    assert len(newest_first) == 3 and newest_first[0] in citizen.heading


def test_a_file_of_a_letter_is_kept_and_never_opened_as_a_page(citizen: Citizen, live: Running) -> None:
    look(citizen, wrote(live, RECEIVED, ANSWERED))
    response = citizen.client.post("/ask/status/", {"state": citizen.state, "go": "file:1.0"})
    assert response.content == b"<b>" and response["Cache-Control"] == "no-store"
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")
    assert citizen.client.post("/ask/status/", {"state": citizen.state, "go": "file:1.7"}).status_code == 404


def test_a_question_back_is_answered_and_sent_twice_arrives_once(citizen: Citizen, live: Running) -> None:
    receipt = wrote(live, RECEIVED, {"kind": "question_back", "text": "어느 맨홀입니까?"})
    look(citizen, receipt)
    assert "어느 맨홀입니까?" in citizen.html and 'id="rating"' not in citizen.html
    say(citizen, "addition", text="")
    assert len(citizen.errors) == 1
    page = citizen.state
    first = say(citizen, "addition", text="육교 아래입니다.")
    citizen.state = page
    assert say(citizen, "addition", text="육교 아래입니다.") == first
    message = arrived(live, first)
    assert message is not None
    assert (message["kind"], message["text"], message["locator"]) == ("addition", "육교 아래입니다.", receipt.locator)


def test_an_answer_is_rated_and_reopened_once(citizen: Citizen, live: Running) -> None:
    look(citizen, wrote(live, RECEIVED, ANSWERED))
    say(citizen, "rating", text="")
    assert len(citizen.errors) == 1
    rated = say(citizen, "rating", points="4", text="고맙습니다")
    assert 'id="rating"' not in citizen.html
    message = arrived(live, rated)
    assert message is not None and (message["kind"], message["points"]) == ("rating", 4)
    reopened = say(citizen, "reopening", text="아직 덜컹거립니다.")
    message = arrived(live, reopened)
    assert message is not None and (message["kind"], message["text"]) == ("reopening", "아직 덜컹거립니다.")
    look(citizen, wrote(live, RECEIVED, ANSWERED, {**ANSWERED, "files": []}))
    assert 'id="reopening"' not in citizen.html, "who was answered twice has been"


def test_refused_words_of_an_addition_may_be_sent_anyway(citizen: Citizen, live: Running) -> None:
    look(citizen, wrote(live, RECEIVED))
    say(citizen, "addition", text="이 씨발 새끼들아 꺼져라")
    assert 'value="addition:anyway"' in citizen.html and "이 씨발 새끼들아 꺼져라" in citizen.html
    sent = say(citizen, "addition", go="addition:anyway", text="이 씨발 새끼들아 꺼져라")
    message = arrived(live, sent)
    assert message is not None and message["sent_anyway"] and message["screening"]


def test_an_addition_survives_an_intake_that_is_down(
    citizen: Citizen, live: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(citizen, wrote(live, RECEIVED))
    with monkeypatch.context() as patched:
        patched.setattr(intake, "_resting_until", float("inf"))
        first = say(citizen, "addition", text="덧붙입니다.")
    assert citizen.status == 503 and "덧붙입니다." in citizen.html
    assert say(citizen, "addition", text="덧붙입니다.") == first
    assert citizen.status == 200


def test_a_receipt_without_letters_and_one_that_is_none(citizen: Citizen) -> None:
    receipt = new_receipt()
    citizen.send("/ask/status/", number=receipt.number, secret=receipt.secret)
    assert citizen.status == 200 and 'class="letters"' not in citizen.html
    citizen.send("/ask/status/", number="", secret="")
    assert len(citizen.errors) == 2
    citizen.send("/ask/status/", number=receipt.number, secret="1234")
    assert len(citizen.errors) == 1 and "1234" in citizen.html


def test_a_page_of_yesterday_keeps_what_was_written(citizen: Citizen, live: Running) -> None:
    receipt = wrote(live, RECEIVED)
    look(citizen, receipt)
    old = status.state.encrypt(
        {"number": receipt.number, "secret": receipt.secret, "ids": {}}, purpose="status", minutes=-1
    )
    citizen.send("/ask/status/", **{"state": old, "go": "addition", "addition-text": "길게 쓴 글"})
    assert "길게 쓴 글" in citizen.html and receipt.number in citizen.html and receipt.secret not in citizen.html


def test_a_lost_receipt_is_issued_anew_behind_the_proof(
    citizen: Citizen, live: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    citizen.send("/ask/lost/", number="261101-1111-2222")
    carried = re.search(r'name="way" value="([^"]+)"', citizen.html)
    assert carried, "the proof comes first"
    way = Way.read(carried[1]).field
    with monkeypatch.context() as patched:
        patched.setattr(intake, "_resting_until", float("inf"))
        citizen.send("/ask/verify/go-on/", way=way, proof=proof())
    assert citizen.status == 503
    citizen.send("/ask/lost/", state=citizen.state)
    number, secret = (unescape(each) for each in re.findall(r"<code>(.*?)</code>", citizen.html))
    sent = status.state.decrypt(Way.read(way).carry, purpose="renewal")["id"]
    message = arrived(live, sent)
    assert message is not None
    assert (message["kind"], message["old_number"], message["writer"]["phone"]) == (
        "renewal",
        "261101-1111-2222",
        PHONE,
    )
    assert message["receipt"]["locator"] == unlock(number, secret).locator


def test_files_are_told_kept_and_removed(citizen: Citizen, live: Running) -> None:
    citizen.at(proven(where=PLACE, text=WORDS)).press("next", **PLACE).press("next", **WORDS)
    where = re.search(r'action="([^"]+)" enctype', citizen.html)
    assert where
    for number in range(6):
        upload(citizen, where[1], f"사진 {number}.txt", b"78 dB")
    assert len(citizen.journey.files) == 5 and "errors" in citizen.html
    assert "사진 4.txt" in citizen.html
    citizen.press(f"remove:{citizen.journey.files[0]['id']}")
    assert "사진 0.txt" not in citizen.html and len(citizen.journey.files) == 4
    citizen.press("next").press("next", name="김", channel="none", email="").press("next", audience="private")
    assert "사진 4.txt" in citizen.html
    sent = citizen.journey.sending["id"]
    citizen.press("send")
    message = arrived(live, sent)
    assert message is not None and len(message["files"]) == 4


def test_a_file_that_cannot_be_stored_leaves_the_form_as_it_was(
    citizen: Citizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    citizen.at(proven(where=PLACE, text=WORDS)).press("next", **PLACE).press("next", **WORDS)
    where = re.search(r'action="([^"]+)" enctype', citizen.html)
    assert where
    with monkeypatch.context() as patched:
        patched.setattr(intake, "_resting_until", float("inf"))
        upload(citizen, where[1], "사진.txt", b"78 dB")
    assert citizen.status == 200 and citizen.journey.files == []
    assert citizen.journey.value("text", "text") == WORDS["text"]
    assert "errors" in citizen.html and "사진.txt" in citizen.html


def test_a_file_without_a_pass_is_refused_unread(citizen: Citizen) -> None:
    citizen.at(proven())
    upload(citizen, "/ask/write/", "사진.txt", b"78 dB")
    assert citizen.status == 403


def upload(citizen: Citizen, address: str, name: str, content: bytes) -> None:
    file = BytesIO(content)
    file.name = name
    citizen.send(address, state=citizen.state, go="upload", files=file)
