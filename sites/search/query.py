"""What was typed, as conditions of SQL: each word at each of the places where it can stand."""

import datetime
import enum
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from . import text as texts
from .tokens import INITIALS_PREFIX, LATIN_PREFIX, grams, token

WORDS_AT_MOST = 8
Value = str | int | float | Decimal | datetime.date | list[int]  # what a parameter of a statement may be


class Place(enum.IntEnum):
    """Where the words stand, best first: the order in which a citizen expects the results."""

    START = 0  # the name begins with the first of them
    WORD = 1  # a word of the name does
    NAME = 2  # they are in the name
    ANYWHERE = 3  # or in the address, the districts, the department, the firms


@dataclass
class Condition:
    """Tokens that the row must have, and what must hold for its columns, joined by AND."""

    tokens: list[int] = field(default_factory=list)
    clauses: list[str] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)
    either: list[list[int]] = field(default_factory=list)  # groups of tokens, one of each group is needed

    def add(self, clause: str, *values: Value) -> None:
        self.clauses.append(clause)
        self.values += values

    def __and__(self, other: "Condition") -> "Condition":
        return Condition(
            [*self.tokens, *other.tokens],
            [*self.clauses, *other.clauses],
            [*self.values, *other.values],
            [*self.either, *other.either],
        )

    @property
    def check(self) -> str:
        """The clauses as SQL, without the tokens."""
        return " AND ".join(f"({clause})" for clause in self.clauses) or "TRUE"

    @property
    def by_tokens(self) -> tuple[str, list[Value]]:
        """What the index answers, as SQL that ends in AND, and its values; empty where there is no token."""
        every = "tokens @> %s AND " if self.tokens else ""
        values: list[Value] = [self.tokens] if self.tokens else []
        return every + "tokens && %s AND " * len(self.either), [*values, *self.either]


@dataclass(frozen=True)
class Query:
    """The words of a search, all of which have to be found."""

    words: tuple[str, ...]

    @classmethod
    def typed(cls, text: str, *, city: str) -> "Query":
        """The words, without those that only say the city: «서울», «서울시»; unless nothing else was typed."""
        words = texts.typed_words(text, dropped=city)
        telling = [word for word in words if not (city.startswith(word.removesuffix("시")) and len(word) > 1)]
        return cls(tuple(dict.fromkeys(telling or words))[:WORDS_AT_MOST])

    def at(self, place: Place) -> Condition:
        """All words, the first of them at this place and the others in the name or, for ANYWHERE, anywhere."""
        others = Place.ANYWHERE if place is Place.ANYWHERE else Place.NAME
        found = self._word(self.words[0], place)
        for word in self.words[1:]:
            found &= self._word(word, others)
        return found

    @property
    def places(self) -> Sequence[Place]:
        """The places that differ for these words, best first."""
        first = self.words[0]
        if texts.are_initials(first):
            return [Place.START] if self._are_letters else [Place.START, Place.ANYWHERE]
        if texts.is_latin(first):
            return [Place.START, Place.NAME, Place.ANYWHERE]
        if self._are_letters:
            return [Place.START, Place.WORD, Place.NAME]
        return list(Place)

    def _word(self, word: str, place: Place) -> Condition:
        if texts.are_initials(word):
            return _initials(word, place, alone=self._are_letters)
        if texts.is_latin(word):
            return _latin(word, place)
        return _hangul(word, place, alone=self._are_letters)

    @property
    def _are_letters(self) -> bool:
        """Whether nothing but single letters was typed."""
        return all(len(word) == 1 for word in self.words)


def _hangul(word: str, place: Place, *, alone: bool) -> Condition:
    """A word in Hangul, or in Hangul and others: it may stand inside a word and across a space."""
    made = Condition()
    if place is Place.ANYWHERE and not (alone and len(word) == 1):
        # One letter is in nearly every address: no token leads there, only the other words do.
        made.tokens = [token("any 2", pair) for pair in grams(word, 2)]
        made.add("squeezed LIKE %s OR replace(other, ' ', '') LIKE %s", f"%{word}%", f"%{word}%")
        return made
    made.tokens = [token(f"name {min(2, len(word))}", part) for part in grams(word, min(2, len(word)))]
    if place is Place.START:
        made.tokens.append(token("start", word[:2]))
        made.add("squeezed LIKE %s", f"{word}%")
        return made
    made.add("squeezed LIKE %s", f"%{word}%")
    if place is Place.WORD:
        made.tokens.append(token("word", word[:2]))
        made.add("name ~ %s", " " + " ?".join(word))
    return made


def _latin(word: str, place: Place) -> Condition:
    """A word in Latin letters or digits: it begins a word, as «geumho» does «Geumho-ro»."""
    prefix, made = word[:LATIN_PREFIX], Condition()
    if place is Place.ANYWHERE:
        made.tokens = [token("latin any", prefix)]
        made.add("name_en LIKE %s OR name LIKE %s OR other LIKE %s", *[f"% {word}%"] * 3)
    elif place is Place.START:
        made.tokens = [token("latin start", prefix)]
        made.add("name_en LIKE %s OR name LIKE %s", *[f" {word}%"] * 2)
    else:
        made.tokens = [token("latin name", prefix)]
        made.add("name_en LIKE %s OR name LIKE %s", *[f"% {word}%"] * 2)
    return made


def _initials(word: str, place: Place, *, alone: bool) -> Condition:
    """Initial consonants: from the name's beginning, or in it; a single one means a beginning."""
    made = Condition()
    if place is Place.START or (alone and len(word) == 1):
        made.tokens = [token("initials start", word[:INITIALS_PREFIX])]
        made.add("initials LIKE %s", f"{word}%")
        return made
    length = min(3, len(word))
    if length > 1:
        made.tokens = [token(f"initials {length}", part) for part in grams(word, length)]
    made.add("initials LIKE %s", f"%{word}%")
    return made
