"""The one result of every stage."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What becomes of a text."""

    PASS = "pass"  # noqa: S105 - no password
    HOLD = "hold"  # arrives inside, and a person looks before anyone else sees it
    REFUSE = "refuse"  # told to the writer with the reason; may be sent anyway, and is then held


@dataclass(frozen=True, order=True)
class Finding:
    """A place in the text as it was written, and what was found there."""

    start: int  # characters of the text as it was given
    end: int  # behind the last one
    code: str  # what it is: "profanity", "phone", "link-redirect" …
    words: str  # the text between start and end, as written
    stage: str  # "profanity", "personal", "adverts" or "links"
    outcome: Outcome = Outcome.HOLD


@dataclass(frozen=True)
class Screening:
    """The heaviest outcome of all stages, and everything that was found, in the order of the text."""

    outcome: Outcome
    findings: tuple[Finding, ...] = ()
