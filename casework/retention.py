"""How long what is kept, as retention.toml says."""

import datetime
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Term:
    """How long, and why so long."""

    days: int
    basis: str

    def ends_before(self, now: datetime.datetime) -> datetime.datetime:
        """What ended before this is kept no longer."""
        return now - datetime.timedelta(days=self.days)


@cache
def terms() -> dict[str, Term]:
    """`contacts` and `contents`. Raises KeyError or TypeError where the file lacks one."""
    given = tomllib.loads((Path(__file__).parent / "retention.toml").read_text(encoding="utf-8"))
    return {name: Term(days=given[name]["days"], basis=given[name]["basis"]) for name in ("contacts", "contents")}
