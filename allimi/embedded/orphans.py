"""Processes that an earlier start left behind, when it was killed before it could stop them.

A process id alone proves nothing: the number may be another process's by now. Ours are known by id and start
time, a PostgreSQL server by its command and its working folder.
"""

import os
import signal
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from allimi.embedded.credentials import replace_file
from allimi.embedded.errors import EmbeddedError
from allimi.embedded.topology import Topology

STOP_SECONDS = 30.0
KILL_SECONDS = 10.0


def process_start(pid: int) -> str | None:
    """When `pid` started, as boot id and clock ticks; None when there is no such process."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return None
    # The command's name, in brackets, may hold blanks and brackets itself; state is the first field after it.
    fields = stat.rpartition(")")[2].split()
    return None if fields[0] in "ZX" else f"{boot}/{fields[19]}"


def remember_process(pidfile: Path, pid: int) -> None:
    """Note `pid` so that a later start can tell whether it still is the same process."""
    replace_file(pidfile, f"{pid} {process_start(pid)}\n")


def remembered_process(pidfile: Path) -> int | None:
    """The living process that `pidfile` notes; None when it is gone or the number is someone else's."""
    try:
        pid, start = pidfile.read_text().split()
    except (OSError, ValueError):
        return None
    return int(pid) if process_start(int(pid)) == start else None


def servers_of(data: Path) -> list[int]:
    """PostgreSQL processes, the server and its children, whose working folder is `data`."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            inside = os.readlink(process / "cwd") == str(data)
            if inside and Path(os.readlink(process / "exe")).name.startswith("postgres"):
                found.append(int(process.name))
    return sorted(found)


def stop_orphans(topology: Topology, report: Callable[[str], None]) -> None:
    """Stop what an earlier start left in this home: its supervisor, its workers, its clusters."""
    pidfiles = sorted(topology.run.glob("*.pid"), key=lambda path: path.name != "supervisord.pid")
    for pidfile in pidfiles:
        if pid := remembered_process(pidfile):
            report(f"stopping a leftover {pidfile.stem} (process {pid})")
            stop_process(pid, signal.SIGTERM)
        pidfile.unlink(missing_ok=True)
    for cluster in reversed(topology.clusters):
        data = cluster.data.resolve()
        if servers := servers_of(data):
            report(f"stopping a leftover {cluster.name} (process {servers[0]})")
            _stop_server(cluster.data, servers)
        drop_foreign_postmaster_pid(cluster.data)


def _stop_server(data: Path, servers: list[int]) -> None:
    postmaster = postmaster_pid(data)
    if postmaster in servers:
        stop_process(postmaster, signal.SIGINT)
    # Children whose server was killed end by themselves within seconds.
    _wait_gone(lambda: servers_of(data.resolve()), STOP_SECONDS, f"the PostgreSQL processes of {data}")


def postmaster_pid(data: Path) -> int | None:
    """The process id in postmaster.pid; None when there is no such file or no number in it."""
    try:
        return int((data / "postmaster.pid").read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None


def drop_foreign_postmaster_pid(data: Path) -> None:
    """Remove a postmaster.pid whose number now is another program's; PostgreSQL would refuse to start.

    Only when no PostgreSQL process works in `data`. A file with a dead number is left to PostgreSQL, which
    looks at the shared memory it names as well.
    """
    pid = postmaster_pid(data)
    if pid and process_start(pid) and not servers_of(data.resolve()):
        (data / "postmaster.pid").unlink()


def stop_process(pid: int, first: signal.Signals) -> None:
    """Ask `pid` to end with `first`; kill it when it has not after 30 seconds."""
    start = process_start(pid)

    def alive() -> Iterable[int]:
        return [pid] if start and process_start(pid) == start else []

    with suppress(ProcessLookupError):
        os.kill(pid, first)
        try:
            _wait_gone(alive, STOP_SECONDS, f"process {pid}")
        except EmbeddedError:
            os.kill(pid, signal.SIGKILL)
            _wait_gone(alive, KILL_SECONDS, f"process {pid}")


def _wait_gone(alive: Callable[[], Iterable[int]], seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while remaining := list(alive()):
        if time.monotonic() > deadline:
            raise EmbeddedError(f"{what} did not end in {seconds:.0f} s: stop {remaining} by hand.")
        time.sleep(0.05)
