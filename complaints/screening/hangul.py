"""The Hangul of a text as one row of syllables, with what stood between them.

Who hides a word writes its letters apart (ㄱㅐㅅㅐㄲㅣ), puts signs between its syllables (시1발) or spaces (ㅅ ㅂ).
In the row those are gaps, and each search decides which gaps look like hiding and which are just language.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from .normal import FINALS, INITIALS, VOWELS, Normal

_FINALS = "\0" + FINALS  # in the order of Unicode: 0 is none
_LONG_VOWELS = {"ㅗㅏ": "ㅘ", "ㅗㅐ": "ㅙ", "ㅗㅣ": "ㅚ", "ㅜㅓ": "ㅝ", "ㅜㅔ": "ㅞ", "ㅜㅣ": "ㅟ", "ㅡㅣ": "ㅢ"}
# Finals that are written behind their syllable to hide it; laughing and crying are not among them.
_LOOSE_FINALS = "ㄱㄴㄹㅁㅅㅇㄲ"
_HANGUL = re.compile("[가-힣ㄱ-ㅎㅏ-ㅣ]")
_SYLLABLES = re.compile("[가-힣]+")
_LONE_JAMO = re.compile("[ㄱ-ㅎㅏ-ㅣ]")
# A digit or Latin letter drawn like a vowel behind a lone consonant: ㅅl발, ㅆ1발, ㄱH새끼.
_DRAWN_VOWEL = re.compile("(?<=[ㄱ-ㅎ])[l1i|!h](?=[가-힣]|[ㄱ-ㅎ][ㅏ-ㅣ])")
_EIGHT = re.compile("(?<![0-9가-힣a-z])([시씨쉬ㅅㅆ])8(?![0-9월일시분개호번층동차명대톤세년m%])")
_SENTENCE = re.compile(r"[.,!?;:()\n\r…·/]")
_NOISE_AT_MOST = 3  # characters; more is a pause, not hiding


class Gap(IntEnum):
    """What stands before a syllable."""

    NONE = 0
    SIGNS = 1  # digits, signs or one Latin letter, without a space
    SPACE = 2
    PAUSE = 3  # the end of a sentence, a line, or much of something else


@dataclass(frozen=True)
class Unit:
    """A syllable or a lone jamo."""

    character: str
    start: int  # in the normalised text
    end: int
    gap: Gap  # before it
    after_digit: bool  # behind a digit, as a unit of counting is: 3개, 7 시
    inner: Gap  # the largest gap between the jamo it was put together from


@dataclass(frozen=True)
class Row:
    """All units of a text; `text` has one character for each. They are made once a search asks what stands between."""

    drawn: str  # what it is the row of

    @cached_property
    def text(self) -> str:
        if _LONE_JAMO.search(self.drawn) is None:
            # Nothing to put together: the syllables are the units.
            return "".join(_SYLLABLES.findall(self.drawn))
        return "".join(unit.character for unit in self.units)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        return tuple(_composed(list(_units(self.drawn))))

    def starts_word(self, at: int) -> bool:
        """Behind a gap that no digit ends (3개년), or behind laughing and crying in jamo."""
        if self.units[at].gap is Gap.NONE:
            return at > 0 and self.text[at - 1] in "ㅋㅎㅠㅜㅡ"
        return not self.units[at].after_digit

    def ends_word(self, at: int) -> bool:
        """Whether a word ends before this unit."""
        return at >= len(self.units) or self.units[at].gap is not Gap.NONE

    def gaps(self, start: int, end: int) -> list[Gap]:
        """The gaps inside a stretch of units."""
        return [unit.gap for unit in self.units[start + 1 : end]]


def row_of(normal: Normal) -> Row:
    """The row of a normalised text."""
    return Row(_drawn(normal.text))


def _drawn(text: str) -> str:
    """Signs that are drawn like a vowel or read like a syllable, as that; the length stays."""
    if _LONE_JAMO.search(text):
        text = _DRAWN_VOWEL.sub(lambda found: "ㅐ" if found.group() == "h" else "ㅣ", text)
    return _EIGHT.sub(r"\g<1>발", text) if "8" in text else text


def _units(text: str) -> Iterator[Unit]:
    last = 0
    for found in _HANGUL.finditer(text):
        at = found.start()
        between = text[last:at]
        gap = Gap.PAUSE if last == 0 else _gap(between)
        yield Unit(found.group(), at, at + 1, gap, between.rstrip(" ")[-1:].isdigit(), Gap.NONE)
        last = at + 1


def _gap(between: str) -> Gap:
    if not between:
        return Gap.NONE
    spaces = sum(each.isspace() for each in between)
    if "\n" in between or len(between) > _NOISE_AT_MOST + spaces:
        return Gap.PAUSE
    if not spaces:
        return Gap.SIGNS if sum(each.isalpha() for each in between) <= 1 else Gap.PAUSE
    return Gap.PAUSE if _SENTENCE.search(between) or re.search(r"\w", between) else Gap.SPACE


def _composed(units: list[Unit]) -> Iterator[Unit]:
    """Jamo put together as a keyboard would; a consonant that a vowel follows belongs to the next syllable."""
    at = 0
    while at < len(units):
        syllable, used = _syllable(units, at)
        yield syllable
        at += used


def _syllable(units: list[Unit], at: int) -> tuple[Unit, int]:
    first = units[at]
    vowel, used = _vowel(units, at + 1)
    if first.character in INITIALS and vowel:
        code = 0xAC00 + (INITIALS.index(first.character) * 21 + VOWELS.index(vowel)) * 28
        used += 1
        if _is_final(units, at + used, _FINALS):
            code += _FINALS.index(units[at + used].character)
            used += 1
        return _joined(chr(code), units[at : at + used]), used
    if _is_open(first.character) and _is_final(units, at + 1, _LOOSE_FINALS) and units[at + 1].gap is Gap.NONE:
        code = ord(first.character) + _FINALS.index(units[at + 1].character)
        return _joined(chr(code), units[at : at + 2]), 2
    return first, 1


def _vowel(units: list[Unit], at: int) -> tuple[str, int]:
    """The vowel that stands there, written in one jamo or in two, and how many they are."""
    one = _jamo(units, at)
    if not one or one not in VOWELS:
        return "", 0
    two = _LONG_VOWELS.get(one + _jamo(units, at + 1))
    return (two, 2) if two else (one, 1)


def _is_final(units: list[Unit], at: int, finals: str) -> bool:
    """A consonant that ends a syllable: no vowel follows it, and no second consonant of an abbreviation."""
    here, following = _jamo(units, at), _jamo(units, at + 1)
    return bool(here) and here in finals and not (following and (following in VOWELS or finals is _LOOSE_FINALS))


def _jamo(units: list[Unit], at: int) -> str:
    """The lone jamo at a place that belongs to what stands before it; empty where there is none."""
    if at >= len(units) or units[at].gap is Gap.PAUSE or "가" <= units[at].character <= "힣":
        return ""
    return units[at].character


def _is_open(character: str) -> bool:
    return "가" <= character <= "힣" and (ord(character) - 0xAC00) % 28 == 0


def _joined(character: str, units: list[Unit]) -> Unit:
    inner = max((unit.gap for unit in units[1:]), default=Gap.NONE)
    return Unit(character, units[0].start, units[-1].end, units[0].gap, units[0].after_digit, inner)
