"""Rows a second and peak memory of import_onepmis, on clusters of its own."""

import argparse
import os
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import Any

from allimi.embedded.running import Running, running_topology
from bench.rows import write_json, write_xml


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--format", choices=("json", "xml"), default="json")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="allimi-bench-") as folder:
        path = Path(folder) / "rows"
        (write_json if options.format == "json" else write_xml)(path, options.rows)
        print(
            f"{options.rows} rows, {path.stat().st_size / 1e6:.0f} MB {options.format}; starting the clusters",
            flush=True,
        )
        with running_topology(Path(folder) / "home") as running:
            running.manage("sync_profile")
            measure(running, path, "first import")
            measure(running, path, "the same again")


def measure(running: Running, path: Path, title: str) -> None:
    """Import in a process of its own, and tell its figures."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.environ.update(running.environment())
            status = import_file(path, title)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    _pid, status = os.waitpid(child, 0)
    if status:
        sys.exit(f"{title}: the import failed")


def import_file(path: Path, title: str) -> int:
    import django

    django.setup()
    from django.utils import timezone

    from desk.onepmis.actions import Import
    from desk.onepmis.departments import Departments
    from desk.onepmis.reader import FileRows
    from desk.onepmis.rejects import Rejects
    from desk.onepmis.services import SERVICES

    memory: list[float] = []
    rows: Any = FileRows(path, "ListOnePMISBizInfo")
    started, busy = time.perf_counter(), time.process_time()
    with Rejects() as rejects:
        summary = Import(
            service=SERVICES["ListOnePMISBizInfo"],
            departments=Departments(),
            rejects=rejects,
            now=timezone.now(),
            report=lambda count: memory.append(resident()),
        ).run(rows)
    seconds = time.perf_counter() - started
    tenth = max(len(memory) // 10, 1)
    print(
        f"{title}: {summary.rows / seconds:,.0f} rows/s "
        f"({seconds:.1f} s, {time.process_time() - busy:.1f} s in Python; "
        f"{summary.counts}); resident memory "
        f"{memory[tenth - 1]:.0f} MB after a tenth, {memory[-1]:.0f} MB at the end, {max(memory):.0f} MB at most",
        flush=True,
    )
    return 1 if rejects.count else 0


def resident() -> float:
    """MB of this process in memory now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main()
