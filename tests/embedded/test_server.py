"""script/server's program as a person runs it: stopped in the middle, started again, started twice."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from allimi.embedded.home import is_held
from allimi.embedded.orphans import servers_of
from allimi.embedded.topology import ROOT, topology_from

START_SECONDS = 300.0  # a busy machine migrates slowly


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def environment(short_home):
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("ALLIMI_", "DJANGO_"))}
    return {
        **inherited,
        "ALLIMI_HOME": str(short_home),
        "ALLIMI_PUBLIC_PORT": str(free_port()),
        "ALLIMI_INTERNAL_PORT": str(free_port()),
        "ALLIMI_REPORTERS_PORT": str(free_port()),
        "ALLIMI_DEMO": "false",
    }


@pytest.fixture
def start(environment):
    """Starts servers; none outlives the test."""
    started: list[subprocess.Popen[str]] = []

    def start_server() -> subprocess.Popen[str]:
        server = subprocess.Popen(
            [sys.executable, "-m", "allimi.embedded"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(server)
        return server

    yield start_server
    for server in started:
        server.terminate()
        server.wait(60)
        if server.stdout:
            server.stdout.close()


def read_until(server: subprocess.Popen[str], words: str) -> str:
    seen = ""
    deadline = time.monotonic() + START_SECONDS
    while words not in seen:
        assert time.monotonic() < deadline, seen
        line = server.stdout.readline()
        assert line, seen
        seen += line
    return seen


def stop(server: subprocess.Popen[str], number: signal.Signals = signal.SIGTERM) -> int:
    server.send_signal(number)
    return server.wait(60)


def test_stop_in_the_middle_of_the_first_start_and_a_new_start(start, environment):
    topology = topology_from(environment)
    for words in ("creating the database clusters", "setting up the wall"):
        server = start()
        read_until(server, words)
        assert stop(server, signal.SIGINT) == 0, server.stdout.read()
        assert not is_held(topology)
        assert not any(servers_of(cluster.data) for cluster in topology.clusters)

    server = start()
    read_until(server, "Ctrl-C stops everything")
    for port in (topology.public_port, topology.internal_port, topology.reporters_port):
        # By number: a bare root file system has no /etc/hosts that knows localhost.
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as answer:
            assert answer.status == 200

    second = start()
    output, _ = second.communicate(timeout=60)
    assert second.returncode == 1
    assert "already runs" in output
    assert topology.public_origin in output

    os.kill(server.pid, signal.SIGKILL)
    server.wait(10)
    third = start()
    seen = read_until(third, "Ctrl-C stops everything")
    assert "stopping a leftover supervisord" in seen
    assert stop(third) == 0
    assert not any(servers_of(cluster.data) for cluster in topology.clusters)


def test_port_in_use_ends_the_start_before_anything_is_made(start, environment, short_home):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", int(environment["ALLIMI_PUBLIC_PORT"])))
        listener.listen()
        server = start()
        output, _ = server.communicate(timeout=60)
    assert server.returncode == 1
    assert "ALLIMI_PUBLIC_PORT=" in output
    assert not (short_home / "inside" / "primary").exists()
