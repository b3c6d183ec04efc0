"""A letter written inside is opened outside, with number and secret and nothing less."""

from collections.abc import Iterator

import pytest
from django.utils import timezone

from allimi.embedded.running import Running
from casework.models import Case, CaseState
from casework.sealing import erase_letters, renew_receipt, write_letter
from complaints.deadlines import StatutoryType
from complaints.models import SealedLetter
from complaints.petitions import ReceiptKey
from complaints.posts import PostKind
from complaints.sealing.receipts import Receipt, new_receipt
from sites.models import Department
from tests.casework.collecting.dmz import Dmz
from tests.wall.crossing import caught_up


@pytest.fixture(scope="module")
def dmz(topology: Running) -> Iterator[Dmz]:
    outside = Dmz(topology)
    yield outside
    outside.close()


@pytest.fixture
def receipt() -> Receipt:
    return new_receipt()


@pytest.fixture
def case(live: Running, receipt: Receipt) -> Iterator[Case]:
    department, _made = Department.objects.get_or_create(code="letters", defaults={"name": "편지과"})
    now = timezone.now()
    case = Case.objects.create(
        number=f"L-{receipt.number}",
        post=next(iter(PostKind)),
        statutory_type=next(iter(StatutoryType)),
        title="제목",
        text="내용",
        state=CaseState.NEW,
        department=department,
        written_at=now,
        received_at=now,
        due_at=now,
        receipt_number=receipt.number,
        locator=receipt.locator,
        receipt_key=receipt.public_key,
        text_digest="0" * 64,
    )
    yield case
    erase_letters(case=case)
    case.delete()


def letters(dmz: Dmz, number: str, secret: str) -> list[str]:
    caught_up()
    return [letter["text"] or letter["kind"] for letter in dmz.ask(do="letters", number=number, secret=secret)]


def test_number_and_secret_open_the_letters_in_their_order(case: Case, receipt: Receipt, dmz: Dmz) -> None:
    write_letter(case=case, kind="received", text="접수되었습니다", explanation=("7일",))
    write_letter(case=case, kind="answered", text="보수하였습니다", reply_by=case.due_at)
    assert letters(dmz, receipt.number, receipt.secret) == ["접수되었습니다", "보수하였습니다"]
    wrong = receipt.secret[:-1] + ("1" if receipt.secret[-1] == "0" else "0")
    assert letters(dmz, receipt.number, wrong) == []


def test_what_crosses_the_wall_names_nobody(case: Case) -> None:
    write_letter(case=case, kind="answered", text="mk비밀 답변", phone="02-123-4567")
    row = SealedLetter.objects.at(case.locator).get()
    assert "mk비밀".encode() not in bytes(row.ciphertext)
    assert case.number.encode() not in bytes(row.ciphertext)


def test_a_new_receipt_opens_the_old_letters_and_the_old_one_nothing(case: Case, receipt: Receipt, dmz: Dmz) -> None:
    write_letter(case=case, kind="received", text="접수되었습니다")
    fresh = new_receipt()
    renew_receipt(
        case=case, receipt=ReceiptKey(number=fresh.number, locator=fresh.locator, public_key=fresh.public_key)
    )
    assert letters(dmz, fresh.number, fresh.secret) == ["접수되었습니다", "renewed"]
    assert letters(dmz, receipt.number, receipt.secret) == []


def test_a_box_of_somebody_else_under_the_locator_is_no_letter(case: Case, receipt: Receipt, dmz: Dmz) -> None:
    write_letter(case=case, kind="received", text="접수되었습니다")
    SealedLetter.objects.create(locator=receipt.locator, sequence=9, ciphertext=b"x" * 300, released_at=timezone.now())
    assert letters(dmz, receipt.number, receipt.secret) == ["접수되었습니다"]


def test_erased_letters_are_gone_on_both_sides(case: Case, receipt: Receipt, dmz: Dmz) -> None:
    write_letter(case=case, kind="received", text="접수되었습니다")
    assert letters(dmz, receipt.number, receipt.secret)
    assert erase_letters(case=case) == 1
    assert letters(dmz, receipt.number, receipt.secret) == []


def test_a_case_without_a_receipt_is_written_no_letter(case: Case) -> None:
    case.locator = ""
    write_letter(case=case, kind="received")
    assert case.letters.count() == 0
