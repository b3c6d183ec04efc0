"""Law 4: the DMZ cannot read back what citizens confided: the intake takes it, and shows it to nobody there."""

from collections.abc import Iterator

from django.db import models

from .. import connections
from ..connections import Connection, values
from ..grants import actual_grants, intake_grants, sequences
from ..public_models import MIGRATIONS_TABLE, columns, intake_models
from ..roles import COLLECTOR, OWNER, SUBMITTER, SUPERUSER
from .bare_gateway import DATABASES, stored_relations, strays
from .check import Check, unexpected
from .read_only import FURTHER, not_refused, other_grants, rights_of_everyone


def checks() -> Iterator[Check]:
    tables = [model._meta.db_table for model in intake_models()]
    with connections.connect("intake_admin") as intake:
        databases = values(intake, "SELECT datname FROM pg_database")
        yield Check(4, "the intake has no database but ours", unexpected("the database", databases, DATABASES))
        yield Check(
            4,
            "it has the intake’s tables and no others",
            unexpected("the table", stored_relations(intake), [*tables, MIGRATIONS_TABLE]),
        )
        yield Check(4, "its tables have the models’ columns", _wrong_columns(intake))
        yield Check(4, "it has no code, file, server or loose object of its own", strays(intake))
        yield Check(4, "submitter and collector hold what is declared, and nothing else", _grants(intake))
        held = [*tables, *(sequence for sequence, _table in sequences(intake))]
        yield Check(4, "they hold no right on anything else", other_grants(intake, (SUBMITTER, COLLECTOR), (), held))
        yield Check(4, "nobody holds a right by default", rights_of_everyone(intake))
        yield Check(4, "what is acknowledged is on a disk", _acknowledged(intake))
    with connections.connect("intake") as submitter:
        yield Check(
            4,
            "whoever brings what was confided cannot read, change or remove it",
            list(not_refused(submitter, forbidden_to_submitter())),
        )
    with connections.connect("collector") as collector:
        yield Check(4, "whoever fetches it cannot write there", list(not_refused(collector, forbidden_to_collector())))


def confided() -> list[type[models.Model]]:
    """The models whose rows the submitter brings and may not see again."""
    return [
        model for model in intake_models() if "SELECT" not in getattr(model, "intake_grants", {}).get(SUBMITTER, ())
    ]


def forbidden_to_submitter() -> Iterator[str]:
    """What the submitter must not be able to do. Written so that none would change a row if it could."""
    for model in confided():
        table, column = f'public."{model._meta.db_table}"', f'"{columns(model)[0]}"'
        yield f"SELECT 1 FROM {table}"  # noqa: S608
        yield f"SELECT count(*) FROM {table}"  # noqa: S608
        yield f"SELECT {column} FROM {table} LIMIT 1"  # noqa: S608
        yield f"INSERT INTO {table} SELECT * FROM {table} WHERE false"  # noqa: S608
        yield f"INSERT INTO {table} ({column}) VALUES (NULL) RETURNING {column}"  # noqa: S608
        yield f"UPDATE {table} SET {column} = {column} WHERE false"  # noqa: S608
        yield f"DELETE FROM {table} WHERE false"  # noqa: S608
        yield f"TRUNCATE {table}"
        yield f"CREATE TRIGGER planted AFTER INSERT ON {table} EXECUTE FUNCTION pg_catalog.tsvector_update_trigger()"
    yield from _everywhere(COLLECTOR)


def forbidden_to_collector() -> Iterator[str]:
    """What the collector must not be able to do: it fetches and removes."""
    for model in confided():
        table, column = f'public."{model._meta.db_table}"', f'"{columns(model)[0]}"'
        yield f"INSERT INTO {table} SELECT * FROM {table} WHERE false"  # noqa: S608
        yield f"UPDATE {table} SET {column} = {column} WHERE false"  # noqa: S608
        yield f"TRUNCATE {table}"
    yield from _everywhere(SUBMITTER)


def _everywhere(other: str) -> Iterator[str]:
    for role in (OWNER, SUPERUSER, other):
        yield f"SET ROLE {role}"
    yield from FURTHER


def _wrong_columns(intake: Connection) -> list[str]:
    faults = []
    for model in intake_models():
        present = values(
            intake,
            "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped",
            f'public."{model._meta.db_table}"',
        )
        faults += unexpected(f"in {model._meta.db_table} the column", present, columns(model))
    return faults


def _grants(intake: Connection) -> list[str]:
    found = actual_grants(intake, [SUBMITTER, COLLECTOR])
    return unexpected("the grant", map(str, found), map(str, intake_grants(intake)))


def _acknowledged(intake: Connection) -> list[str]:
    """A commit that waits for no disk would be told to the citizen as a receipt."""
    found = values(intake, "SELECT unnest(rolconfig) FROM pg_roles WHERE rolname = %s", SUBMITTER)
    wanted = "synchronous_commit=on"
    return [] if wanted in found else [f"{SUBMITTER} should have {wanted}"]
