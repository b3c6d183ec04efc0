import os
import signal
import subprocess
import sys

import pytest

from allimi.embedded.orphans import (
    drop_foreign_postmaster_pid,
    process_start,
    remember_process,
    remembered_process,
    stop_orphans,
    stop_process,
)
from allimi.embedded.topology import Topology


@pytest.fixture
def sleeper():
    process = subprocess.Popen(["sleep", "60"])
    yield process
    process.kill()
    process.wait()


def test_remembered_process_is_known_while_it_lives(tmp_path, sleeper):
    remember_process(tmp_path / "a.pid", sleeper.pid)
    assert remembered_process(tmp_path / "a.pid") == sleeper.pid
    sleeper.kill()
    sleeper.wait()
    assert remembered_process(tmp_path / "a.pid") is None


def test_number_that_another_process_has_now_is_not_ours(tmp_path):
    (tmp_path / "a.pid").write_text(f"{os.getpid()} boot/1\n")
    assert remembered_process(tmp_path / "a.pid") is None


@pytest.mark.parametrize("text", ["", "12", "no number here"])
def test_broken_pid_file_counts_as_none(tmp_path, text):
    (tmp_path / "a.pid").write_text(text)
    assert remembered_process(tmp_path / "a.pid") is None


def test_leftover_worker_is_stopped_and_a_stranger_is_not(tmp_path, sleeper):
    topology = Topology(home=tmp_path)
    topology.run.mkdir()
    stranger = subprocess.Popen(["sleep", "60"])
    remember_process(topology.run / "public.pid", sleeper.pid)
    (topology.run / "internal.pid").write_text(f"{stranger.pid} boot/1\n")
    told: list[str] = []
    stop_orphans(topology, told.append)
    assert sleeper.wait(5) == -signal.SIGTERM
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()
    assert told == [f"stopping a leftover public (process {sleeper.pid})"]
    assert not list(topology.run.glob("*.pid"))


def test_postmaster_pid_with_a_foreign_number_is_removed(tmp_path, sleeper):
    (tmp_path / "postmaster.pid").write_text(f"{sleeper.pid}\n{tmp_path}\n")
    drop_foreign_postmaster_pid(tmp_path)
    assert not (tmp_path / "postmaster.pid").exists()


def test_postmaster_pid_with_a_dead_number_is_left_to_postgresql(tmp_path, sleeper):
    sleeper.kill()
    sleeper.wait()
    (tmp_path / "postmaster.pid").write_text(f"{sleeper.pid}\n{tmp_path}\n")
    drop_foreign_postmaster_pid(tmp_path)
    assert (tmp_path / "postmaster.pid").exists()


def test_process_that_ignores_the_signal_is_killed(monkeypatch):
    monkeypatch.setattr("allimi.embedded.orphans.STOP_SECONDS", 0.2)
    deaf = "import signal,sys,time; signal.signal(15, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
    process = subprocess.Popen([sys.executable, "-c", deaf], stdout=subprocess.PIPE)
    assert process.stdout and process.stdout.readline()
    stop_process(process.pid, signal.SIGTERM)
    assert process.wait(5) == -signal.SIGKILL
    process.stdout.close()


def test_process_that_is_gone_has_no_start_and_is_stopped_already(sleeper):
    sleeper.kill()
    sleeper.wait()
    assert process_start(sleeper.pid) is None
    stop_process(sleeper.pid, signal.SIGTERM)
