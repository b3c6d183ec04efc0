"""A receipt's number and secret open one place, however they are typed."""

import re

import pytest
from nacl import bindings

from complaints.sealing.receipts import NoReceipt, new_receipt, unlock


def test_a_receipt_has_the_form_that_the_manuals_say() -> None:
    receipt = new_receipt()
    assert re.fullmatch(r"\d{6}-\d{4}-\d{4}", receipt.number)
    assert re.fullmatch(r"\d{4} \d{4} \d{4} \d{4}", receipt.secret)
    assert re.fullmatch("[0-9a-f]{64}", receipt.locator)
    assert receipt.secret not in repr(receipt)


def test_number_and_secret_open_what_the_public_key_seals() -> None:
    receipt = new_receipt()
    sealed = bindings.crypto_box_seal(b"answer", bytes.fromhex(receipt.public_key))
    unlocked = unlock(receipt.number, receipt.secret)
    assert unlocked.locator == receipt.locator
    opened = bindings.crypto_box_seal_open(sealed, bytes.fromhex(receipt.public_key), unlocked.private_key)
    assert opened == b"answer"
    assert unlocked.private_key.hex() not in repr(unlocked)


@pytest.mark.parametrize("change", [str.strip, lambda text: text.replace(" ", "-"), lambda text: text.replace(" ", "")])
def test_spaces_and_hyphens_make_no_difference(change) -> None:  # type: ignore[no-untyped-def]
    receipt = new_receipt()
    typed = unlock(f" {receipt.number.replace('-', ' ')} ", change(receipt.secret))
    assert typed.locator == receipt.locator


def test_full_width_digits_of_a_korean_keyboard_are_digits() -> None:
    receipt = new_receipt()
    wide = receipt.secret.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert unlock(receipt.number, wide).locator == receipt.locator


def test_another_secret_or_number_leads_elsewhere() -> None:
    receipt = new_receipt()
    last = "1" if receipt.secret[-1] == "0" else "0"
    assert unlock(receipt.number, receipt.secret[:-1] + last).locator != receipt.locator
    assert unlock("000101-0000-0000", receipt.secret).locator != receipt.locator


@pytest.mark.parametrize(("number", "secret"), [("", ""), ("261123-1234", "1" * 16), ("261123-1234-5678", "1234")])
def test_what_cannot_be_a_receipt_is_said_so(number: str, secret: str) -> None:
    with pytest.raises(NoReceipt):
        unlock(number, secret)
