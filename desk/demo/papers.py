"""The demo's documents: one page of text as PDF."""

from io import BytesIO
from textwrap import wrap
from typing import NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name

from desk.files import CleanFile, clean_pdf

_A4 = (595, 842)  # points
_MARGIN, _TITLE_SIZE, _SIZE, _LEADING = 64, 18, 11, 20
_CHARACTERS_A_LINE = 40


class Paper(NamedTuple):
    """What is to be printed. Equal papers give equal bytes."""

    title: str
    lines: tuple[str, ...]


def printed(paper: Paper) -> CleanFile:
    """The paper as a cleaned file."""
    with pikepdf.new() as document:
        page = document.add_blank_page(page_size=_A4).obj
        page.Resources = Dictionary(Font=Dictionary(F1=document.make_indirect(_font())))
        page.Contents = document.make_stream(_content(paper))
        out = BytesIO()
        document.save(out, deterministic_id=True)
    return clean_pdf(out.getvalue())


def _font() -> Dictionary:
    """A Korean font that every reader knows by name (ISO 32000-1, 9.7.5.2), so that none need be embedded."""
    system = Dictionary(Registry="Adobe", Ordering="Korea1", Supplement=1)
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/HYGoThic-Medium"),
        Flags=4,
        FontBBox=Array([0, -200, 1000, 900]),
        ItalicAngle=0,
        Ascent=752,
        Descent=-271,
        CapHeight=737,
        StemV=58,
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType0,
        BaseFont=Name("/HYGoThic-Medium"),
        CIDSystemInfo=system,
        FontDescriptor=descriptor,
        DW=1000,
        W=Array([1, 95, 500]),  # Latin letters and digits are half as wide
    )
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name("/HYGoThic-Medium"),
        Encoding=Name("/UniKS-UTF16-H"),
        DescendantFonts=Array([descendant]),
    )


def _content(paper: Paper) -> bytes:
    rows = [f"BT /F1 {_TITLE_SIZE} Tf {_LEADING} TL {_MARGIN} {_A4[1] - 90} Td {_hex(paper.title)} Tj T* T*"]
    rows.append(f"/F1 {_SIZE} Tf")
    for line in paper.lines:
        rows += [f"{_hex(part)} Tj T*" for part in wrap(line, _CHARACTERS_A_LINE)]
    rows.append("ET")
    return "\n".join(rows).encode("ascii")


def _hex(text: str) -> str:
    return f"<{text.encode('utf-16-be').hex()}>"
