"""Abuse in Latin letters, with letters repeated, drawn as signs (sh1t), starred out (f**k) or spelled (f u c k)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
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
        found = list(self._found(text))
        if not found:
            return
        harmless = [each.span() for each in self._harmless.finditer(text)] if self.harmless else []
        for start, end, term in found:
            if not any(first <= start and end <= last for first, last in harmless):
                yield start, end, term

    def _found(self, text: str) -> Iterator[tuple[int, int, Term]]:
        """Each term where a word begins with one of its first signs: the text is walked through once for them all."""
        ends: dict[Term, int] = {}  # behind where each was found last
        for word in self._starts.finditer(text):
            at = word.start()
            for pattern, term in self._by_start[word.group()]:
                if (found := pattern.match(text, at)) and at >= ends.get(term, 0):
                    ends[term] = found.end()
                    yield at, found.end(), term

    @cached_property
    def _by_start(self) -> Mapping[str, list[tuple[re.Pattern[str], Term]]]:
        by_start: dict[str, list[tuple[re.Pattern[str], Term]]] = defaultdict(list)
        for term in self.terms:
            words = term.words.strip()
            pattern = re.compile(_pattern(words))
            for sign in words[:1] + _DRAWN.get(words[:1], ""):
                by_start[sign].append((pattern, term))
        return dict(by_start)

    @cached_property
    def _starts(self) -> re.Pattern[str]:
        return re.compile(f"[{re.escape(''.join(self._by_start))}](?<![^\\W_].)" if self._by_start else "(?!)")

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
