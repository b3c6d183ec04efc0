"""The gateway's subscription: one, owned by the superuser, whose connection string holds no secret."""

import time
from collections.abc import Callable

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from . import publication
from .connections import Connection, rows, setting, values
from .errors import WallError
from .public_models import public_tables

NAME = "allimi_gateway"
SLOT = "allimi_gateway"

# What libpq takes as a secret. The gateway's catalogue, subconninfo included, is copied to the DMZ.
SECRETS = frozenset({"password", "sslpassword", "scram_client_key", "scram_server_key", "oauth_client_secret"})
COPY_PATIENCE = 6 * 60 * 60  # seconds; a million sites take minutes
_PAUSE = 0.1

Progress = Callable[[str], None]


def publisher_conninfo() -> str:
    """How the gateway reaches the primary. Raises WallError if a secret is in it."""
    conninfo = setting("publisher_conninfo")
    try:
        found = SECRETS & conninfo_to_dict(conninfo).keys()
    except psycopg.ProgrammingError as error:
        raise WallError("ALLIMI_PUBLISHER_CONNINFO is no libpq connection string.") from error
    if found:
        raise WallError(
            f"ALLIMI_PUBLISHER_CONNINFO holds {', '.join(sorted(found))}, and the gateway's catalogue is copied "
            "to the DMZ. Put the password into a file outside the gateway's data directory and name it "
            "with passfile=."
        )
    return conninfo


def exists(gateway: Connection) -> bool:
    return bool(values(gateway, "SELECT 1 FROM pg_subscription WHERE subname = %s", NAME))


def converge(primary: Connection, gateway: Connection, progress: Progress) -> None:
    """Make the subscription exist, point where the environment says, and know the publication's tables."""
    if not exists(gateway):
        _create(primary, gateway, progress)
    else:
        conninfo = sql.Literal(publisher_conninfo())
        name = sql.Identifier(NAME)
        gateway.execute(sql.SQL("ALTER SUBSCRIPTION {} CONNECTION {}").format(name, conninfo))
        gateway.execute(sql.SQL("ALTER SUBSCRIPTION {} SET (synchronous_commit = 'on')").format(name))
        gateway.execute(sql.SQL("ALTER SUBSCRIPTION {} ENABLE").format(name))
        refresh(gateway)
    wait_until_copied(gateway, progress)


def refresh(gateway: Connection) -> None:
    """Tell the subscription that the publication's tables changed; new ones are copied."""
    gateway.execute(sql.SQL("ALTER SUBSCRIPTION {} REFRESH PUBLICATION").format(sql.Identifier(NAME)))


def drop(primary: Connection, gateway: Connection) -> None:
    """End the subscription and its slot, whether or not the slot still lives."""
    name = sql.Identifier(NAME)
    if exists(gateway):
        gateway.execute(sql.SQL("ALTER SUBSCRIPTION {} DISABLE").format(name))
        gateway.execute(sql.SQL("ALTER SUBSCRIPTION {} SET (slot_name = NONE)").format(name))
        gateway.execute(sql.SQL("DROP SUBSCRIPTION {}").format(name))
    _drop_slots(primary)


def _create(primary: Connection, gateway: Connection, progress: Progress) -> None:
    conninfo = publisher_conninfo()
    _drop_slots(primary)
    # Whatever the tables hold without a subscription is an old copy, and would collide with the new one.
    gateway.execute(
        sql.SQL("TRUNCATE {}").format(sql.SQL(", ").join(sql.Identifier("public", table) for table in public_tables()))
    )
    progress("Subscribing the gateway to the primary")
    gateway.execute(
        # synchronous_commit: without it each commit waits up to 200 ms for the WAL writer.
        sql.SQL(
            "CREATE SUBSCRIPTION {} CONNECTION {} PUBLICATION {} "
            "WITH (slot_name = {}, synchronous_commit = 'on', copy_data = true)"
        ).format(sql.Identifier(NAME), sql.Literal(conninfo), sql.Identifier(publication.NAME), sql.Literal(SLOT))
    )


def _drop_slots(primary: Connection) -> None:
    """Drop the subscription's slot on the primary and those of copies that never ended."""
    for slot, process in rows(
        primary,
        "SELECT slot_name, active_pid FROM pg_replication_slots WHERE slot_name = %s OR slot_name ~ %s",
        SLOT,
        r"^pg_\d+_sync_\d+_\d+$",
    ):
        if process:
            primary.execute("SELECT pg_terminate_backend(%s, 5000)", (process,))
        primary.execute("SELECT pg_drop_replication_slot(%s)", (slot,))


def unfinished_tables(gateway: Connection) -> list[str]:
    """The subscribed tables whose first copy has not come to an end."""
    return values(
        gateway,
        "SELECT srrelid::regclass::text FROM pg_subscription_rel WHERE srsubstate <> 'r' ORDER BY 1",
    )


def wait_until_copied(gateway: Connection, progress: Progress) -> None:
    """Wait until every table's first copy is done, telling how many are left as it changes."""
    deadline = time.monotonic() + COPY_PATIENCE
    left_before = 0
    while left := unfinished_tables(gateway):
        if len(left) != left_before:
            left_before = len(left)
            progress(f"Copying to the gateway: {len(left)} tables left")
        _raise_if_broken(gateway)
        if time.monotonic() > deadline:
            raise WallError(f"The gateway's copy has not ended: {', '.join(left)}. See its log, then run again.")
        time.sleep(_PAUSE)


def wait_until_caught_up(primary: Connection, gateway: Connection, *, seconds: float = 300) -> None:
    """Wait until the gateway has applied all that is committed on the primary by now."""
    # A mark of our own, flushed: commits before it may not be on disk yet, and what is not is not sent.
    (target,) = values(primary, "SELECT pg_logical_emit_message(false, 'allimi', 'mark', true)::text")
    deadline = time.monotonic() + seconds
    while True:
        done = values(
            primary,
            "SELECT 1 FROM pg_replication_slots WHERE slot_name = %s AND confirmed_flush_lsn >= %s::pg_lsn",
            SLOT,
            target,
        )
        if done:
            return
        _raise_if_broken(gateway)
        if time.monotonic() > deadline:
            raise WallError(f"The gateway has not caught up in {seconds:.0f} s. `wall status` shows where it stands.")
        time.sleep(_PAUSE)


def failures(gateway: Connection) -> int:
    """How often applying or copying has failed since the subscription was made."""
    found = values(
        gateway,
        "SELECT apply_error_count + sync_error_count FROM pg_stat_subscription_stats WHERE subname = %s",
        NAME,
    )
    return int(found[0]) if found else 0


def _raise_if_broken(gateway: Connection) -> None:
    if values(gateway, "SELECT 1 FROM pg_subscription WHERE subname = %s AND NOT subenabled", NAME):
        raise WallError(f"The subscription {NAME} is disabled. Run `wall setup`, which enables it.")
