"""How long until a citizen sees a release, and until a withdrawal is gone.

Measured over HTTP, from the commit on the primary to the public page that shows it, while other releases are being
made and one transaction reads on the replica all the while.
"""

import argparse
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import psycopg

from bench.stage import fetch, percentile, public_app, stage

if TYPE_CHECKING:
    from desk.models import ManagedSite


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--releases", type=int, default=200, help="releases to measure")
    parser.add_argument("--withdrawals", type=int, default=100, help="withdrawals to measure")
    parser.add_argument("--rate", type=float, default=50, help="other releases a second meanwhile")
    parser.add_argument("--read", type=float, default=60, help="seconds that one read on the replica lasts")
    options = parser.parse_args()
    with stage() as running, public_app(running) as address:
        with other_releases(options.rate) as made, long_read(running.topology.replica.url("postgres"), options.read):
            shown = [measure_release(address) for _ in range(options.releases)]
            gone = [measure_withdrawal(address) for _ in range(options.withdrawals)]
        report("release → on the page", shown)
        report("withdrawal → gone", gone)
        number, seconds = made
        print(f"meanwhile {number / seconds:.1f} other releases a second for {seconds:.0f} s")


def measure_release(address: str) -> float:
    """Seconds from the commit of a release to the page that shows it."""
    from django.utils import timezone

    from desk.actions import release_drafts
    from tests.factories import make_official, make_release, make_submitted

    record = make_release("site")
    site = managed(record.site.code)
    marker = f"표지 {time.monotonic_ns()}"
    draft = make_submitted("overview", site=site, purpose=marker)
    release_drafts(drafts=[draft], by=make_official(), now=timezone.now())
    return until(lambda: marker in fetch(f"{address}/sites/{site.code}/")[1])


def measure_withdrawal(address: str) -> float:
    """Seconds from the commit of a withdrawal to the page without it."""
    from django.utils import timezone

    from desk.actions import withdraw
    from tests.factories import make_official, make_release

    marker = f"표지 {time.monotonic_ns()}"
    release = make_release("overview", purpose=marker)
    page = f"{address}/sites/{release.site.code}/"
    until(lambda: marker in fetch(page)[1])
    withdraw(releases=[release], by=make_official(), reason="측정", now=timezone.now())
    return until(lambda: marker not in fetch(page)[1])


def managed(code: str) -> "ManagedSite":
    from desk.models import ManagedSite

    return ManagedSite.objects.get(code=code)


def until(reached: Callable[[], bool]) -> float:
    started = time.monotonic()
    while not reached():
        if time.monotonic() - started > 30:
            raise TimeoutError("the page did not follow in 30 s")
        time.sleep(0.002)
    return time.monotonic() - started


@contextmanager
def other_releases(rate: float) -> Iterator[list[float]]:
    """Releases by another process; afterwards the list holds their number and seconds."""
    command = [sys.executable, "-m", "bench.load", f"--rate={rate}", f"--number={int(rate * 300)}"]
    load = subprocess.Popen(  # noqa: S603  (our own program)
        command, env=os.environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    if load.stdin is None or load.stdout is None:
        raise RuntimeError("no pipes")
    made: list[float] = []
    try:
        load.stdout.readline()
        print("go", file=load.stdin, flush=True)
        yield made
    finally:
        print("stop", file=load.stdin, flush=True)
        made += [float(word) for word in load.stdout.readline().split()]
        load.wait()


@contextmanager
def long_read(url: str, seconds: float) -> Iterator[None]:
    """One query after the other on the replica, each `seconds` long, cancelled or not."""
    ended = threading.Event()

    def read() -> None:
        while not ended.is_set():
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute("SET statement_timeout = 0")
                try:
                    connection.execute("SELECT count(*), pg_sleep(%s) FROM disclosures_release", [seconds])
                except psycopg.errors.OperationalError as error:
                    print(f"the long read was cancelled: {error.sqlstate}")

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    yield
    ended.set()


def report(what: str, seconds: list[float]) -> None:
    figures = ", ".join(f"p{percent} {percentile(seconds, percent) * 1000:.0f} ms" for percent in (50, 99, 100))
    print(f"{what}: {figures} ({len(seconds)} measured)")


if __name__ == "__main__":
    main()
