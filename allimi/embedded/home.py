"""The home folder: made, kept private, and held by one server at a time."""

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from allimi.embedded.credentials import load_secrets, replace_file
from allimi.embedded.environments import write_environments
from allimi.embedded.errors import EmbeddedError
from allimi.embedded.topology import Topology


def prepare_home(topology: Topology, options: Mapping[str, str]) -> None:
    """Make the folders, the secrets that are missing, and each side's environment file."""
    make_folders(topology)
    write_environments(topology, load_secrets(topology), options)


def make_folders(topology: Topology) -> None:
    """Make the home's folders, open to their owner alone. Raises EmbeddedError when that is not possible."""
    try:
        for folder in (
            topology.home,
            topology.inside,
            topology.dmz,
            topology.relay,
            topology.run,
            topology.log,
        ):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = topology.run / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise EmbeddedError(
            f"{error.filename or topology.home} cannot be written ({error.strerror}). Make it writable for "
            "this account, or set ALLIMI_HOME to a folder that is."
        ) from None


@contextmanager
def hold_home(topology: Topology) -> Iterator[None]:
    """Be the home's only server meanwhile. Raises EmbeddedError, with the addresses, when there is one."""
    with (topology.run / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise EmbeddedError(_who_runs(topology)) from None
        addresses = {
            "pid": os.getpid(),
            "public": topology.public_origin,
            "internal": topology.internal_origin,
            "reporters": topology.reporters_origin,
        }
        replace_file(topology.run / "addresses.json", json.dumps(addresses))
        try:
            yield
        finally:
            (topology.run / "addresses.json").unlink(missing_ok=True)


def is_held(topology: Topology) -> bool:
    """Whether a server runs in this home, or starts or stops just now."""
    try:
        with (topology.run / "lock").open() as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except FileNotFoundError:
        return False
    return False


def _who_runs(topology: Topology) -> str:
    try:
        running = json.loads((topology.run / "addresses.json").read_text())
    except (OSError, ValueError):
        return f"Allimi is already starting or stopping in {topology.home}."
    return (
        f"Allimi already runs in {topology.home} (process {running['pid']}):\n"
        f"  public    {running['public']}\n"
        f"  internal  {running['internal']}\n"
        f"  reporters {running['reporters']}\n"
        "Stop it with Ctrl-C in its terminal, or run a second one with another ALLIMI_HOME and other ports."
    )
