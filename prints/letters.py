"""Texts in the letters that the font has."""

import re
import unicodedata
from functools import cache
from typing import Any

import uharfbuzz

from allimi.fonts import BOLD, REGULAR

# One rare sign must not cost the whole signboard, nor be left out unseen.
_UNKNOWN = "□"
_MANY = re.compile(f"{_UNKNOWN}{{2,}}")
# Controls, marks of direction, joiners, halves of pairs: what shows nothing. Lines and tabs become spaces.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_SELECTORS = range(0xFE00, 0xFE10)  # which picture of a sign is meant
_SPACES = str.maketrans("\n\r\t", "   ")


def printable(content: Any) -> Any:
    """The same content with every text in letters that the font has; what it has not is an empty box."""
    if isinstance(content, str):
        return _text(content)
    if isinstance(content, dict):
        return {name: printable(value) for name, value in content.items()}
    if isinstance(content, list):
        return [printable(value) for value in content]
    return content


def _text(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    known = _known()
    composed = unicodedata.normalize("NFC", text.translate(_SPACES))
    return _MANY.sub(_UNKNOWN, "".join(_letter(letter, known) for letter in composed))


def _letter(letter: str, known: frozenset[int]) -> str:
    if unicodedata.category(letter) in _UNSEEN or ord(letter) in _SELECTORS:
        return ""
    return letter if ord(letter) in known else _UNKNOWN


@cache
def _known() -> frozenset[int]:
    """The letters that both weights have."""
    regular, bold = (uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))).unicodes for path in (REGULAR, BOLD))
    return frozenset(regular) & frozenset(bold)
