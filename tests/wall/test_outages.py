"""Clusters die; pages are served, and nothing that was acknowledged is missing once they are back."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from allimi.embedded.orphans import postmaster_pid
from allimi.embedded.running import Running, running_topology
from allimi.wall.public_models import public_tables
from bench.stage import ROOT, fetch, public_app

PATIENCE = 60.0  # seconds


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    """Clusters of this module's own, since it kills them."""
    home = Path(tempfile.mkdtemp(prefix="allimi-"))
    try:
        with running_topology(home, demo=True) as running:
            running.manage("heartbeat", "--once")
            yield running
    finally:
        shutil.rmtree(home)


@pytest.fixture
def releases(running: Running) -> Iterator[subprocess.Popen[str]]:
    """Another process that releases all the while, and goes on after each interruption."""
    load = subprocess.Popen(
        [sys.executable, "-m", "bench.load", "--rate=20", "--number=4000"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **running.environment()},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert load.stdin and load.stdout
    assert load.stdout.readline() == "ready\n"
    print("go", file=load.stdin, flush=True)
    yield load
    load.kill()
    load.wait()


def eventually(reached: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            if reached():
                return
        except psycopg.OperationalError:
            pass
        assert time.monotonic() < deadline, f"not within {PATIENCE:.0f} s"
        time.sleep(0.1)


def fingerprints(url: str) -> dict[str, tuple[int, str]]:
    """Rows and a digest over every row of each public table, but for the clock, which never stands still."""
    found = {}
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET statement_timeout = 0")
        for table in public_tables():
            if table != "disclosures_clock":
                statement = "SELECT count(*), coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text)), '') FROM {} t"
                found[table] = connection.execute(sql.SQL(statement).format(sql.Identifier(table))).fetchone()
    return found


def alike(running: Running) -> bool:
    topology = running.topology
    return (
        fingerprints(topology.primary.url("postgres"))
        == fingerprints(topology.gateway.url("postgres"))
        == fingerprints(topology.replica.url("postgres"))
    )


def released(url: str) -> int:
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute("SELECT count(*) FROM disclosures_release").fetchone()
    return row[0] if row else 0


def test_killed_clusters_catch_up_by_themselves_and_nothing_is_missing(
    running: Running, releases: subprocess.Popen[str]
) -> None:
    for name in ("primary", "gateway", "replica", "intake", "primary", "gateway"):
        cluster = getattr(running.topology, name)
        before = released(running.topology.primary.url("postgres"))
        killed = postmaster_pid(cluster.data)
        assert killed
        os.kill(killed, signal.SIGKILL)
        eventually(lambda data=cluster.data, old=killed: postmaster_pid(data) not in {None, old})  # type: ignore[misc]
        eventually(lambda seen=before: released(running.topology.primary.url("postgres")) > seen + 10)  # type: ignore[misc]
    made, _rest = releases.communicate("stop\n", timeout=PATIENCE)
    eventually(lambda: alike(running))
    # Every release that was acknowledged is there, and so are the site's own.
    assert released(running.topology.replica.url("postgres")) >= int(made.split()[0])


def test_pages_are_served_while_the_whole_inside_is_down(running: Running) -> None:
    with public_app(running, workers=1) as address:
        up = fetch(f"{address}/sites/")
        for name in ("gateway", "primary"):
            running.supervisor.stop_program(name)
        try:
            assert up == fetch(f"{address}/sites/")
            assert up[0] == 200
            status, ready = fetch(f"{address}/readyz")
            assert status == 200
            assert '"replica": "ok"' in ready
        finally:
            for name in ("primary", "gateway"):
                running.supervisor.start_program(name)
    eventually(lambda: alike(running))


def test_public_app_says_unavailable_only_when_the_replica_is_gone(running: Running) -> None:
    with public_app(running, workers=1) as address:
        running.supervisor.stop_program("intake")
        assert fetch(f"{address}/readyz")[0] == 200
        running.supervisor.stop_program("replica")
        try:
            status, ready = fetch(f"{address}/readyz")
            assert status == 503
            assert '"status": "unavailable"' in ready
            assert fetch(f"{address}/healthz")[0] == 200
        finally:
            for name in ("replica", "intake"):
                running.supervisor.start_program(name)
        eventually(lambda: fetch(f"{address}/readyz")[0] == 200)
