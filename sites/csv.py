"""Any list as CSV: the rows that the page's filters choose, in a file that spreadsheets open rightly and safely.

UTF-8 with a byte order mark, since Excel reads Korean wrongly without one. Rows are read in short batches by key, each
a statement of its own: the replica ends what runs longer than two seconds, and a long read would hold back withdrawals.
"""

import csv
import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.db.models import Model, QuerySet
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import capfirst, format_lazy
from django.utils.translation import get_language, override

BATCH = 1000  # rows
# What a spreadsheet would take for a formula, also behind spaces and in full width.
_FORMULA = re.compile(r"^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])")

_R = TypeVar("_R")
_M = TypeVar("_M", bound=Model)


@dataclass(frozen=True)
class Column(Generic[_R]):
    """A column: its heading, translated when it is written, and what a row has in it."""

    heading: Any
    value: Callable[[_R], Any]


def csv_response(*, name: str, columns: Sequence[Column[_R]], rows: Iterable[_R]) -> StreamingHttpResponse:
    """The rows as a download called `name` and today's date, in the request's language, row by row."""
    filename = f"{name.replace(' ', '-')}-{timezone.localdate():%Y%m%d}.csv"
    response = StreamingHttpResponse(
        _lines(columns, rows, language=get_language() or settings.LANGUAGE_CODE), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=filename) or ""
    return response


def by_key(rows: QuerySet[_M], *, batch: int = BATCH) -> Iterator[_M]:
    """Every row in the order of its key, in batches that each are one short statement (and its prefetches).

    Whatever order and slice-free filter `rows` has, what is listed is what it counts.
    """
    ordered = rows.order_by("pk")
    last = None
    while True:
        found = list((ordered if last is None else ordered.filter(pk__gt=last))[:batch])
        yield from found
        if len(found) < batch:
            return
        last = found[-1].pk


def safe_cell(value: Any) -> str:
    """A value as a cell: numbers and dates for machines, and no text that a spreadsheet would run."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, int | Decimal | datetime.date):
        return str(value)
    text = str(value)
    return f"'{text}" if _FORMULA.match(text) else text


def money_column(heading: Any, amount: Callable[[_R], int | str | None]) -> Column[_R]:
    """A column of amounts in the currency that its heading names: numbers, or a word in the place of one."""
    return Column(format_lazy("{} ({})", heading, settings.PROFILE.currency), lambda row: _major(amount(row)))


def _major(amount: int | str | None) -> int | Decimal | str | None:
    decimals = settings.PROFILE.currency_decimals
    return Decimal(amount).scaleb(-decimals) if isinstance(amount, int) and decimals else amount


def _lines(columns: Sequence[Column[_R]], rows: Iterable[_R], *, language: str) -> Iterator[str]:
    writer = csv.writer(_Echo())
    # The server asks for lines long after the view is done: the language is the request's again at each.
    with override(language):
        heading = "\ufeff" + writer.writerow([safe_cell(capfirst(str(column.heading))) for column in columns])
    yield heading
    for row in rows:
        with override(language):
            line = writer.writerow([safe_cell(column.value(row)) for column in columns])
        yield line


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        return line
