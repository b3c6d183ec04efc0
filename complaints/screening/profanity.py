"""Abuse in a text. What is quoted from others is held at most: who complains of abuse must be able to say it."""

import re
from collections.abc import Iterator

from .findings import Finding, Outcome
from .hangul import row_of
from .normal import Normal, without_accents
from .rules import Rules
from .terms import Term

STAGE = "profanity"
_QUOTES = re.compile(
    "\"[^\"\n]{1,200}\"|“[^”\n]{1,200}”|(?<!\\w)'[^'\n]{1,200}'|‘[^’\n]{1,200}’|「[^」\n]{1,200}」|『[^』\n]{1,200}』"
)
# Behind the words: said, shouted, wrote; or anywhere near: that it was abuse that somebody took.
_SAID = re.compile(
    r"^[^\n.!?]{0,12}?(?:이?라고|이?라며|이?라는|이?라면서|이?란|하며|하면서|하고|라 하)\s*"
    r"(?:말|욕|소리|폭언|했|하|들|고함|외|불|적|쓰|협박|합니다|해)"
)
_TOLD = re.compile(
    r"욕설|욕을 (?:하|했|들|먹|퍼)|폭언|막말|모욕|언어폭력|협박을|비하 발언|고성을|낙서|적혀 있|쓰여 있|써 있|"
    r"\b(?:called (?:me|us|my|him|her)|yelled|shouted|swore|sworn|insulted|said to (?:me|us)|graffiti)\b"
)
_NEAR = 60  # characters before and behind


def profanity(normal: Normal, *, original: str, language: str, rules: Rules) -> Iterator[Finding]:
    """Each piece of abuse once, in no order."""
    merged = _merged(_hits(normal, language, rules))
    quotes = [found.span() for found in _QUOTES.finditer(normal.text)] if merged else []
    for (start, end), outcome in merged:
        if outcome is Outcome.REFUSE and _is_told(normal.text, start, end, quotes):
            outcome = Outcome.HOLD
        first, last = normal.original(start, end)
        yield Finding(first, last, "profanity", original[first:last], STAGE, outcome)


def _hits(normal: Normal, language: str, rules: Rules) -> Iterator[tuple[int, int, Term]]:
    row = row_of(normal)
    for hit in rules.korean().hits(row):
        yield row.units[hit.start].start, row.units[hit.end - 1].end, hit.term
    # In Vietnamese the marks make the word; elsewhere they hide one.
    yield from rules.latin(language).hits(normal.text if language == "vi" else without_accents(normal.text))


def _merged(hits: Iterator[tuple[int, int, Term]]) -> list[tuple[tuple[int, int], Outcome]]:
    """Overlapping hits as one, with the heavier outcome."""
    merged: list[tuple[tuple[int, int], Outcome]] = []
    for start, end, term in sorted(hits, key=lambda hit: hit[:2]):
        if merged and start < merged[-1][0][1]:
            (first, last), outcome = merged[-1]
            heavier = Outcome.REFUSE if Outcome.REFUSE in (outcome, term.outcome) else Outcome.HOLD
            merged[-1] = ((first, max(last, end)), heavier)
        else:
            merged.append(((start, end), term.outcome))
    return merged


def _is_told(text: str, start: int, end: int, quotes: list[tuple[int, int]]) -> bool:
    if any(first < start < last for first, last in quotes):
        return True
    return bool(_SAID.search(text[end : end + _NEAR]) or _TOLD.search(text[max(0, start - _NEAR) : end + _NEAR]))
