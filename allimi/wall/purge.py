"""After an erasure: get the deleted bytes out of the clusters' files and WAL.

A DELETE, and VACUUM too, leave a row's bytes where they were; VACUUM FULL writes each table anew. The WAL
holds them as well: its segments are switched through and, with wal_recycle off, removed at the checkpoint
rather than kept under a new name. Unlinked blocks of the disk are the disk encryption's business.
"""

import time
from collections.abc import Callable

import psycopg
from psycopg import sql

from . import connections
from .connections import Connection, setting, values
from .errors import WallError
from .public_models import private_models, public_models, public_tables

Progress = Callable[[str], None]

PATIENCE = 120  # seconds for a side to let its old segments go
_PAUSE = 0.2


def purge(progress: Progress) -> None:
    """Rewrite the tables of primary and gateway, then turn over the WAL of both and of the replica.

    Pages of a table wait while it is rewritten: do it at a quiet hour. Raises WallError naming the old
    segments that stay.
    """
    everything = sorted(model._meta.db_table for model in [*public_models(), *private_models()])
    with connections.connect("primary_admin") as primary, connections.connect("gateway_admin") as gateway:
        (started,) = values(primary, "SELECT clock_timestamp()")
        rewrite(primary, everything, "primary", progress)
        rewrite(gateway, public_tables(), "gateway", progress)
        turn_over_wal(primary, "primary", progress)
        turn_over_wal(gateway, "gateway", progress)
        progress(f"Primary and gateway hold no WAL older than {started:%Y-%m-%d %H:%M:%S %Z}.")
        _purge_replica(gateway, progress)


def rewrite(connection: Connection, tables: list[str], side: str, progress: Progress) -> None:
    """Write each table anew, its statistics (which quote common values) after it."""
    _wait_until_dead(connection, side)
    for table in tables:
        connection.execute(sql.SQL("VACUUM (FULL, ANALYZE) {}").format(sql.Identifier("public", table)))
    _wait_until_dead(connection, side)
    connection.execute("VACUUM (FULL) pg_catalog.pg_statistic")
    progress(f"{side}: {len(tables)} tables and their statistics are written anew.")


def _wait_until_dead(connection: Connection, side: str) -> None:
    """Wait until nobody can still see what is deleted by now: VACUUM FULL would carry it along.

    A standby tells what it can see every 10 s (hot_standby_feedback), a subscriber when it is sent something.
    """
    (now,) = values(connection, "SELECT pg_current_xact_id()::xid::text")
    deadline = time.monotonic() + PATIENCE
    while holders := values(connection, _HOLDERS, now, now, now, now):
        if time.monotonic() > deadline:
            raise WallError(f"{side}: {holders[0]} still sees deleted rows. End it, and run `wall purge` again.")
        connection.execute("SELECT pg_log_standby_snapshot()")
        time.sleep(_PAUSE)


_HOLDERS = """
    SELECT 'the session ' || pid FROM pg_stat_activity
    WHERE pid <> pg_backend_pid() AND age(backend_xmin) > age(%s::xid)
    UNION ALL SELECT 'the reader of the slot ' || slot_name FROM pg_replication_slots
    WHERE age(xmin) > age(%s::xid) OR age(catalog_xmin) > age(%s::xid)
    UNION ALL SELECT 'the prepared transaction ' || gid FROM pg_prepared_xacts WHERE age(transaction) > age(%s::xid)
"""


def turn_over_wal(connection: Connection, side: str, progress: Progress) -> None:
    """Remove every WAL segment that was written before now."""
    with _without_recycling(connection):
        (started,) = values(connection, "SELECT clock_timestamp()")
        deadline = time.monotonic() + PATIENCE
        while old := _segments_before(connection, started):
            if time.monotonic() > deadline:
                raise WallError(
                    f"{side}: {len(old)} old WAL segments stay ({old[0]} …). A slot holds them back: bring its "
                    "reader up, or drop it (`wall status` names it), and run `wall purge` again."
                )
            # A switch fills the rest of the segment with zeros; segments kept for later use are used up so.
            for _ in old:
                connection.execute("SELECT pg_logical_emit_message(true, 'allimi', 'purge', true)")
                connection.execute("SELECT pg_switch_wal()")
            connection.execute("CHECKPOINT")
            time.sleep(_PAUSE)
    progress(f"{side}: all older WAL segments are removed.")


def _purge_replica(gateway: Connection, progress: Progress) -> None:
    """Turn over the replica's WAL too, where the operator's environment reaches its superuser."""
    try:
        url = setting("replica_admin")
    except WallError:
        progress(
            "The replica's superuser is not reachable from here. On each replica run `CHECKPOINT` as its superuser "
            "until pg_ls_waldir() lists no segment older than this minute; its tables are already written anew."
        )
        return
    with connections.open_url(url) as standby:
        (started,) = values(standby, "SELECT clock_timestamp()")
        deadline = time.monotonic() + PATIENCE
        with _without_recycling(standby):
            while old := _segments_before(standby, started):
                if time.monotonic() > deadline:
                    raise WallError(f"replica: {len(old)} old WAL segments stay ({old[0]} …). Is it streaming?")
                for _ in old:
                    gateway.execute("SELECT pg_logical_emit_message(true, 'allimi', 'purge', true)")
                    gateway.execute("SELECT pg_switch_wal()")
                # A standby's checkpoint can only be as young as the newest one that was streamed to it.
                gateway.execute("CHECKPOINT")
                time.sleep(_PAUSE)
                standby.execute("CHECKPOINT")
    progress("replica: all older WAL segments are removed.")


def _segments_before(connection: Connection, moment: object) -> list[str]:
    return values(
        connection,
        "SELECT name FROM pg_ls_waldir() WHERE modification < %s AND name ~ '^[0-9A-F]{24}$' ORDER BY name",
        moment,
    )


class _without_recycling:  # noqa: N801  (reads as the statement it is)
    """wal_recycle off for as long as the block runs."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def __enter__(self) -> None:
        self.connection.execute("ALTER SYSTEM SET wal_recycle = off")
        self.connection.execute("SELECT pg_reload_conf()")

    def __exit__(self, *failure: object) -> None:
        try:
            self.connection.execute("ALTER SYSTEM RESET wal_recycle")
            self.connection.execute("SELECT pg_reload_conf()")
        except psycopg.OperationalError:
            if failure[0] is None:
                raise
