"""Texts that say nearly the same within a short time: campaigns and floods, told by signatures of 64 bits.

Inside and not in the DMZ: there a table of signatures would let whoever reads it try whether a text he knows was sent,
and the DMZ holds nothing of what citizens confide. Floods are stopped there by the caps on codes and uploads; what
near-duplicates mean is for a person to judge, and nothing is lost by their arriving.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import connection

from casework.models import Case, TextSignature
from complaints.screening.normal import normalise

_BITS = 64
_GRAM = 3  # letters
_NEWEST = 500  # signatures that are compared at the most: a burst stands among the newest, however large it grows
_SIGN = 1 << (_BITS - 1)
_BYTES = _BITS // 8
_LANE = 16  # bits in which the ones of a place are counted, eight places in a number
_MOST_LETTERS = (1 << _LANE) - 1
_SPREAD = [sum((byte >> bit & 1) << _LANE * bit for bit in range(8)) for byte in range(256)]


def signature_of(text: str) -> int:
    """SimHash of the text's letters (Charikar, 2002): texts that are alike differ in few bits. As a signed number."""
    letters = "".join(each for each in normalise(text).text if each.isalnum())[:_MOST_LETTERS]
    grams = Counter(letters[at : at + _GRAM] for at in range(max(1, len(letters) - _GRAM + 1)))
    lanes = [0] * _BYTES
    for gram, times in grams.items():
        for place, byte in enumerate(hashlib.blake2b(gram.encode(), digest_size=_BYTES).digest()):
            lanes[place] += times * _SPREAD[byte]
    half = grams.total() / 2
    ones = ((lane >> _LANE * bit) & ((1 << _LANE) - 1) for lane in lanes for bit in range(8))
    found = sum(1 << place for place, count in enumerate(ones) if count > half)
    return found - (1 << _BITS) if found & _SIGN else found


def distance(one: int, other: int) -> int:
    """In how many bits two signatures differ."""
    return ((one ^ other) & ((1 << _BITS) - 1)).bit_count()


def is_burst(case: Case, thresholds: Mapping[str, int]) -> bool:
    """Keeps the case's signature, and says whether enough others of late are like it."""
    bits = signature_of(f"{case.title}\n{case.text}")
    since = case.received_at - timedelta(hours=thresholds["burst-hours"])
    others = _alike(bits, since, thresholds["burst-distance"])
    TextSignature.objects.create(case=case, bits=bits, received_at=case.received_at)
    return 1 + others >= thresholds["burst-count"]


def _alike(bits: int, since: datetime, most: int) -> int:
    """How many of the newest differ from it in `most` bits at the most: counted where they lie."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM (SELECT bits FROM casework_textsignature WHERE received_at >= %s "
            "ORDER BY received_at DESC LIMIT %s) AS newest WHERE bit_count((bits # %s::bigint)::bit(64)) <= %s",
            [since, _NEWEST, bits, most],
        )
        (count,) = cursor.fetchone()
    return int(count)
