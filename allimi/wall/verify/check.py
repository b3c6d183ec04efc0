from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Check:
    """One thing that was looked at for one law of the wall, and what was found wrong."""

    law: int
    what: str
    faults: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """One line if all is well, one for each fault otherwise."""
        if not self.faults:
            yield f"law {self.law}  ok     {self.what}"
        for fault in self.faults:
            yield f"law {self.law}  FAULT  {self.what}: {fault}"


def unexpected(kind: str, found: Iterable[str], expected: Iterable[str]) -> list[str]:
    """A fault for each that is there and should not be, and for each that should be there and is not."""
    found, expected = set(found), set(expected)
    return [f"{kind} {name} should not be there" for name in sorted(found - expected)] + [
        f"{kind} {name} is missing" for name in sorted(expected - found)
    ]
