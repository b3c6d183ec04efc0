"""Files of rows: XLSX and CSV, read and written, and nothing executed on the way."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import openpyxl
from django.utils.translation import gettext as _
from import_export.formats import base_formats
from openpyxl.utils.exceptions import InvalidFileException
from tablib import Dataset

LARGEST = 10 * 1024 * 1024  # bytes of an upload
MOST_ROWS = 50_000
_LARGEST_UNPACKED = 300 * 1024 * 1024  # bytes; an XLSX is a ZIP file, and a small one can unpack to anything
XLSX, CSV = "xlsx", "csv"
_FORMATS: dict[str, base_formats.TablibFormat] = {XLSX: base_formats.XLSX(), CSV: base_formats.CSV()}

Cells = Sequence[Any]


class SheetError(Exception):
    """The file cannot be read as a table. The message says what to do."""


class Table(NamedTuple):
    """The first row, and the others with their numbers as the spreadsheet shows them."""

    headings: Cells
    rows: list[tuple[int, Cells]]


def write(headings: Sequence[str], rows: Sequence[Cells], *, form: str) -> bytes:
    """The table as a file of this form."""
    content = _FORMATS[form].export_data(Dataset(*rows, headers=headings))
    return content if isinstance(content, bytes) else b"\xef\xbb\xbf" + content.encode()


def media_type(form: str) -> str:
    return str(_FORMATS[form].get_content_type())


def read(content: bytes) -> Table:
    """The table in a file, of whichever form its content is. Raises SheetError."""
    if len(content) > LARGEST:
        raise SheetError(_("The file is larger than %(size)d MB. Split it.") % {"size": LARGEST // 1024**2})
    numbered = _xlsx(content) if content.startswith(b"PK") else _csv(content)
    rows = [(number, cells) for number, cells in numbered if any(cell not in (None, "") for cell in cells)]
    if not rows:
        raise SheetError(_("The file is empty."))
    if len(rows) > MOST_ROWS + 1:
        raise SheetError(_("The file has more than %(count)d rows. Split it.") % {"count": MOST_ROWS})
    return Table(rows[0][1], rows[1:])


def _xlsx(content: bytes) -> Iterator[tuple[int, Cells]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > _LARGEST_UNPACKED:
                raise SheetError(_("The file unpacks to more than any spreadsheet needs."))
        # Values as they were last computed, not formulas.
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its size need not be so
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            if number > 2 * MOST_ROWS:
                return
            yield number, cells
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, SyntaxError, OSError) as error:
        raise SheetError(_("This is no XLSX file that can be read. Save it as XLSX or CSV once more.")) from error


def _csv(content: bytes) -> Iterator[tuple[int, Cells]]:
    text = _decoded(content)
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if "\t" in first and "," not in first else ",")
    try:
        yield from enumerate(reader, 1)
    except csv.Error as error:
        raise SheetError(_("This is no CSV file that can be read. Save it as XLSX or CSV once more.")) from error


def _decoded(content: bytes) -> str:
    """UTF-8, or the code page that Korean spreadsheets save CSV in."""
    for encoding in ("utf-8-sig", "cp949"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise SheetError(_("This is neither XLSX nor CSV. Save the spreadsheet as one of these."))
