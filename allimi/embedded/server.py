"""All of Allimi on one machine: `script/server` runs this until it is told to stop."""

import os
import signal
import sys
import time
from types import FrameType

from allimi.embedded.apps import app_programs, collect_static, start_apps
from allimi.embedded.databases import cluster_programs, create_clusters, start_databases
from allimi.embedded.demo import demo_logins, load_demo, options_with_demo, prepare_training
from allimi.embedded.environments import options_from
from allimi.embedded.errors import EmbeddedError
from allimi.embedded.home import hold_home, make_folders, prepare_home
from allimi.embedded.orphans import stop_orphans
from allimi.embedded.ports import require_free
from allimi.embedded.processes import Supervisor
from allimi.embedded.topology import Topology, topology_from

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# A supervisor that ends sooner than this is not started again: something is wrong with it.
SHORTEST_LIFE_SECONDS = 10.0


class StopRequested(BaseException):
    """Ctrl-C or SIGTERM. Like KeyboardInterrupt no Exception, so that nothing on the way swallows it."""


def main() -> int:
    """Serve until told to stop; the exit code: 0 after a stop, 1 after an error, told on stderr."""
    os.umask(0o077)
    for stop_signal in STOP_SIGNALS:
        signal.signal(stop_signal, _request_stop)
    try:
        serve(topology_from(os.environ))
    except EmbeddedError as error:
        print(f"script/server: {error}", file=sys.stderr)
        return 1
    except StopRequested:
        report("stopped")
    return 0


def _request_stop(number: int, frame: FrameType | None) -> None:
    for stop_signal in STOP_SIGNALS:
        signal.signal(stop_signal, signal.SIG_IGN)
    # No print: the signal may have come in the middle of one, and a stream that is being written to refuses another.
    os.write(sys.stdout.fileno(), b"stopping\n")
    raise StopRequested


def report(line: str) -> None:
    """One line of progress."""
    print(line, flush=True)


def serve(topology: Topology) -> None:
    """Start everything, and start it again should the supervisor itself be killed."""
    make_folders(topology)
    with hold_home(topology):
        try:
            stop_orphans(topology, report)
            require_free(topology.bind, topology.public_port, "ALLIMI_PUBLIC_PORT")
            require_free(topology.bind, topology.internal_port, "ALLIMI_INTERNAL_PORT")
            require_free(topology.bind, topology.reporters_port, "ALLIMI_REPORTERS_PORT")
            report(f"Allimi starts in {topology.home}")
            prepare_home(topology, options_with_demo(topology, options_from(os.environ)))
            create_clusters(topology, report)
            while supervise(topology):
                report("the supervisor was killed; starting again")
                stop_orphans(topology, report)
        finally:
            stop_orphans(topology, report)


def supervise(topology: Topology) -> bool:
    """Run everything under one supervisor; True when that was killed and another should take its place."""
    supervisor = Supervisor.start(topology, [*cluster_programs(topology), *app_programs(topology)])
    try:
        started_at = time.monotonic()
        start_databases(topology, supervisor, report)
        collect_static(topology, report)
        load_demo(topology, report)
        prepare_training(topology, report)
        start_apps(topology, supervisor, report)
        announce(topology, time.monotonic() - started_at)
        code = supervisor.process.wait()
    finally:
        supervisor.stop()
    return code < 0 and time.monotonic() - started_at > SHORTEST_LIFE_SECONDS


def announce(topology: Topology, seconds: float) -> None:
    """Say where everything is."""
    report(f"\nAllimi is running (started in {seconds:.0f} s).")
    report(f"  public    {topology.public_origin}")
    report(f"  internal  {topology.internal_origin}")
    report(f"  reporters {topology.reporters_origin}")
    if logins := demo_logins(topology):
        report(f"\nDemo officials:\n{logins}")
    report(f"\nLogs are in {topology.log}. Ctrl-C stops everything.")
