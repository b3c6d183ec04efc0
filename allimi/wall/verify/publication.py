"""Law 1, on the primary: what is published is the public tables, whole, and nothing else."""

from collections.abc import Iterator

from .. import connections, publication, subscription
from ..connections import Connection, rows, values
from ..public_models import columns, public_models, public_tables
from .check import Check, unexpected


def checks() -> Iterator[Check]:
    with connections.connect("primary_admin") as primary:
        yield Check(
            1,
            "the primary publishes by one publication",
            unexpected("the publication", values(primary, "SELECT pubname FROM pg_publication"), [publication.NAME]),
        )
        yield Check(1, "the publication lists tables by name", _wholesale(primary))
        published = values(
            primary,
            """
            SELECT CASE nspname WHEN 'public' THEN relname ELSE nspname || '.' || relname END
            FROM pg_publication_rel
            JOIN pg_class ON pg_class.oid = prrelid JOIN pg_namespace n ON n.oid = relnamespace
            """,
        )
        yield Check(
            1, "it carries the public tables and no others", unexpected("the table", published, public_tables())
        )
        yield Check(1, "it has no row filter and no column list", _narrowed(primary))
        yield Check(1, "the primary’s public tables have the models’ columns", wrong_columns(primary))
        yield Check(1, "the primary has one logical slot, the gateway’s", _slots(primary))


def _wholesale(primary: Connection) -> list[str]:
    return [
        f"{name} is FOR ALL TABLES" for name in values(primary, "SELECT pubname FROM pg_publication WHERE puballtables")
    ] + [
        f"{name} is FOR TABLES IN SCHEMA {schema}"
        for name, schema in rows(
            primary,
            "SELECT pubname, pnnspid::regnamespace::text FROM pg_publication_namespace "
            "JOIN pg_publication p ON p.oid = pnpubid",
        )
    ]


def _narrowed(primary: Connection) -> list[str]:
    """A filter is no boundary, and a row that it hides today is sent when it is forgotten tomorrow."""
    found = rows(
        primary,
        "SELECT prrelid::regclass::text, prqual IS NOT NULL, prattrs IS NOT NULL FROM pg_publication_rel "
        "WHERE prqual IS NOT NULL OR prattrs IS NOT NULL",
    )
    return [
        f"the table {table} has a {'row filter' if filtered else 'column list'}" for table, filtered, _listed in found
    ] + [
        f"{name} does not publish every operation"
        for name in values(
            primary,
            "SELECT pubname FROM pg_publication WHERE NOT (pubinsert AND pubupdate AND pubdelete AND pubtruncate)",
        )
    ]


def wrong_columns(connection: Connection) -> list[str]:
    """Columns of public tables that no model declares, and declared ones that are missing."""
    faults = []
    for model in public_models():
        present = values(
            connection,
            "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped",
            f'public."{model._meta.db_table}"',
        )
        faults += unexpected(f"in {model._meta.db_table} the column", present, columns(model))
    return faults


def _slots(primary: Connection) -> list[str]:
    # Slots of a table's first copy come and go.
    found = values(
        primary,
        "SELECT slot_name FROM pg_replication_slots WHERE NOT temporary AND slot_name !~ '^pg_[0-9]+_sync_'",
    )
    return unexpected("the slot", found, [subscription.SLOT])
