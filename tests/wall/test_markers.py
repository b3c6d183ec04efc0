"""Law 1, byte by byte: what is planted in every private table is nowhere but in the primary."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from psycopg import sql

from allimi.embedded.running import Running
from allimi.wall import connections
from allimi.wall.connections import Connection, parts, password, rows, setting
from allimi.wall.public_models import private_models
from allimi.wall.replica import base_backup
from desk.models import draft_model
from disclosures.kinds import ALL_KINDS

from .crossing import caught_up, files_with

# A value for each type that a NOT NULL column may have; text takes the marker.
PLAIN = {
    "boolean": "false", "bytea": "''", "date": "'2026-01-01'", "inet": "'127.0.0.1'", "jsonb": "'{}'", "json": "'{}'",
    "timestamp with time zone": "'2026-01-01'", "time without time zone": "'00:00'", "interval": "'0'",
}  # fmt: skip
TEXTS = ("character varying", "text")


def plant(connection: Connection, table: str, marker: str) -> bool:
    """Put one row into the table with the marker in every text column. False where it has none."""
    columns = rows(
        connection,
        "SELECT column_name, data_type, character_maximum_length, udt_name FROM information_schema.columns "
        "WHERE table_schema = 'public' AND table_name = %s AND is_identity = 'NO'",
        table,
    )
    names, entries, texts = [], [], 0
    for name, kind, length, base in columns:
        names.append(sql.Identifier(name))
        if kind in TEXTS and (length is None or length >= len(marker)):
            texts += 1
            entries.append(sql.Literal(marker))
        elif kind in TEXTS:
            entries.append(sql.Literal(""))
        elif kind == "ARRAY" and base not in ("_varchar", "_text"):
            entries.append(sql.SQL("'{}'"))
        elif kind == "ARRAY":
            entries.append(sql.SQL("ARRAY[{}]::{}").format(sql.Literal(marker), sql.SQL(base.lstrip("_") + "[]")))
        elif kind == "uuid":
            entries.append(sql.SQL("gen_random_uuid()"))
        else:
            entries.append(sql.SQL(PLAIN.get(kind, "-47")))
    if texts:
        connection.execute(
            sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
                sql.Identifier("public", table), sql.SQL(", ").join(names), sql.SQL(", ").join(entries)
            )
        )
    return bool(texts)


@pytest.fixture
def markers(live: Running) -> Iterator[dict[str, str]]:
    """Table to the marker that lies in it, without the rules that a real row would have to keep."""
    planted: dict[str, str] = {}
    with connections.connect("primary_admin") as primary:
        dropped = rows(
            primary,
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE contype = 'c' AND connamespace = 'public'::regnamespace",
        )
        tables = {model._meta.db_table for model in private_models()}
        dropped = [row for row in dropped if row[0] in tables]
        for table, name, _rule in dropped:
            primary.execute(sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}").format(sql.SQL(table), sql.Identifier(name)))
        primary.execute("SET session_replication_role = replica")
        try:
            for model in private_models():
                marker = f"mk{secrets.token_hex(4)}"
                if plant(primary, model._meta.db_table, marker):
                    planted[model._meta.db_table] = marker
            yield planted
        finally:
            for table, marker in planted.items():
                _pull(primary, table, marker)
            primary.execute("SET session_replication_role = origin")
            for table, name, rule in dropped:
                primary.execute(
                    sql.SQL("ALTER TABLE {} ADD CONSTRAINT {} {}").format(
                        sql.SQL(table), sql.Identifier(name), sql.SQL(rule)
                    )
                )


def _pull(primary: Connection, table: str, marker: str) -> None:
    primary.execute(
        sql.SQL("DELETE FROM {0} WHERE {1}::text LIKE {2}").format(
            sql.Identifier("public", table), sql.Identifier(table), sql.Literal(f"%{marker}%")
        )
    )


def test_a_marker_in_every_private_table_is_found_in_the_primary_alone(
    live: Running, markers: dict[str, str], tmp_path: Path
) -> None:
    topology = live.topology
    assert {"desk_official", "desk_auditentry", "auth_group", "django_session"} <= markers.keys()
    assert {draft_model(kind.slug)._meta.db_table for kind in ALL_KINDS} <= markers.keys()
    with connections.connect("primary_admin") as primary:
        primary.execute("CHECKPOINT")
    caught_up()
    backup = tmp_path / "backup"
    _backup(backup)

    inside = files_with(markers.values(), [topology.primary.data])
    assert [table for table, marker in markers.items() if not inside[marker]] == []
    outside = [topology.gateway.data, topology.replica.data, topology.intake.data, topology.log, backup]
    logs_of_primary = "log/primary.log"
    for marker, files in files_with(markers.values(), outside).items():
        assert [name for name in files if name != logs_of_primary] == [], marker


def _backup(folder: Path) -> None:
    """A base backup over the wire with the DMZ's own credential."""
    with connections.connect("gateway_admin") as gateway:
        gateway.execute("SELECT pg_create_physical_replication_slot('replica_copied', true)")
        try:
            base_backup(setting("stream"), folder, slot="replica_copied")
        finally:
            gateway.execute("SELECT pg_drop_replication_slot('replica_copied')")


def test_the_secrets_of_the_inside_are_in_no_file_of_the_dmz(live: Running, tmp_path: Path) -> None:
    topology = live.topology
    kept = {"internal": password("primary"), "publisher": setting("publisher_password")}
    kept["collector"] = parts("collector")["password"]
    backup = tmp_path / "backup"
    _backup(backup)
    outside = files_with(kept.values(), [topology.dmz, topology.gateway.data, backup])
    for name, secret in kept.items():
        assert outside[secret] == [], name
    assert all(files_with(kept.values(), [topology.inside]).values())
