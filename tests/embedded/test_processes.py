import os
import signal
import sys
import tempfile
import time
from pathlib import Path

import pytest

from allimi.embedded.errors import EmbeddedError
from allimi.embedded.home import make_folders
from allimi.embedded.orphans import process_start
from allimi.embedded.processes import Program, Supervisor, render_supervisor
from allimi.embedded.topology import Topology


@pytest.fixture
def topology():
    # Not tmp_path: a socket's path may have 107 bytes.
    with tempfile.TemporaryDirectory(prefix="allimi-", dir="/tmp") as folder:
        topology = Topology(home=Path(folder) / "50% full")
        make_folders(topology)
        yield topology


def wait_for(condition, seconds=10.0):
    deadline = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return value


def test_killed_program_comes_back_and_stop_ends_it(topology):
    program = Program(name="sleeper", command=["/bin/sleep", "60"], order=1)
    supervisor = Supervisor.start(topology, [program])
    try:
        supervisor.start_program("sleeper")
        supervisor.start_program("sleeper")
        first = wait_for(lambda: supervisor.pid("sleeper"))
        time.sleep(1.2)  # supervisor counts a start as one after a second
        os.kill(first, signal.SIGKILL)
        second = wait_for(lambda: supervisor.pid("sleeper") not in {0, first} and supervisor.pid("sleeper"))
        assert process_start(second)
    finally:
        supervisor.stop()
    assert process_start(second) is None
    supervisor.stop()


def test_programs_see_no_setting_of_the_caller(topology, monkeypatch):
    monkeypatch.setenv("ALLIMI_PRIMARY_ADMIN_URL", "the operator's")
    show = [sys.executable, "-c", "import os, time; print(dict(os.environ), flush=True); time.sleep(60)"]
    supervisor = Supervisor.start(topology, [Program(name="show", command=show, order=1)])
    try:
        supervisor.start_program("show")
        assert "the operator's" not in wait_for(lambda: supervisor.tail("show"))
    finally:
        supervisor.stop()


def test_program_that_was_given_up_is_told(topology):
    supervisor = Supervisor.start(topology, [Program(name="idle", command=["/bin/sleep", "1"], order=1)])
    try:
        with pytest.raises(EmbeddedError, match="idle does not start"):
            supervisor.require_hope("idle")
    finally:
        supervisor.stop()


def test_path_the_configuration_cannot_hold_is_refused():
    program = Program(name="odd", command=["/bin/echo ;x"], order=1)
    with pytest.raises(EmbeddedError, match="cannot take"):
        render_supervisor([program])
