"""The rejects file: which row, which field, what it held, and why it stayed out, in Korean and English."""

import csv
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TextIO

from django.utils.functional import Promise
from django.utils.translation import override

HEADER = ("row", "project code", "field", "value", "outcome", "사유", "reason")
KEPT_OUT = "rejected"
LEFT_OUT = "value left out"  # the row went in without this value
_FORMULA = ("=", "+", "-", "@", "\t")


class Rejects:
    """Counts rejections and writes them to `path` as they come; without a path it keeps the first few."""

    FEW = 20

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self.count = 0
        self.first: list[str] = []
        self._file: TextIO | None = None
        self._writer: Any = None

    def __enter__(self) -> Self:
        if self.path:
            # With a byte order mark, or spreadsheets garble the Korean.
            self._file = self.path.open("w", encoding="utf-8-sig", newline="")
            self._writer = csv.writer(self._file)
            self._writer.writerow(HEADER)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file:
            self._file.close()

    def add(
        self, row: int | str, *, code: str, field: str, value: str, reason: str | Promise, outcome: str = KEPT_OUT
    ) -> None:
        """Note one reason; a row may have several."""
        self.count += 1
        korean, english = in_language("ko", reason), in_language("en", reason)
        if self._writer:
            self._writer.writerow(
                [_harmless(str(cell)) for cell in (row, code, field, value[:500], outcome)] + [korean, english]
            )
        if len(self.first) < self.FEW:
            self.first.append(f"{row} {code} {field} {value[:80]!r}: {reason}")


def in_language(language: str, reason: str | Promise) -> str:
    with override(language):
        return str(reason)


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) and len(cell) > 1 else cell
