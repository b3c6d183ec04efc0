"""Abuse in Korean, found in the row of syllables, whatever was put between them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .hangul import Gap, Row
from .terms import Term

# What a word may end in and still be the word alone (조사, 어미, laughing and crying).
_PARTICLES = re.compile(
    "(?:은|는|이|가|을|를|의|에|도|만|야|아|들|들아|들이|들은|이다|다|이야|이네|네|이냐|냐|이라|라고|이라고|같은|같이|처럼|"
    "임|인|인가|인데|이고|요|[ㄱ-ㅎㅏ-ㅣ]+|진짜|뭐)"
)
# One-syllable calls behind which spaced letters are no sentence of their own: "야 시 발".
_CALLS = frozenset("야아어이오와하에휴참")


@dataclass(frozen=True)
class Hit:
    """A term found in a stretch of units."""

    start: int
    end: int
    term: Term


class KoreanAbuse:
    """Terms and the harmless words that contain some of them, made ready for searching."""

    def __init__(self, terms: Iterable[Term], harmless: Iterable[Term]) -> None:
        self._terms = _Words(terms)
        self._harmless = _Words(harmless)

    def hits(self, row: Row) -> list[Hit]:
        """The terms that stand in the row, without those that a harmless word explains."""
        found = [hit for hit in self._terms.found(row) if _is_meant(row, hit)]
        if not found:
            return []
        harmless = [
            hit for hit in self._harmless.found(row) if max(row.gaps(hit.start, hit.end), default=0) != Gap.PAUSE
        ]
        return [hit for hit in found if not any(_explains(word, hit, row) for word in harmless)]


class _Words:
    """Words by their first two syllables, so that a text is walked through once."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._by_start: dict[str, list[Term]] = defaultdict(list)
        for term in terms:
            if term.letters:
                self._by_start[term.letters[:2]].append(term)
        firsts = "".join({start[0] for start in self._by_start})
        self._first = re.compile(f"[{re.escape(firsts)}]" if firsts else "(?!)")

    def found(self, row: Row) -> Iterator[Hit]:
        text = row.text
        for first in self._first.finditer(text):
            at = first.start()
            for start in {text[at : at + 2], text[at]}:
                for term in self._by_start.get(start, ()):
                    if text.startswith(term.letters, at):
                        yield Hit(at, at + len(term.letters), term)


def _explains(harmless: Hit, hit: Hit, row: Row) -> bool:
    """A harmless word covers the hit or runs into it, and is written as words are: apart at most where it may be."""
    covers = harmless.start <= hit.start and hit.end <= harmless.end
    runs_into = harmless.start < hit.start < harmless.end
    if not (covers or runs_into):
        return False
    apart = {harmless.start + place for place in harmless.term.spaces}
    return all(
        row.units[at].gap <= Gap.SIGNS or (at in apart and row.units[at].gap is Gap.SPACE)
        for at in range(harmless.start + 1, harmless.end)
    )


def _is_meant(row: Row, hit: Hit) -> bool:
    return _has_its_place(row, hit) and _is_one_word(row, hit)


def _has_its_place(row: Row, hit: Hit) -> bool:
    """Begins and ends where the term may."""
    if not hit.term.inside_start and not row.starts_word(hit.start):
        return False
    if hit.term.inside_end or row.ends_word(hit.end):
        return True
    end = hit.end
    while not row.ends_word(end):
        end += 1
    return _PARTICLES.fullmatch(row.text[hit.end : end]) is not None


def _is_one_word(row: Row, hit: Hit) -> bool:
    """Whether its syllables belong together: without gaps, or with such as hide a word."""
    apart = {hit.start + place for place in hit.term.spaces}
    gaps = [row.units[at].gap for at in range(hit.start + 1, hit.end) if at not in apart]
    if any(row.units[at].gap is Gap.PAUSE for at in range(hit.start + 1, hit.end)):
        return False
    if any(gap is Gap.PAUSE for gap in (row.units[at].inner for at in range(hit.start, hit.end))):
        return False
    if not any(gaps):
        return True
    if Gap.SPACE not in gaps:  # signs between syllables: at a word's start, since 서울시1발 is not hidden
        return row.starts_word(hit.start)
    return _is_spelled_out(row, hit, gaps)


def _is_spelled_out(row: Row, hit: Hit, gaps: list[Gap]) -> bool:
    """Each syllable on its own: 개 새 끼. Two alone may be a sentence (우천 시 발 디딜), so more is asked of them."""
    if Gap.NONE in gaps or not row.starts_word(hit.start):
        return False
    if hit.end - hit.start > 2 or not all("가" <= each <= "힣" for each in hit.term.letters):
        return True
    ends = (
        row.ends_word(hit.end)
        or row.text[hit.end] in "놈년련"
        or (row.text[hit.end] in "아야" and row.ends_word(hit.end + 1))
    )
    before = row.units[hit.start].gap is Gap.PAUSE or (
        row.text[hit.start - 1] in _CALLS and row.starts_word(hit.start - 1)
    )
    return ends and before
