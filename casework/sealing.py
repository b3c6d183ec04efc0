"""Letters to citizens: sealed to the receipt, released through the wall."""

from typing import Any


def write_letter(*, case: Any, kind: str, **fields: Any) -> None:
    """Seal a letter (complaints.sealing.letters.Letter's fields) to the case's receipt and release it.

    In the caller's transaction. The case names `locator` and `receipt_key` (hexadecimal) of its receipt.
    """
    raise NotImplementedError
