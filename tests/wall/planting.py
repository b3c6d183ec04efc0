"""Faults for `wall verify` to find: each is planted by a superuser and pulled out again."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from allimi.embedded.topology import Cluster
from allimi.wall import connections
from allimi.wall.verify import PARTS, Check, part


@dataclass(frozen=True)
class Fault:
    """SQL that plants a fault in a cluster, SQL that undoes it, and what verify must say."""

    cluster: str
    plant: str
    undo: str
    told: str


def run(cluster: str, statements: str, **changes: str) -> None:
    """Run statements, one by one, as the cluster's superuser."""
    with connections.connect(cluster, **changes) as connection:
        for statement in filter(None, map(str.strip, statements.split(";"))):
            connection.execute(statement.encode())


@contextmanager
def planted(fault: Fault) -> Iterator[None]:
    try:
        run(fault.cluster, fault.plant)
        yield
    finally:
        run(fault.cluster, fault.undo)


@contextmanager
def doors(cluster: Cluster, name: str, *lines: str) -> Iterator[None]:
    """Put lines before the others of the cluster's pg_hba.conf."""
    path: Path = cluster.data / "pg_hba.conf"
    before = path.read_text(encoding="utf-8")
    path.write_text("".join(f"{line}\n" for line in lines) + before, encoding="utf-8")
    run(name, "SELECT pg_reload_conf(); SELECT pg_sleep(0.3)")
    try:
        yield
    finally:
        path.write_text(before, encoding="utf-8")
        run(name, "SELECT pg_reload_conf(); SELECT pg_sleep(0.3)")


# What no superuser's SQL can change, and what costs a second to look at.
UNTOUCHED = ("public app", "code of the public apps")


def faults() -> list[str]:
    """All that verify finds wrong with the clusters."""
    found: list[str] = []
    for law, what, checks in PARTS:
        if what not in UNTOUCHED:
            found += told(part(law, what, checks))
    return found


def told(checks: Iterable[Check]) -> list[str]:
    return [f"{check.what}: {fault}" for check in checks for fault in check.faults]
