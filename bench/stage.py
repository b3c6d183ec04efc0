"""What every benchmark stands on: real clusters, the wall, and the public app under gunicorn.

The clusters sync to disk as in production; only the machine is small.
"""

import math
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import django

from allimi.embedded.environments import manage_environment, options_from
from allimi.embedded.home import prepare_home
from allimi.embedded.running import Running, running_topology
from allimi.embedded.topology import topology_from

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def stage() -> Iterator[Running]:
    """The clusters in ALLIMI_HOME, and Django set up as the internal app."""
    home = Path(os.environ["ALLIMI_HOME"])
    topology = topology_from({"ALLIMI_HOME": str(home)})
    prepare_home(topology, options_from({}))
    os.environ.update(manage_environment(topology, public=False))
    with running_topology(home, demo=True) as running:
        running.manage("heartbeat", "--once")
        django.setup()
        yield running


@contextmanager
def public_app(running: Running, *, workers: int = 2, cache: bool = True, niceness: int = 0) -> Iterator[str]:
    """The public app under gunicorn with the DMZ's environment alone. Yields its address."""
    collect_static(running)
    environment = running.environment(public=True) | ({} if cache else {"ALLIMI_PAGE_CACHE_MB": "0"})
    with gunicorn("allimi.wsgi", "/healthz", environment, workers=workers, niceness=niceness) as origin:
        yield origin


def collect_static(running: Running) -> None:
    """The public app's static files: no page is made without them."""
    running.manage("collectstatic", "--no-input", "--verbosity=0", public=True)


@contextmanager
def gunicorn(
    application: str, path: str, environment: dict[str, str], *, workers: int, niceness: int = 0
) -> Iterator[str]:
    """A WSGI application, served as in production. Yields its address once `path` answers 200."""
    port = free_port()
    command = ["nice", f"--adjustment={niceness}", sys.executable, "-m", "gunicorn", application]
    command += [
        f"--bind=127.0.0.1:{port}",
        f"--workers={workers}",
        "--threads=4",
        "--log-level=warning",
        "--no-control-socket",
    ]
    with served(command, f"http://127.0.0.1:{port}{path}", environment):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def served(
    command: Sequence[str], url: str, environment: dict[str, str] | None = None, *, quiet: bool = False
) -> Iterator[None]:
    """A server, from when `url` answers 200 until the end of the block; `quiet` where it logs every request."""
    server = subprocess.Popen(  # noqa: S603  (our own programs)
        command,
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **(environment or {})},
        stdout=subprocess.DEVNULL if quiet else None,
        stderr=subprocess.DEVNULL if quiet else None,
    )
    try:
        _wait_for(url)
        yield
    finally:
        server.terminate()
        server.wait()


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetch(url: str) -> tuple[int, str]:
    """Status and body, whatever the status. Our own loopback addresses only."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def percentile(values: Sequence[float], percent: float) -> float:
    """The nearest-rank percentile."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            if fetch(url)[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"{url} does not answer")
