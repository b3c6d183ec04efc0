"""Deletes from the audit what the schedule no longer keeps. The owner of the tables alone can do that.

The application's role may add to the audit and read it; no mistake or theft in it can shorten what was recorded.
"""

import datetime
import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from psycopg import sql

from allimi.wall import connections
from allimi.wall.roles import OWNER
from desk.models import HISTORIES, AuditEntry, CallNote, Viewing

SCHEDULE = Path(__file__).parent / "retention.toml"
_BATCH = 10_000  # rows a statement: the desk writes on meanwhile


@dataclass(frozen=True)
class Rule:
    """So many years, and why."""

    years: int
    basis: str

    def until(self, today: datetime.date) -> datetime.date:
        """What is from before this day goes. The 29th of February counts as the 28th."""
        day = min(today.day, 28) if today.month == 2 else today.day
        return datetime.date(today.year - self.years, today.month, day)


def schedule() -> dict[str, Rule]:
    return {name: Rule(**rule) for name, rule in tomllib.loads(SCHEDULE.read_text("utf-8")).items()}


def prune(*, today: datetime.date) -> dict[str, int]:
    """Delete what is older than its rule allows, table by table. Returns the rows that went, by rule.

    The audit says so itself, in the transaction of each batch. Raises WallError without the operator's environment.
    """
    gone: dict[str, int] = {}
    with connections.connect("primary_admin") as primary:
        primary.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(OWNER)))
        for name, table, key, condition, until in _targets(today):
            statement = sql.SQL("DELETE FROM {t} WHERE {k} IN (SELECT {k} FROM {t} WHERE {c} LIMIT {n})").format(
                t=sql.Identifier("public", table), k=sql.Identifier(key), c=condition, n=sql.Literal(_BATCH)
            )
            while True:
                with primary.transaction():
                    count = primary.execute(statement).rowcount
                    if count:
                        _tell(primary, table, until, count)
                gone[name] = gone.get(name, 0) + count
                if count < _BATCH:
                    break
    return gone


def _targets(today: datetime.date) -> Iterator[tuple[str, str, str, sql.Composable, datetime.date]]:
    """(rule, table, its key, which rows, the day they are from before)."""
    rules = schedule()
    audit = AuditEntry._meta.db_table
    signing_in, deeds = rules["signing-in"].until(today), rules["deeds"].until(today)
    signed = sql.SQL("action LIKE 'sign-%'")
    yield "signing-in", audit, "id", sql.SQL("{} AND {}").format(_before("occurred_at", signing_in), signed), signing_in
    yield "signing-in", "axes_accesslog", "id", _before("attempt_time", signing_in), signing_in
    yield "deeds", audit, "id", _before("occurred_at", deeds), deeds
    viewing = rules["viewing"].until(today)
    yield "viewing", Viewing._meta.db_table, "id", _before("seen_on", viewing), viewing
    calls = rules["calls"].until(today)
    yield "calls", CallNote._meta.db_table, "id", _before("noted_at", calls), calls
    histories = rules["histories"].until(today)
    for model in HISTORIES.values():
        yield "histories", model._meta.db_table, "pgh_id", _before("pgh_created_at", histories), histories


def _before(column: str, day: datetime.date) -> sql.Composed:
    return sql.SQL("{} < {}").format(sql.Identifier(column), sql.Literal(day))


def _tell(primary: connections.Connection, table: str, until: datetime.date, count: int) -> None:
    details = json.dumps({"before": until.isoformat(), "rows": count})
    statement = sql.SQL(
        "INSERT INTO {} (occurred_at, action, subject, details) VALUES (clock_timestamp(), 'audit.prune', {}, {})"
    ).format(sql.Identifier("public", AuditEntry._meta.db_table), sql.Literal(f"table:{table}"), sql.Literal(details))
    primary.execute(statement)
