"""An order's files as one ZIP that is never whole in memory."""

import io
import zipfile
from collections.abc import Iterator

from .models import PrintOrder

_AT_ONCE = 4  # files read together


def zipped(order: PrintOrder) -> Iterator[bytes]:
    """The archive, piece by piece. PDFs are compressed already, so it only lines them up."""
    out = _Pieces()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for file in order.files.order_by("number").iterator(chunk_size=_AT_ONCE):
            archive.writestr(f"{file.number:04} {file.name}", bytes(file.content))
            yield out.taken()
    yield out.taken()


class _Pieces(io.RawIOBase):
    """What was written since it was last taken. No place to go back to, so zipfile writes sizes behind each file."""

    def __init__(self) -> None:
        self._written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]
        self._written += piece
        return len(piece)

    def taken(self) -> bytes:
        piece, self._written = bytes(self._written), bytearray()
        return piece
