"""Letters to citizens: sealed to the receipt, released through the wall. The receipt alone opens them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from casework.models import Case, WrittenLetter
from complaints.models import SealedLetter
from complaints.petitions import ReceiptKey
from complaints.sealing.letters import Letter, letter_to_json, seal_letter


@transaction.atomic
def write_letter(*, case: Case, kind: str, at: datetime | None = None, **fields: Any) -> None:
    """Seal a letter (complaints.sealing.letters.Letter's fields) to the case's receipt and release it.

    In the caller's transaction. A case that came without a receipt is written no letter.
    """
    if not case.locator:
        return
    Case.objects.select_for_update().get(pk=case.pk)  # letters of one case take numbers one after the other
    sequence = case.letters.count() + 1
    letter = Letter(kind=kind, at=at or timezone.now(), case_number=case.number, **fields)
    written = WrittenLetter.objects.create(case=case, sequence=sequence, content=letter_to_json(letter))
    _release(case, written, letter.at)


@transaction.atomic(savepoint=False)
def write_first_letters(case: Case, letters: Sequence[Letter]) -> None:
    """The letters of a case that was made in the caller's transaction: nobody else numbers them. Two statements."""
    if not case.locator:
        return
    written = [
        WrittenLetter(case=case, sequence=sequence, content=letter_to_json(letter))
        for sequence, letter in enumerate(letters, 1)
    ]
    WrittenLetter.objects.bulk_create(written)
    SealedLetter.objects.bulk_create(
        [_sealed(case, each, letter.at) for each, letter in zip(written, letters, strict=True)]
    )


@transaction.atomic
def renew_receipt(*, case: Case, receipt: ReceiptKey, at: datetime | None = None) -> None:
    """Take the letters from under the old receipt and seal them to the new one. The old one opens nothing more."""
    SealedLetter.objects.at(case.locator).delete()
    case.receipt_number, case.locator, case.receipt_key = receipt.number, receipt.locator, receipt.public_key
    case.save(update_fields=["receipt_number", "locator", "receipt_key"])
    moment = at or timezone.now()
    for written in case.letters.order_by("sequence"):
        _release(case, written, moment)
    write_letter(case=case, kind="renewed", at=moment)


@transaction.atomic
def erase_letters(*, case: Case) -> int:
    """Delete the case's letters on both sides of the wall, when their time is over. Returns how many."""
    SealedLetter.objects.at(case.locator).delete()
    return case.letters.all().delete()[0]


def _release(case: Case, written: WrittenLetter, moment: datetime) -> None:
    _sealed(case, written, moment).save(force_insert=True)


def _sealed(case: Case, written: WrittenLetter, moment: datetime) -> SealedLetter:
    return SealedLetter(
        locator=case.locator,
        sequence=written.sequence,
        ciphertext=seal_letter(written.content, case.receipt_key),
        released_at=moment,
    )
