"""Lines of text as outlines: shaped by HarfBuzz in the city's typeface, measured, fitted and broken.

Nothing that reads the picture needs a font, and every line is as wide as was reckoned.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import uharfbuzz

from allimi.fonts import BOLD, REGULAR

# Outlines are rounded to this fraction of an em: a fourteenth of a pixel in the largest picture.
GRID = 512
ELLIPSIS = "…"
_FILES = {"bold": BOLD, "regular": REGULAR}


@dataclass(frozen=True)
class Line:
    """Text of one weight: its outlines from (0, 0) to the right, upwards, in GRID units, and its width in ems."""

    text: str
    path: str
    ems: float

    def width(self, size: float) -> float:
        """In pixels, at a size in pixels."""
        return self.ems * size


@lru_cache(maxsize=2048)
def shaped(text: str, weight: str) -> Line:
    """The line in `bold` or `regular`. Composed first: the typeface has Vietnamese letters, not loose accents."""
    if not text:
        return Line("", "", 0)
    typeface = _typeface(_FILES[weight])
    buffer = uharfbuzz.Buffer()
    buffer.add_str(unicodedata.normalize("NFC", text))
    buffer.guess_segment_properties()
    uharfbuzz.shape(typeface.font, buffer)
    at, pieces = 0, []
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        outline = typeface.outline(info.codepoint)
        if outline is not None:
            x, y, rest = outline
            pieces.append(f"M{x + typeface.on_grid(at + position.x_offset)} {y}{rest}")
        at += position.x_advance
    return Line(text, "".join(pieces), at / typeface.units)


def fitted(text: str, weight: str, *, size: float, least: float, width: float) -> tuple[Line, float]:
    """The line in the largest size from `size` down to `least` that fits, else shortened. Pixels."""
    line = shaped(text, weight)
    if line.ems * size <= width:
        return line, size
    if line.ems * least <= width:
        return line, int(width / line.ems * 4) / 4  # quarters of a pixel
    return shortened(text, weight, size=least, width=width), least


def shortened(text: str, weight: str, *, size: float, width: float) -> Line:
    """As much of the text as fits with an ellipsis behind it."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if shaped(text[:middle].rstrip() + ELLIPSIS, weight).width(size) <= width:
            low = middle
        else:
            high = middle - 1
    return shaped(text[:low].rstrip() + ELLIPSIS, weight)


def broken(text: str, weight: str, *, size: float, width: float, most: int) -> list[Line]:
    """The text in lines that fit, broken between words; what is left of the last one is shortened."""
    lines: list[Line] = []
    words = text.split()
    while words and len(lines) < most:
        count = _words_that_fit(words, weight, size=size, width=width)
        rest = " ".join(words)
        if len(lines) == most - 1 and count < len(words):
            return [*lines, shortened(rest, weight, size=size, width=width)]
        line, _size = fitted(" ".join(words[:count]), weight, size=size, least=size, width=width)
        lines.append(line)
        words = words[count:]
    return lines


def _words_that_fit(words: list[str], weight: str, *, size: float, width: float) -> int:
    """How many words stand in the first line; at least one, however long."""
    count = 1
    while count < len(words) and shaped(" ".join(words[: count + 1]), weight).width(size) <= width:
        count += 1
    return count


class _Typeface:
    """One file of the typeface, mapped into memory, and the outlines that were asked for."""

    def __init__(self, path: Path) -> None:
        face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
        self.units: int = face.upem
        self.font = uharfbuzz.Font(face)
        self.outline = lru_cache(maxsize=4096)(self._outline)

    def on_grid(self, units: float) -> int:
        return round(units * GRID / self.units)

    def _outline(self, glyph: int) -> tuple[int, int, str] | None:
        """Where it begins, and everything behind that in relative commands; None of a space."""
        pen = _Pen(self)
        self.font.draw_glyph(glyph, _FUNCTIONS, pen)
        return None if pen.begin is None else (*pen.begin, "".join(pen.commands))


class _Pen:
    """Takes an outline down. Points are rounded first and subtracted then, so that no error adds up."""

    def __init__(self, typeface: _Typeface) -> None:
        self._grid = typeface.on_grid
        self.begin: tuple[int, int] | None = None
        self.commands: list[str] = []
        self._at = self._start = (0, 0)

    def move(self, x: float, y: float) -> None:
        point = self._grid(x), self._grid(y)
        if self.begin is None:
            self.begin = point
        else:
            self.commands.append(f"m{self._from_here(point)}")
        self._at = self._start = point

    def draw(self, command: str, *ends: float) -> None:
        points = [(self._grid(x), self._grid(y)) for x, y in zip(ends[::2], ends[1::2], strict=True)]
        if points[-1] == self._at:
            return  # too short to be seen
        self.commands.append(command + " ".join(map(self._from_here, points)))
        self._at = points[-1]

    def close(self) -> None:
        self.commands.append("z")
        self._at = self._start

    def _from_here(self, point: tuple[int, int]) -> str:
        return f"{point[0] - self._at[0]} {point[1] - self._at[1]}"


def _functions() -> uharfbuzz.DrawFuncs:
    functions = uharfbuzz.DrawFuncs()
    functions.set_move_to_func(lambda x, y, pen: pen.move(x, y))
    functions.set_line_to_func(lambda x, y, pen: pen.draw("l", x, y))
    functions.set_quadratic_to_func(lambda *ends: ends[-1].draw("q", *ends[:-1]))
    functions.set_cubic_to_func(lambda *ends: ends[-1].draw("c", *ends[:-1]))
    functions.set_close_path_func(lambda pen: pen.close())
    return functions


_FUNCTIONS = _functions()


@cache
def _typeface(path: Path) -> _Typeface:
    return _Typeface(path)
