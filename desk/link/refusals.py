"""What a pull or a push kept out, for people and for the system that sent it."""

from typing import Any

from django.utils.functional import Promise

from desk.onepmis.rejects import KEPT_OUT, Rejects, in_language

FEW = 200  # of a pull; more of them are one fault many times over


class Refusals(Rejects):
    """Rejections as JSON can hold them, the first of them."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[dict[str, Any]] = []

    def add(
        self, row: int | str, *, code: str, field: str, value: str, reason: str | Promise, outcome: str = KEPT_OUT
    ) -> None:
        self.count += 1
        if len(self.told) < FEW:
            self.told.append(
                {
                    "row": row,
                    "code": code,
                    "field": field,
                    "value": value[:200],
                    "outcome": outcome,
                    "reason": in_language("en", reason),
                    "사유": in_language("ko", reason),
                }
            )
