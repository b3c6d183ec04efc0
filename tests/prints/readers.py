"""Prints read by programs of others: PDFium (text and pictures), zxing (QR codes), pikepdf and pdfua (structure)."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pdfua
import pikepdf
import pypdfium2
import zxingcpp
from pikepdf import Array, Dictionary, Name, Object

_SHOWING = {"Tj", "TJ", "'", '"', "Do", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "EI"}
_MILLIMETRE = 72 / 25.4


@dataclass(frozen=True)
class Element:
    """An element of the structure with its depth."""

    kind: str
    depth: int
    object: Object


class Printed:
    """A PDF as its readers see it."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.pdf = pikepdf.open(io.BytesIO(content))
        self._pages = pypdfium2.PdfDocument(content)

    @property
    def sheets(self) -> list[tuple[int, int]]:
        """Width and height of each page in millimetres."""
        sizes = (page.get_size() for page in self._pages)
        return [(round(width / _MILLIMETRE), round(height / _MILLIMETRE)) for width, height in sizes]

    @property
    def text(self) -> str:
        """All text in the order of the pages, with single spaces."""
        return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in self._pages)

    def qr_codes(self, page: int = 0) -> list[str]:
        picture = self._pages[page].render(scale=1.5).to_pil()
        return [code.text for code in zxingcpp.read_barcodes(picture)]

    def has_ink(self, page: int = 0) -> bool:
        darkest, brightest = self._pages[page].render(scale=0.2).to_pil().convert("L").getextrema()
        return bool(darkest != brightest)

    @property
    def elements(self) -> list[Element]:
        return list(_below(self.pdf.Root.StructTreeRoot, 0))

    def kinds(self) -> list[str]:
        return [element.kind for element in self.elements]

    def faults(self) -> list[str]:
        """What keeps it from being read aloud as PDF/UA asks."""
        report = pdfua.validate(io.BytesIO(self.content))
        found = [str(finding) for finding in report.findings]
        return [*found, *self._document(), *self._fonts(), *self._figures(), *self._headings(), *self._unmarked()]

    def _document(self) -> Iterator[str]:
        root = self.pdf.Root
        with self.pdf.open_metadata() as metadata:
            if metadata.get("pdfuaid:part") != "1":
                yield "does not say that it is PDF/UA-1"
            if not metadata.get("dc:title"):
                yield "has no title"
        if not root.ViewerPreferences.DisplayDocTitle:
            yield "shows its file name and not its title"
        if not root.MarkInfo.Marked:
            yield "says that it is not tagged"
        if "/Lang" not in root:
            yield "has no language"

    def _fonts(self) -> Iterator[str]:
        fonts = [each for each in self.pdf.objects if isinstance(each, Dictionary) and each.get("/Type") == Name.Font]
        if not fonts:
            yield "has no font"
        for font in fonts:
            if "/DescendantFonts" in font and "/ToUnicode" not in font:
                yield f"{font.BaseFont} does not say which letters its glyphs are"
            descriptor = font.get("/FontDescriptor")
            if "/DescendantFonts" not in font and not (
                descriptor is not None and {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys())
            ):
                yield f"{font.BaseFont} is not embedded"

    def _figures(self) -> Iterator[str]:
        for element in self.elements:
            if element.kind == "Figure" and not str(element.object.get("/Alt", "")).strip():
                yield "a picture has no words"

    def _headings(self) -> Iterator[str]:
        levels = [int(kind[1]) for kind in self.kinds() if len(kind) == 2 and kind[0] == "H"]
        if not levels or levels[0] != 1:
            yield "does not begin with a heading of the first level"
        for before, after in zip(levels, levels[1:], strict=False):
            if after > before + 1:
                yield f"goes from heading {before} to {after}"

    def _unmarked(self) -> Iterator[str]:
        """What is drawn and neither in the structure nor marked as decoration."""
        for number, page in enumerate(self.pdf.pages, 1):
            depth = 0
            for operands, operator in pikepdf.parse_content_stream(page):
                name = str(operator)
                depth += {"BMC": 1, "BDC": 1, "EMC": -1}.get(name, 0)
                if name in _SHOWING and depth == 0:
                    yield f"page {number} draws {name} {operands} outside of the structure"
                    break


def _below(element: Object, depth: int) -> Iterator[Element]:
    below = element.get("/K")
    for child in list(below) if isinstance(below, Array) else [below]:
        if isinstance(child, Dictionary) and "/S" in child:
            yield Element(str(child.S).removeprefix("/"), depth, child)
            yield from _below(child, depth + 1)
