"""`script/manage [--public] COMMAND …`: manage.py with this home's internal or public environment."""

import os
import sys

import psycopg

from allimi.embedded.environments import manage_environment, options_from
from allimi.embedded.errors import EmbeddedError
from allimi.embedded.home import is_held, prepare_home
from allimi.embedded.topology import ROOT, Topology, topology_from


def main(arguments: list[str]) -> int:
    """Run one command; the exit code. Errors are told on stderr."""
    public = arguments[:1] == ["--public"]
    try:
        topology = topology_from(os.environ)
        enter_environment(topology, public=public)
    except EmbeddedError as error:
        print(f"script/manage: {error}", file=sys.stderr)
        return 1
    return run_command(topology, arguments[1:] if public else arguments)


def enter_environment(topology: Topology, *, public: bool) -> None:
    """Make this process's environment that of one side; settings of the caller's shell do not leak in."""
    if not (topology.dmz / "public.env").exists():
        prepare_home(topology, options_from(os.environ))
    for name in [name for name in os.environ if name.startswith(("ALLIMI_", "DJANGO_"))]:
        del os.environ[name]
    os.environ.update(manage_environment(topology, public=public))


def run_command(topology: Topology, arguments: list[str]) -> int:
    """Run manage.py's command in this process; a database that is not there is told as what it means."""
    from django.core.management import execute_from_command_line
    from django.db.utils import OperationalError

    sys.path.insert(0, str(ROOT))
    try:
        execute_from_command_line(["script/manage", *arguments])
    except (OperationalError, psycopg.OperationalError) as error:
        if is_held(topology):
            raise
        print(f"script/manage: {error}", file=sys.stderr)
        _hint(topology)
        return 1
    except SystemExit as end:
        if end.code and not is_held(topology):
            _hint(topology)
        raise
    return 0


def _hint(topology: Topology) -> None:
    print(
        f"No server runs in {topology.home}: for what needs the databases, start script/server first.",
        file=sys.stderr,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
