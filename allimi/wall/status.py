"""How the wall stands: rows on every side, lag, slots. Reads only."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

import psycopg
from psycopg import sql

from disclosures.models import Clock

from . import connections, replica, subscription
from .connections import Connection, rows, values
from .errors import WallError
from .public_models import public_tables

HALF = 50  # percent of max_slot_wal_keep_size from which an operator should look
SIDES = {"primary": "primary_admin", "gateway": "gateway_admin", "replica": "replica"}

REBUILD = {
    "primary": "Run `wall rebuild`: it fills the gateway anew.",
    "gateway": "The replica cannot catch up: empty its folder and run `wall replica add NAME --directory FOLDER`.",
}


@dataclass
class Slot:
    """A replication slot, and how much of the disk it may still hold back."""

    cluster: str
    name: str
    active: bool
    wal_status: str
    retained_bytes: int
    limit_bytes: int | None  # None: no limit is set

    @property
    def percent(self) -> float | None:
        """How much of max_slot_wal_keep_size is used, in percent."""
        return None if not self.limit_bytes else 100 * self.retained_bytes / self.limit_bytes


@dataclass
class Status:
    """What `wall status` tells. `broken` are faults, `warnings` are not yet."""

    # table to side to number of rows; None where the side cannot be read
    tables: dict[str, dict[str, int | None]] = field(default_factory=dict)
    clock: dict[str, dict[str, float | int | None]] = field(default_factory=dict)
    streams: list[dict[str, Any]] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The same as plain data."""
        slots = [{**asdict(slot), "percent": slot.percent} for slot in self.slots]
        return {**asdict(self), "slots": slots, "ok": not self.broken}


def status() -> Status:
    """Ask every side; one that does not answer is told, and the others are still read."""
    found = Status(tables={table: {} for table in public_tables()})
    for side, name in SIDES.items():
        try:
            with connections.connect(name) as connection:
                _read_side(connection, side, found)
                for read in READ[side]:
                    read(connection, found)
        except (WallError, psycopg.Error) as error:
            found.broken.append(f"{side}: {str(error).strip()}")
            for table in found.tables:
                found.tables[table].setdefault(side, None)
    return found


def _read_side(connection: Connection, side: str, found: Status) -> None:
    present = set(
        values(connection, "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'")
    )
    for table in found.tables:
        if table not in present:
            found.tables[table][side] = None
            found.broken.append(f"{side}: the table {table} is missing. Run `wall migrate`.")
            continue
        ((count,),) = connection.execute(
            sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier("public", table))
        ).fetchall()
        found.tables[table][side] = count
    if Clock._meta.db_table in present:
        found.clock[side] = _clock(connection)


def _clock(connection: Connection) -> dict[str, float | int | None]:
    """The beat's age in seconds by that side's own clock, and the newest ledger number it knows."""
    beats = connection.execute(
        sql.SQL("SELECT extract(epoch FROM clock_timestamp() - beat_at)::float, sequence FROM {}").format(
            sql.Identifier("public", Clock._meta.db_table)
        )
    ).fetchall()
    age, sequence = beats[0] if beats else (None, None)
    return {"age_seconds": age, "sequence": sequence}


def _read_slots(cluster: str) -> Callable[[Connection, Status], None]:
    def read(connection: Connection, found: Status) -> None:
        for slot in _slots(connection, cluster):
            found.slots.append(slot)
            if slot.wal_status in ("lost", "unreserved"):
                lost = "has lost" if slot.wal_status == "lost" else "is about to lose"
                kept = found.broken if slot.wal_status == "lost" else found.warnings
                kept.append(f"{cluster}: the slot {slot.name} {lost} its WAL. {REBUILD[cluster]}")
            elif not slot.active:
                found.broken.append(
                    f"{cluster}: nobody reads the slot {slot.name}, and it holds WAL back. Start its reader, or, "
                    "if a replica is gone for good, run `wall replica drop NAME`."
                )
            if slot.percent is None:
                found.warnings.append(f"{cluster}: max_slot_wal_keep_size is not set; a slot can fill the disk.")
            elif slot.percent >= HALF and slot.wal_status != "lost":
                found.warnings.append(
                    f"{cluster}: the slot {slot.name} holds back {slot.percent:.0f} % of what it may, "
                    "and is lost at 100 %. Bring its reader up, or drop it."
                )

    return read


def _slots(connection: Connection, cluster: str) -> list[Slot]:
    found = rows(
        connection,
        """
        SELECT slot_name, active, coalesce(wal_status, 'none'),
               coalesce(greatest(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn), 0), 0)::bigint,
               (SELECT nullif(setting::bigint, -1) * 1024 * 1024 FROM pg_settings
                WHERE name = 'max_slot_wal_keep_size')
        FROM pg_replication_slots WHERE NOT temporary ORDER BY slot_name
        """,
    )
    return [Slot(cluster, *row) for row in found]


def _read_subscription(gateway: Connection, found: Status) -> None:
    if not subscription.exists(gateway):
        found.broken.append("gateway: there is no subscription. Run `wall setup`.")
        return
    if not values(
        gateway, "SELECT pid FROM pg_stat_subscription WHERE subname = %s AND pid IS NOT NULL", subscription.NAME
    ):
        failures = subscription.failures(gateway)
        found.broken.append(
            f"gateway: the subscription is not at work ({failures} failures so far). The gateway's log says why."
        )
    for table in subscription.unfinished_tables(gateway):
        found.warnings.append(f"gateway: the first copy of {table} is not done.")


def _read_streams(gateway: Connection, found: Status) -> None:
    for name, role, state, lag in replica.streaming(gateway):
        found.streams.append({"name": name, "role": role, "state": state, "replay_lag_seconds": lag})
    if not found.streams:
        found.broken.append("gateway: no replica is streaming.")


def _read_recovery(standby: Connection, found: Status) -> None:
    if not values(standby, "SELECT pg_is_in_recovery()")[0]:
        found.broken.append("replica: it is no standby. What it shows is not what was released; rebuild it.")


# Beside rows and clock, what is asked of each side.
READ: dict[str, list[Callable[[Connection, Status], None]]] = {
    "primary": [_read_slots("primary")],
    "gateway": [_read_slots("gateway"), _read_subscription, _read_streams],
    "replica": [_read_recovery],
}
