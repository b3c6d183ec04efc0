"""A whole topology for as long as a block of code runs: what the tests use."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from allimi.embedded.databases import cluster_programs, create_clusters, start_databases
from allimi.embedded.environments import manage_environment, options_from
from allimi.embedded.home import hold_home, prepare_home
from allimi.embedded.orphans import stop_orphans
from allimi.embedded.processes import Supervisor
from allimi.embedded.steps import run_manage
from allimi.embedded.topology import Topology, topology_from


@dataclass(frozen=True, kw_only=True)
class Running:
    """A started topology: its places, its supervisor and how to run commands in it."""

    topology: Topology
    supervisor: Supervisor

    def environment(self, *, public: bool = False) -> dict[str, str]:
        """The variables of the internal app and the operator, or those of the public app alone."""
        return manage_environment(self.topology, public=public)

    def manage(self, *arguments: str, public: bool = False) -> str:
        """The output of a manage.py command in this topology; EmbeddedError when it fails."""
        return run_manage(self.topology, *arguments, public=public)


@contextmanager
def running_topology(home: Path, *, unsafe: bool = False, demo: bool = False) -> Iterator[Running]:
    """Start the four clusters and the wall in `home`; stop them at the end. No apps, no demo data.

    `unsafe` turns fsync off: faster, and lost when the machine crashes, so for tests alone. `demo` only says
    whether pages carry the notice.
    """
    topology = topology_from({"ALLIMI_HOME": str(home)})
    prepare_home(topology, options_from({"ALLIMI_DEMO": "true" if demo else "false"}))
    with hold_home(topology):
        stop_orphans(topology, _silent)
        create_clusters(topology, _silent, unsafe=unsafe)
        supervisor = Supervisor.start(topology, cluster_programs(topology))
        try:
            start_databases(topology, supervisor, _silent, unsafe=unsafe)
            yield Running(topology=topology, supervisor=supervisor)
        finally:
            supervisor.stop()


def _silent(line: str) -> None:
    """Nobody watches a test's progress."""
