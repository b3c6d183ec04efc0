"""How a word of the lists is written, and what the writing says about where it may stand."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from .findings import Outcome


class Kind(StrEnum):
    """The lists."""

    ABUSE = "abuse"
    HARMLESS = "harmless"  # what only looks like abuse
    ADVERT = "advert"
    ADULT = "adult"
    SCAM = "scam"
    REDIRECT = "redirect"  # hosts that lead on to another
    BLOCKED = "blocked"  # hosts known to harm, as the beginning of their SHA-256


@dataclass(frozen=True)
class Term:
    """A word as an official writes it: hyphens say where a longer word may hold it, spaces where it may be parted."""

    words: str
    outcome: Outcome = Outcome.HOLD
    kind: Kind = Kind.ABUSE
    language: str = ""  # of the pages whose texts it is asked of; empty: of all

    @property
    def is_hangul(self) -> bool:
        return any("ㄱ" <= letter <= "힣" for letter in self.words)

    @cached_property
    def letters(self) -> str:
        """The word without hyphens at its ends and without spaces."""
        return self.words.strip().strip("-").replace(" ", "")

    @property
    def inside_start(self) -> bool:
        """May a word go on before it?"""
        return self.words.startswith("-")

    @property
    def inside_end(self) -> bool:
        """May a word go on behind it?"""
        return self.words.endswith("-")

    @cached_property
    def spaces(self) -> frozenset[int]:
        """The letters, counted from 0, before which a space may stand."""
        places, letters = set(), 0
        for character in self.words.strip().strip("-"):
            if character == " ":
                places.add(letters)
            else:
                letters += 1
        return frozenset(places)
