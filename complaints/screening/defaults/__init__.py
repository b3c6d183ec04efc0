"""The lists that come with Allimi: what a city starts from."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from complaints.screening.findings import Outcome
from complaints.screening.terms import Kind, Term

_FOLDER = Path(__file__).parent


@cache
def default_terms() -> tuple[Term, ...]:
    """The terms of every list of this folder, each once."""
    return tuple(dict.fromkeys(term for path in sorted(_FOLDER.glob("*.txt")) for term in _terms(path)))


@cache
def default_thresholds() -> Mapping[str, int]:
    """Code to value."""
    return tomllib.loads((_FOLDER / "thresholds.toml").read_text(encoding="utf-8"))


def _terms(path: Path) -> Iterator[Term]:
    """A list's lines: words below the name of their section, which is an outcome of abuse or another kind."""
    section, language = "", ""
    for line in path.read_text(encoding="utf-8").splitlines():
        words = line.strip()
        if not words or words.startswith("#"):
            continue
        if words.startswith("["):
            section, _, language = words.strip("[]").partition(" ")
            continue
        if section in (Outcome.HOLD, Outcome.REFUSE):
            yield Term(words, Outcome(section), Kind.ABUSE, language)
        else:
            yield Term(words, Outcome.PASS if section == Kind.HARMLESS else Outcome.HOLD, Kind(section), language)
