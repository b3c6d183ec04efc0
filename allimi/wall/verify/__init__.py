"""`wall verify`: each law of the wall, proved on the live clusters."""

from collections.abc import Callable, Iterator

import psycopg

from ..errors import WallError
from . import bare_gateway, directions, no_door, public_code, publication, read_only, released_rows, sealed_intake
from .check import Check

__all__ = ["PARTS", "Check", "part", "verify"]

# (law, what is looked at, the checks), in the order of the laws.
PARTS: tuple[tuple[int, str, Callable[[], Iterator[Check]]], ...] = (
    (1, "code of the public apps", public_code.checks),
    (1, "publication", publication.checks),
    (1, "gateway", bare_gateway.checks),
    (2, "public role", read_only.checks),
    (2, "released rows", released_rows.checks),
    (3, "connections", directions.checks),
    (4, "intake", sealed_intake.checks),
    (5, "public app", no_door.checks),
)


def verify() -> Iterator[Check]:
    """Every check of every law."""
    for law, what, checks in PARTS:
        yield from part(law, what, checks)


def part(law: int, what: str, checks: Callable[[], Iterator[Check]]) -> Iterator[Check]:
    """The checks of one part. What cannot be looked at is a fault, not a pass."""
    try:
        yield from checks()
    except (WallError, psycopg.Error) as error:
        yield Check(law, what, [f"cannot be verified: {str(error).strip()}"])
