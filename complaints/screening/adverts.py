"""Adverts, adult offers and frauds: phrases counted together, since each alone may stand in an honest complaint."""

from collections.abc import Iterator

from .findings import Finding, Outcome
from .normal import Normal
from .rules import Rules
from .terms import Kind

STAGE = "adverts"
_KINDS = (Kind.ADVERT, Kind.ADULT, Kind.SCAM)


def adverts(normal: Normal, *, original: str, rules: Rules, has_contact: bool) -> Iterator[Finding]:
    """The phrases, if there are as many as the thresholds ask for; a way to get in touch counts with them."""
    squeezed = "".join(filter(str.isalnum, normal.text))
    found = [
        (kind, at, len(phrase))
        for kind in _KINDS
        for phrase in rules.phrases(kind)
        if (at := squeezed.find(phrase)) >= 0
    ]
    points = len(found) + (rules.thresholds["contact-points"] if found and has_contact else 0)
    if points < rules.thresholds["advert-hold"]:
        return
    outcome = Outcome.REFUSE if points >= rules.thresholds["advert-refuse"] else Outcome.HOLD
    letters = [at for at, character in enumerate(normal.text) if character.isalnum()]
    for kind, at, length in found:
        first, last = normal.original(letters[at], letters[at + length - 1] + 1)
        yield Finding(first, last, kind.value, original[first:last], STAGE, outcome)
