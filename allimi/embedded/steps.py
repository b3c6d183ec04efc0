"""One-off programs of a start (initdb, pg_basebackup, manage.py): run to their end, or ended with us."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress

from allimi.embedded.environments import inherited_environment, manage_environment
from allimi.embedded.errors import EmbeddedError
from allimi.embedded.topology import ROOT, Topology

END_SECONDS = 10


def run_step(
    command: Sequence[str],
    *,
    what: str,
    environment: Mapping[str, str] | None = None,
    show_output: bool = False,
) -> str:
    """Run `command` knowing `environment` alone; its output, or EmbeddedError with the last lines of it.

    It gets a process group of its own, so that a Ctrl-C reaches us first and what it started ends with it.
    """
    process = subprocess.Popen(  # noqa: S603  (our own programs)
        command,
        cwd=ROOT,
        env={**inherited_environment(), **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=None if show_output else subprocess.PIPE,
        stderr=None if show_output else subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        output, _ = process.communicate()
    except BaseException:
        _end_group(process)
        raise
    if process.returncode != 0:
        tail = "\n".join((output or "").strip().splitlines()[-15:])
        raise EmbeddedError(f"{what} failed with exit code {process.returncode}.\n{tail}".rstrip())
    return output or ""


def run_manage(
    topology: Topology,
    *arguments: str,
    public: bool = False,
    show_output: bool = False,
) -> str:
    """Run manage.py as script/manage does: with the operator's environment or the public app's alone."""
    environment = manage_environment(topology, public=public)
    return run_step(
        [sys.executable, str(ROOT / "manage.py"), *arguments],
        what=f"manage.py {' '.join(arguments)}",
        environment=environment,
        show_output=show_output,
    )


def _end_group(process: subprocess.Popen[str]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
