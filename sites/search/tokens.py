"""The tokens that the index of the search holds: short pieces of a site's texts, and its filters, as numbers.

Made here, when a site is released, and stored with the row: so the rows cross the wall complete, the gateway
needs no function that would have to be the same one, and a better token is a `rebuild_search` and no migration.
A token is the CRC-32 of its text; that two texts may share one costs a row to look at, because every
condition is checked on the text itself, too.
"""

import zlib
from collections.abc import Iterable, Iterator

from . import text as texts

LATIN_PREFIX = 4
INITIALS_PREFIX = 3


def token(kind: str, text: str) -> int:
    """A 32-bit signed number, as PostgreSQL's integer."""
    number = zlib.crc32(f"{kind}:{text}".encode())
    return number - 2**32 if number >= 2**31 else number


def entry_tokens(
    *, name: str, name_en: str, other: str, initials: str, filters: Iterable[tuple[str, str]]
) -> list[int]:
    """The tokens of one site. The texts are folded; `filters` are pairs of a filter's name and a value."""
    found = set(filters)
    squeezed = texts.squeeze(name)
    found.update(("name 1", letter) for letter in squeezed)
    found.update(("name 2", pair) for pair in grams(squeezed, 2))
    for text in (squeezed, *(texts.squeeze(part) for part in other.split("\n"))):
        found.update(("any 2", pair) for pair in grams(text, 2))
    found.update(("start", squeezed[:length]) for length in (1, 2))
    found.update(_word_starts(name, squeezed))
    found.update(("initials 2", pair) for pair in grams(initials, 2))
    found.update(("initials 3", triple) for triple in grams(initials, 3))
    found.update(("initials start", initials[:length]) for length in range(1, INITIALS_PREFIX + 1))
    found.update(("latin name", prefix) for prefix in _latin_prefixes(f"{name_en} {name}"))
    found.update(("latin any", prefix) for prefix in _latin_prefixes(f"{name_en} {name} {other}"))
    for first in (name_en.split()[:1], name.split()[:1]):
        found.update(("latin start", prefix) for prefix in _latin_prefixes("".join(first)))
    return sorted({token(kind, text) for kind, text in found if text})


def grams(text: str, length: int) -> Iterator[str]:
    return (text[at : at + length] for at in range(len(text) - length + 1))


def _word_starts(name: str, squeezed: str) -> Iterator[tuple[str, str]]:
    """The first one and two letters from each word's beginning, over the spaces."""
    at = 0
    for word in name.split():
        yield "word", squeezed[at : at + 1]
        yield "word", squeezed[at : at + 2]
        at += len(word)


def _latin_prefixes(text: str) -> Iterator[str]:
    for word in text.split():
        if texts.is_latin(word):
            yield from (word[:length] for length in range(1, min(LATIN_PREFIX, len(word)) + 1))
