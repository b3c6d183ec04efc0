"""A short marker in every private table, and the search that looks for its bytes."""

import mmap
from collections.abc import Iterable, Iterator
from pathlib import Path

import psycopg
from psycopg import sql

# What a column of that type is given; text gets the marker.
_TEXT = {"character varying", "text"}
_MARKED = {*_TEXT, "jsonb", "bytea", "ARRAY"}
_VALUES = {
    "bigint": "2000000001",
    "integer": "2000000001",
    "smallint": "1",
    "numeric": "1",
    "boolean": "false",
    "date": "current_date",
    "timestamp with time zone": "now()",
    "uuid": "gen_random_uuid()",
    "inet": "'127.0.0.1'",
}


def plant(connection: psycopg.Connection, tables: Iterable[str], marker: str) -> None:
    """Insert one row with the marker into each table: in text, JSON and binary columns alike."""
    # As a replica would: no foreign key has to be satisfied for a row that exists only to be found.
    connection.execute("SET session_replication_role = replica")
    for table in tables:
        names, values = zip(*_row(connection, table, marker), strict=True)
        connection.execute(
            sql.SQL("INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE VALUES ({})").format(
                sql.Identifier(table), sql.SQL(", ").join(names), sql.SQL(", ").join(values)
            )
        )
    connection.execute("CHECKPOINT")


def _row(connection: psycopg.Connection, table: str, marker: str) -> Iterator[tuple[sql.Composable, sql.Composable]]:
    columns = connection.execute(
        "SELECT column_name, data_type, is_nullable = 'YES', character_maximum_length "
        "FROM information_schema.columns WHERE table_schema = 'public' AND table_name = %s",
        [table],
    ).fetchall()
    planted = False
    for name, kind, nullable, length in columns:
        # Pairs (who and when) are both empty in a draft; so is what is not text and need not be given.
        if nullable and kind not in _MARKED:
            continue
        value = _value(name, kind, length, marker)
        planted = planted or marker in value
        yield sql.Identifier(name), sql.SQL(value)
    if not planted and table not in WITHOUT_TEXT:
        raise AssertionError(f"{table} has no column for the marker; look at it")


# Tables of numbers and dates alone, where no word of anyone can stand.
WITHOUT_TEXT = {
    "auth_group_permissions",
    "axes_accessattemptexpiration",
    "desk_official_groups",
    "desk_official_user_permissions",
}


def _value(name: str, kind: str, length: int | None, marker: str) -> str:
    # States are held by a CHECK; a draft needs no further column.
    if name == "state":
        return "'draft'"
    if kind in _TEXT and (length is None or length >= len(marker)):
        return f"'{marker}'"
    if kind in _TEXT:
        return "'x'"
    if kind == "jsonb":
        return f"""'{{"planted": "{marker}"}}'"""
    if kind == "bytea":
        return f"'{marker}'::bytea"
    if kind == "ARRAY":
        return f"ARRAY['{marker}']"
    return _VALUES[kind]


def uproot(connection: psycopg.Connection, tables: Iterable[str], marker: str) -> None:
    for table in tables:
        connection.execute(
            sql.SQL("DELETE FROM {table} WHERE {table}::text LIKE {marker}").format(
                table=sql.Identifier(table), marker=sql.Literal(f"%{marker}%")
            )
        )


def files_with(folder: Path, needle: bytes) -> list[str]:
    """The files below a folder that hold these bytes."""
    return [str(path.relative_to(folder)) for path in sorted(folder.rglob("*")) if _holds(path, needle)]


def _holds(path: Path, needle: bytes) -> bool:
    if not path.is_file() or path.stat().st_size < len(needle):
        return False
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return content.find(needle) >= 0
