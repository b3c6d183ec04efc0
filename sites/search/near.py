"""Words for words that nobody found: the ones that are typed with nearly the same keys."""

from collections.abc import Callable, Iterator
from itertools import islice, product

from django.db import connection

from ..models import SearchWord
from .index import KEYS_AT_MOST
from .text import are_initials, keystrokes

TRIED_AT_MOST = 3
_CANDIDATES = 60
_SHORTEST = 3  # keys: a syllable has two or three, and one wrong key of two is another word


def nearest(words: tuple[str, ...], *, is_known: Callable[[str], bool]) -> Iterator[tuple[str, ...]]:
    """The words with each unknown one replaced by what sites have, best first; at most TRIED_AT_MOST.

    A word like no other is left out while others remain: what they find is nearer than nothing.
    """
    choices = [[word] if is_known(word) else _near(word) or _parted(word) or [""] for word in words]
    for choice in islice(product(*choices), TRIED_AT_MOST):
        kept = tuple(part for word in choice for part in word.split())
        if kept and kept != words:
            yield kept


def _parted(word: str) -> list[str]:
    """Words for one that was typed without the spaces in it: the longest beginning or end that is a word, and
    what is near the rest.
    """
    ways = [(word[:at], word[at:]) for at in range(2, len(word) - 1)]
    parts = {part for way in ways for part in way}
    known = set(SearchWord.objects.filter(word__in=parts).values_list("word", flat=True))
    certain = [(len(part), part, way) for way in ways for part in way if part in known]
    if not certain:
        return []
    _length, part, (head, tail) = max(certain)
    if part == head:
        return [f"{head} {near}" for near in ([tail] if tail in known else _near(tail))]
    return [f"{near} {tail}" for near in _near(head)]


def _near(word: str) -> list[str]:
    """Words of the sites by the number of wrong keys, then by how often they stand; none with too many.

    The beginning of a longer word counts as that word: who types «강남순한» means «강남순환도로».
    """
    keys = keystrokes(word)
    if are_initials(word) or not _SHORTEST <= len(keys) <= KEYS_AT_MOST:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT word,
                   least(levenshtein(keys, %(keys)s), levenshtein(left(keys, %(length)s), %(keys)s) + 0.5) AS wrong
            FROM (SELECT word, keys, sites FROM sites_searchword ORDER BY %(keys)s <<-> keys LIMIT %(candidates)s) near
            ORDER BY wrong, sites DESC, word LIMIT %(tried)s
            """,
            {"keys": keys, "length": len(keys), "candidates": _CANDIDATES, "tried": TRIED_AT_MOST},
        )
        return [found for found, wrong in cursor.fetchall() if wrong <= _allowed(len(keys))]


def _allowed(keys: int) -> float:
    """How many keys may be wrong in a word of so many."""
    return 1.5 if keys <= 5 else 2.5 if keys <= 9 else 3.5
