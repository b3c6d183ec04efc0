"""The three web apps and the workers: how they are started, and when they are up."""

import http.client
import sys
import time
from pathlib import Path

from allimi.embedded.databases import Report
from allimi.embedded.environments import TRAINING_ENVIRONMENT, read_environment
from allimi.embedded.errors import EmbeddedError
from allimi.embedded.messages import MESSAGES_ENVIRONMENT
from allimi.embedded.processes import Program, Supervisor
from allimi.embedded.relay import RELAY_ENVIRONMENT
from allimi.embedded.sources import fingerprint, is_done, mark_done, static_files
from allimi.embedded.steps import run_manage
from allimi.embedded.topology import ROOT, Topology

READY_SECONDS = 60.0
PUBLIC_ENVIRONMENT = "public.env"
INTERNAL_ENVIRONMENT = "app.env"
REPORTERS_ENVIRONMENT = "reporters.env"
COLLECTOR_ENVIRONMENT = "collector.env"
# What the public app's workers share is made in their master.
SHARING = ("--config", "python:allimi.serving")


def app_programs(topology: Topology) -> list[Program]:
    """The workers and the apps, each knowing its own side's secrets alone; they stop before the clusters."""
    inside, dmz = topology.inside / INTERNAL_ENVIRONMENT, topology.dmz / PUBLIC_ENVIRONMENT
    manage = [sys.executable, str(ROOT / "manage.py")]
    return [
        _program(topology, "heartbeat", 200, inside, [*manage, "heartbeat"]),
        _program(topology, "nag", 202, inside, [*manage, "nag"]),
        _program(topology, "collector", 203, topology.inside / COLLECTOR_ENVIRONMENT, [*manage, "collect"]),
        _program(topology, "files", 208, inside, [*manage, "check_files"]),
        _program(topology, "prints", 209, inside, [*manage, "make_prints"]),
        *_link(topology, inside, manage),
        *_training(topology, manage),
        _program(topology, "messages", 207, topology.inside / MESSAGES_ENVIRONMENT, [*manage, "send_messages"]),
        _program(topology, "figures", 205, inside, [*manage, "count_figures"]),
        _program(topology, "internal", 210, inside, _gunicorn(topology.bind, topology.internal_port)),
        _program(
            topology,
            "reporters",
            215,
            topology.inside / REPORTERS_ENVIRONMENT,
            _gunicorn(topology.bind, topology.reporters_port),
        ),
        _program(topology, "relay", 218, topology.relay / RELAY_ENVIRONMENT, _relay(topology)),
        _program(topology, "public", 220, dmz, [*_gunicorn(topology.bind, topology.public_port), *SHARING]),
    ]


def _link(topology: Topology, inside: Path, manage: list[str]) -> list[Program]:
    """Who pulls One-PMIS, where an address is set."""
    if not read_environment(inside).get("ALLIMI_ONEPMIS_ADDRESS"):
        return []
    return [_program(topology, "onepmis", 204, inside, [*manage, "pull_onepmis"])]


def _training(topology: Topology, manage: list[str]) -> list[Program]:
    """Who sets a training back to the start when an administrator asks; in no other home."""
    environment = topology.inside / TRAINING_ENVIRONMENT
    if not environment.exists():
        return []
    return [_program(topology, "training", 206, environment, [*manage, "training", "watch"])]


def _program(topology: Topology, name: str, order: int, environment: Path, command: list[str]) -> Program:
    pidfile = topology.run / f"{name}.pid"
    launch = [sys.executable, "-m", "allimi.embedded.launch", str(environment), str(pidfile)]
    return Program(name=name, command=[*launch, *command], order=order)


def _gunicorn(bind: str, port: int) -> list[str]:
    host = f"[{bind}]" if ":" in bind else bind
    return [
        *(sys.executable, "-m", "gunicorn", "allimi.wsgi:application"),
        *("--bind", f"{host}:{port}"),
        *("--workers", "2", "--threads", "4"),
        *("--graceful-timeout", "10"),
        "--no-control-socket",  # the supervisor is the one way in
    ]


def _relay(topology: Topology) -> list[str]:
    """One process, since it counts in its memory; behind a socket that this account alone can open."""
    return [
        *(sys.executable, "-m", "gunicorn", "allimi.wsgi:application"),
        *("--bind", f"unix:{topology.relay_socket}"),
        *("--workers", "1", "--threads", "8"),
        *("--graceful-timeout", "10"),
        "--no-control-socket",
    ]


def start_apps(topology: Topology, supervisor: Supervisor, report: Report) -> None:
    """Start the workers and the apps; return when all three answer on /healthz."""
    report("starting the workers, the internal app, the reporters' desk and the public app")
    for program in app_programs(topology):
        supervisor.start_program(program.name)
    wait_for_health(topology, supervisor, "internal", topology.internal_port)
    wait_for_health(topology, supervisor, "reporters", topology.reporters_port)
    wait_for_health(topology, supervisor, "public", topology.public_port)


def wait_for_health(topology: Topology, supervisor: Supervisor, name: str, port: int) -> None:
    """Return when the app answers 200. Raises EmbeddedError when it is given up or a minute has passed."""
    deadline = time.monotonic() + READY_SECONDS
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(topology.bind, topology.bind)  # noqa: S104
    while True:
        answer = _health(host, port)
        if answer == "200":
            return
        supervisor.require_hope(name)
        if time.monotonic() > deadline:
            raise EmbeddedError(
                f"The {name} app is not healthy after {READY_SECONDS:.0f} s (/healthz: {answer}); "
                f"see {topology.log / name}.log"
            )
        time.sleep(0.1)


def _health(host: str, port: int) -> str:
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": "localhost"})
        return str(connection.getresponse().status)
    except (OSError, http.client.HTTPException) as error:
        return str(error)
    finally:
        connection.close()


def collect_static(topology: Topology, report: Report) -> None:
    """Gather each app's static files into the home, when a source of them has changed since."""
    stamp, digest = topology.home / "static" / "stamp", fingerprint(static_files())
    if is_done(stamp, digest):
        return
    report("gathering static files")
    for public in (False, True):
        run_manage(topology, "collectstatic", "--noinput", "--clear", public=public)
    mark_done(stamp, digest)
