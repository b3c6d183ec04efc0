"""Abuse in Latin letters, with letters repeated, drawn as signs (sh1t), starred out (f**k) or spelled (f u c k)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from .terms import Term

# Signs and digits that are drawn like a letter.
_DRAWN = {"a": "4@", "b": "8", "e": "3", "g": "9", "i": "1!|", "l": "1|", "o": "0", "s": "5$", "t": "7+", "u": "v"}
_STARS = "*#@"
_SPELLED_FROM = 4  # letters; shorter words spelled out are initials


@dataclass(frozen=True)
class LatinAbuse:
    """Terms and the harmless words around some of them."""

    terms: tuple[Term, ...]
    harmless: tuple[Term, ...]

    @classmethod
    def of(cls, terms: Iterable[Term], harmless: Iterable[Term]) -> "LatinAbuse":
        return cls(tuple(terms), tuple(harmless))

    def hits(self, text: str) -> Iterator[tuple[int, int, Term]]:
        """Start, end and term of each, in a normalised text."""
        harmless = [found.span() for found in self._harmless.finditer(text)] if self.harmless else []
        for pattern, term in self._patterns:
            for found in pattern.finditer(text):
                if not any(start <= found.start() and found.end() <= end for start, end in harmless):
                    yield found.start(), found.end(), term

    @cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], Term]]:
        return [(re.compile(_pattern(term.words)), term) for term in self.terms]

    @cached_property
    def _harmless(self) -> re.Pattern[str]:
        return re.compile("|".join(re.escape(term.words) for term in self.harmless))


def _pattern(words: str) -> str:
    """A word as a pattern between other letters; each quantifier reads letters of its own, so none can run away."""
    letters = [letter for letter in words if letter != " "]
    tight = "".join(r"\s{1,3}" if letter == " " else _letter(letter, at, words) for at, letter in enumerate(words))
    forms = [tight]
    if len(letters) >= _SPELLED_FROM:
        spelled = [_letter(letter, at, words, repeated=False) for at, letter in enumerate(letters)]
        forms.append(r"[\s._\-*+/\\|~]".join(spelled))
    return rf"(?<![^\W_])(?:{'|'.join(forms)})(?![^\W_])"


def _letter(letter: str, at: int, words: str, *, repeated: bool = True) -> str:
    drawn = _DRAWN.get(letter, "") + (_STARS if 0 < at < len(words) - 1 and len(words) >= _SPELLED_FROM else "")
    return f"[{re.escape(letter + drawn)}]" + ("{1,9}" if repeated else "")
