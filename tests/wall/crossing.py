"""Wait for what crosses the wall, and look for bytes in the clusters' files."""

import time
from collections.abc import Callable, Iterable
from pathlib import Path

from allimi.wall import connections
from allimi.wall.connections import values
from allimi.wall.subscription import wait_until_caught_up


def until(true: Callable[[], bool], *, seconds: float = 10) -> None:
    """Wait until it is true. Raises AssertionError when it is not in time."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.02)


def count(cluster: str, query: str) -> int:
    with connections.connect(cluster) as connection:
        return int(values(connection, query)[0])


def caught_up() -> None:
    """Wait until the replica shows all that the primary has committed by now."""
    with connections.connect("primary_admin") as primary, connections.connect("gateway_admin") as gateway:
        wait_until_caught_up(primary, gateway, seconds=10)
        (sent,) = values(gateway, "SELECT pg_current_wal_lsn()::text")
        until(lambda: bool(values(gateway, "SELECT 1 FROM pg_stat_replication WHERE replay_lsn >= %s::pg_lsn", sent)))


def files_with(markers: Iterable[str], folders: Iterable[Path]) -> dict[str, list[str]]:
    """Marker to the files below the folders whose bytes hold it, in whatever encoding of text PostgreSQL keeps."""
    found: dict[str, list[str]] = {marker: [] for marker in markers}
    for folder in folders:
        for path in folder.rglob("*"):
            if not path.is_file() or path.is_symlink():
                continue
            content = path.read_bytes()
            for marker, files in found.items():
                if marker.encode() in content:
                    files.append(str(path.relative_to(folder.parent)))
    return found
