"""Rows of an answer of Seoul's open data: from a file, JSON or XML, without ever holding it whole.

An answer names its service, says how many rows there are in all, and carries a result code:

    {"ListOnePMISBizInfo": {"list_total_count": 2, "RESULT": {"CODE": "INFO-000", …}, "row": [{…}, {…}]}}

An error comes without rows: {"RESULT": {"CODE": "ERROR-336", "MESSAGE": …}}. XML has the same elements.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple
from xml.etree.ElementTree import Element, ParseError  # noqa: S405  (types only; defusedxml parses)

import ijson
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _

Raw = dict[str, Any]
FINE = "INFO-000"
NO_DATA = "INFO-200"
# The city's own fault or overload; the same call may succeed a little later.
PASSING = frozenset({"ERROR-500", "ERROR-600", "ERROR-601"})


class ReadError(Exception):
    """Nothing (more) can be read. The message says what to do."""


class Refused(ReadError):
    """The service answered with an error code."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(_("The service answered %(code)s: %(message)s") % {"code": code, "message": message})
        self.code = code


class Head(NamedTuple):
    """What an answer says before its rows."""

    service: str = ""
    total: int | None = None
    code: str = ""
    message: str = ""
    rows_at: str | None = None  # where the rows are, for ijson; None without rows

    def check(self, service: str) -> None:
        """Raises Refused for an error answer, ReadError for one of another service."""
        if self.code and self.code not in (FINE, NO_DATA):
            raise Refused(self.code, self.message)
        if self.service and self.service != service:
            raise ReadError(
                _("This is an answer of %(found)s, not of %(wanted)s. Give --service %(found)s.")
                % {"found": self.service, "wanted": service}
            )


class Answer:
    """An answer of `service`; `total` is how many rows there are in all, once its head was read."""

    def __init__(self, service: str) -> None:
        self.service = service
        self.total: int | None = None

    def rows(self, file: IO[bytes]) -> Iterator[Raw]:
        """The rows of a seekable file, which may be JSON or XML. Raises ReadError, Refused."""
        start = 3 if file.read(3) == b"\xef\xbb\xbf" else 0  # a byte order mark, as Windows editors write
        file.seek(start)
        first = file.read(200).lstrip()[:1]
        file.seek(start)
        if first == b"<":
            yield from xml_rows(file, self)
        elif first in (b"{", b"["):
            yield from json_rows(file, self, start=start)
        else:
            raise ReadError(_("This is neither JSON nor XML."))


class FileRows(Answer):
    """The rows of a file."""

    def __init__(self, path: Path, service: str) -> None:
        super().__init__(service)
        self.path = path

    def __iter__(self) -> Iterator[Raw]:
        try:
            with self.path.open("rb") as file:
                yield from self.rows(file)
        except OSError as error:
            raise ReadError(_("%(path)s cannot be read: %(why)s") % {"path": self.path, "why": error}) from error


def json_rows(file: IO[bytes], answer: Answer, *, start: int = 0) -> Iterator[Raw]:
    """The rows of a seekable JSON file. Also takes a bare list of rows, or an object with a `row` list."""
    try:
        head = _json_head(file)
        head.check(answer.service)
        answer.total = head.total
        if head.rows_at is None:
            _require(head)
            return
        file.seek(start)
        for row in ijson.items(file, head.rows_at):
            yield row if isinstance(row, dict) else {}
    except (ijson.JSONError, ValueError) as error:
        raise ReadError(_("The JSON breaks off or is not well-formed: %(why)s") % {"why": error}) from error


def _json_head(file: IO[bytes]) -> Head:
    head = Head()
    for path, event, value in ijson.parse(file):
        if event == "start_array" and (path in ("", "row") or path.endswith(".row")):
            service = path.removesuffix("row").rstrip(".")
            return head._replace(service=service, rows_at=f"{path}.item" if path else "item")
        if path.endswith("list_total_count"):
            head = head._replace(total=int(value))
        elif path.endswith("RESULT.CODE"):
            head = head._replace(code=str(value))
        elif path.endswith("RESULT.MESSAGE"):
            head = head._replace(message=str(value))
    return head


def _require(head: Head) -> None:
    if head.code != NO_DATA and head.total != 0:
        raise ReadError(_("There are no rows in it: no answer of Seoul’s open data looks like this."))


def xml_rows(file: IO[bytes], answer: Answer) -> Iterator[Raw]:
    """The rows of an XML answer, each forgotten once it is read."""
    head = Head()
    root: Element | None = None
    in_row, rows = False, 0
    try:
        for event, element in iterparse(file, events=("start", "end"), forbid_dtd=True):
            if root is None:
                root = element
                head = head._replace(service="" if element.tag == "RESULT" else element.tag)
            if element.tag == "row":
                in_row = event == "start"
                if in_row and rows == 0:
                    head.check(answer.service)
                    answer.total = head.total
                if not in_row:
                    rows += 1
                    yield _xml_value(element) or {}
                    root.clear()
            elif event == "end" and not in_row:
                head = _xml_head(head, element)
        head.check(answer.service)
        if rows == 0:
            _require(head)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise ReadError(_("The XML breaks off or is not well-formed: %(why)s") % {"why": error}) from error


def _xml_head(head: Head, element: Element) -> Head:
    value = (element.text or "").strip()
    if element.tag == "list_total_count":
        return head._replace(total=int(value))
    if element.tag == "CODE":
        return head._replace(code=value)
    if element.tag == "MESSAGE":
        return head._replace(message=value)
    return head


def _xml_value(element: Element) -> Any:
    """Text, or a dict of the children; children of one name become a list, as they would in JSON."""
    if len(element) == 0:
        return element.text
    values: Raw = {}
    for child in element:
        value = _xml_value(child)
        if child.tag in values:
            before = values[child.tag]
            values[child.tag] = [*before, value] if isinstance(before, list) else [before, value]
        else:
            values[child.tag] = value
    return values
