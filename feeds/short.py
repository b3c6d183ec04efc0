"""Short addresses for print: `/s/` and a few characters lead to a site, for as long as there is a database.

A code is the key of the site's row, which nothing deletes, a withdrawn site's neither, in 31 characters that nobody
takes for another (no 0 beside O, no I or L beside 1, no U beside V), and a last one that shows a slip of the pen: one
wrong character or two that changed places never lead to another site.
"""

from django.urls import reverse

from sites.models import ConstructionSite

ALPHABET = "123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BASE = len(ALPHABET)  # a prime: the weighted sum then finds every slip
_SHORTEST = 3  # characters before the last one
_LONGEST = 12
# What people type for what is printed.
_READ_AS = str.maketrans("ILU", "11V")


def short_code(site: ConstructionSite) -> str:
    """The site's code. These never change: a test knows some by heart."""
    return code_of_key(site.pk)


def code_of_key(key: int) -> str:
    digits = []
    while key:
        key, digit = divmod(key, _BASE)
        digits.append(digit)
    digits += [0] * (_SHORTEST - len(digits))
    number = "".join(ALPHABET[digit] for digit in reversed(digits))
    return number + ALPHABET[_sum(number)]


def key_of_code(code: str) -> int | None:
    """The key of a site's row; None for what was mistyped. Small letters, spaces and hyphens are forgiven."""
    typed = code.upper().replace(" ", "").replace("-", "").translate(_READ_AS)
    number, last = typed[:-1], typed[-1:]
    if not _SHORTEST <= len(number) <= _LONGEST or any(letter not in ALPHABET for letter in typed):
        return None
    if ALPHABET[_sum(number)] != last:
        return None
    key = 0
    for letter in number:
        key = key * _BASE + ALPHABET.index(letter)
    return key


def short_path(site: ConstructionSite) -> str:
    """`/s/1A2B`, in the language that is active."""
    return reverse("feeds:short", args=[short_code(site)])


def _sum(number: str) -> int:
    weighted = (place * ALPHABET.index(letter) for place, letter in enumerate(reversed(number), start=2))
    return sum(weighted) % _BASE
