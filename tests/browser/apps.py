"""The web apps as production runs them, each a program of its own with its own side's credentials alone."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from allimi.embedded.apps import INTERNAL_ENVIRONMENT, PUBLIC_ENVIRONMENT, REPORTERS_ENVIRONMENT
from allimi.embedded.environments import inherited_environment, read_environment
from allimi.embedded.running import Running
from allimi.embedded.topology import ROOT, Topology

READY_SECONDS = 90


def desk_environment(topology: Topology) -> Path:
    return topology.inside / INTERNAL_ENVIRONMENT


def reporters_environment(topology: Topology) -> Path:
    return topology.inside / REPORTERS_ENVIRONMENT


def public_environment(topology: Topology) -> Path:
    return topology.dmz / PUBLIC_ENVIRONMENT


@contextmanager
def served(live: Running, environment: Path, **settings: str) -> Iterator[str]:
    """The app that this file of variables makes, and its origin; `settings` go before what stands in the file.

    The origin is on `localhost`: over plain HTTP browsers keep passkeys for no other name.
    """
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "allimi.wsgi:application", "--no-control-socket"]
    process = subprocess.Popen(
        [*command, "--bind", f"127.0.0.1:{port}", "--threads", "4", "--log-level", "warning"],
        cwd=ROOT,
        env={**inherited_environment(), **read_environment(environment), **settings},
    )
    try:
        _wait_until_up(process, f"http://127.0.0.1:{port}/healthz")
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait_until_up(process: subprocess.Popen, address: str) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, f"the app ended with {process.returncode} before it answered"
        try:
            with urlopen(address, timeout=10):
                return
        except (URLError, HTTPException, OSError):
            time.sleep(0.2)
    raise AssertionError(f"{address} did not answer within {READY_SECONDS} s")
