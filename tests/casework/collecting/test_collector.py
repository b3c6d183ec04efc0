"""The worker `collect` as it runs: at once when told, soon when not, and none the worse for being killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from allimi.embedded.environments import read_environment
from allimi.embedded.running import Running
from allimi.embedded.topology import ROOT
from allimi.wall import connections
from allimi.wall.connections import values
from casework.models import Arrival
from tests.wall.crossing import until

from .conftest import Desk
from .dmz import Dmz

NAME = "the collector of a test"
Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def start(live: Running, desk: Desk, tmp_path: Path) -> Iterator[Start]:
    """Starts the worker with the collector's own environment; returns when it listens.

    But without its keys: what it brings is kept, and no desk is there to be filled.
    """
    running: list[subprocess.Popen[bytes]] = []
    environment = read_environment(live.topology.inside / "collector.env") | {"ALLIMI_VOICE_KEYS": str(tmp_path)}

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "collect", *arguments],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "PGAPPNAME": NAME, **environment},
        )
        running.append(process)
        until(lambda: listening() == 1, seconds=60)
        return process

    yield start
    for process in running:
        process.terminate()
        process.wait(20)
    until(lambda: listening() == 0)


def listening() -> int:
    """How many workers are connected to the intake and wait."""
    with connections.connect("intake_admin") as intake:
        (count,) = values(
            intake,
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = %s AND state = 'idle'",
            NAME,
        )
    return int(count)


def arrived(*numbers: str) -> bool:
    return Arrival.objects.filter(pk__in=numbers).count() == len(numbers)


def outside() -> int:
    with connections.connect("intake_admin") as intake:
        return int(values(intake, "SELECT count(*) FROM intake_submission")[0])


def test_it_fetches_at_once_when_it_is_told(start: Start, dmz: Dmz) -> None:
    start("--poll", "300")
    for text in ("하나", "둘"):
        sent = dmz.send(text)
        until(lambda sent=sent: arrived(sent["id"]), seconds=20)  # type: ignore[misc]
    until(lambda: outside() == 0)


def test_it_finds_by_itself_what_nobody_told_it(start: Start) -> None:
    start("--poll", "0.2")
    number = str(uuid4())
    with connections.connect("intake") as submitter:
        submitter.execute(
            "INSERT INTO intake_submission (id, sealed, files) VALUES (%s, 'no envelope', '{}')", [number]
        )
    until(lambda: arrived(number), seconds=20)
    until(lambda: Arrival.objects.get(pk=number).trouble != "")


def test_killed_and_started_again_it_brings_everything_once(start: Start, dmz: Dmz) -> None:
    sent = [dmz.send(f"{number}번째")["id"] for number in range(15)]
    process = start("--poll", "0.2")
    process.send_signal(signal.SIGKILL)
    process.wait(20)
    sent += [dmz.send("죽은 사이에")["id"]]
    start("--poll", "0.2")
    until(lambda: arrived(*sent), seconds=20)
    until(lambda: outside() == 0)
    assert len(set(sent)) == 16
