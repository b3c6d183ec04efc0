"""A text as it is meant, however it is spelled; each character knows where it stood in the original.

NFKC (full-width letters, circled syllables), nothing invisible, letters of other alphabets that look Latin as Latin,
jamo of every block as those of the keyboard.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

# Cyrillic and Greek letters that are drawn as Latin ones (Unicode's confusables.txt, the lower-case part in use).
_LOOK_ALIKES = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04bb\u0501\u051b\u03bf\u03b1\u03c1\u03bd\u03b9\u03ba\u03c5\u0131\u0261\u0280",
    "aeopcyxijshdqoapvikuigr",
)
# Drawn as nothing although they are letters: the fillers of Hangul.
_FILLERS = "\u115f\u1160\u3164\uffa0"
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_CONJOINING = {
    **{0x1100 + i: jamo for i, jamo in enumerate(INITIALS)},
    **{0x1161 + i: jamo for i, jamo in enumerate(VOWELS)},
    **{0x11A8 + i: jamo for i, jamo in enumerate(FINALS)},
}
# What is itself already, but for capitals.
_PLAIN = re.compile(r"[\t\n\r -~가-힣ㄱ-ㅣ]*")
_ACCENTED = re.compile("[\u00c0-\u024f]")


@dataclass(frozen=True)
class Normal:
    """The normalised characters, and where each one comes from."""

    text: str
    starts: Sequence[int]  # position in the original of the character that each one comes from
    ends: Sequence[int]  # position behind it

    def original(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the normalised text (not empty) as one of the original."""
        return self.starts[start], self.ends[end - 1]


def normalise(original: str) -> Normal:
    """Lower-case, compatible, visible; syllables are still as they were typed."""
    if _PLAIN.fullmatch(original):
        length = len(original)
        return Normal(original.lower(), range(length), range(1, length + 1))
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for at, end in _clusters(original):
        for character in _plain(original[at:end]):
            characters.append(character)
            starts.append(at)
            ends.append(end)
    return Normal("".join(characters), tuple(starts), tuple(ends))


def without_accents(text: str) -> str:
    """Each letter without what stands on it; as long as before."""
    return _ACCENTED.sub(lambda found: unicodedata.normalize("NFD", found.group())[0], text)


def _clusters(original: str) -> list[tuple[int, int]]:
    """Each character with the marks that stand on it, and decomposed Hangul syllable by syllable."""
    found: list[tuple[int, int]] = []
    for at, character in enumerate(original):
        joined = found and (
            unicodedata.combining(character)
            or ("\u1161" <= character <= "\u1175" and "\u1100" <= original[at - 1] <= "\u1112")
            or ("\u11a8" <= character <= "\u11c2" and "\u1161" <= original[at - 1] <= "\u1175")
        )
        if joined:
            found[-1] = (found[-1][0], at + 1)
        else:
            found.append((at, at + 1))
    return found


@lru_cache(maxsize=4096)  # a text has few different characters, and one of them tells nothing of it
def _plain(cluster: str) -> str:
    if "ㄱ" <= cluster <= "ㅣ":  # NFKC would make them old letters that begin or end a syllable
        return cluster
    compatible = unicodedata.normalize("NFKC", cluster).lower().translate(_LOOK_ALIKES)
    return "".join(_CONJOINING.get(ord(each), each) for each in compatible if _is_seen(each))


def _is_seen(character: str) -> bool:
    if character in _FILLERS:
        return False
    # Cf: zero-width characters, direction marks, soft hyphens; Mn: marks and variation selectors; Cc but for breaks.
    category = unicodedata.category(character)
    return category not in {"Cf", "Mn", "Me"} and (category != "Cc" or character in "\n\r\t")
