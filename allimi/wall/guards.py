"""What the primary refuses to anyone, owner and superuser included: rewriting what was released.

The grants come first; these triggers stand behind them. On the primary only: on the gateway a guard would
stop the apply worker, and the wall with it, the first time the primary was made to bypass its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from psycopg import sql

from disclosures.models import FileUse, Release, ReleasedFile, ReleasedRendition
from disclosures.models.release import TAKEN_DOWN

from .connections import Connection, rows, values
from .grants import primary_grants
from .public_models import columns, public_models
from .roles import INTERNAL, OWNER, REPORTERS

TAKE_DOWN = "disclosures_take_down"
_RELEASE_COLUMN = "release_id"

# Made by django-pgtrigger's migrations; nobody may call a function here unless it is said.
_HELPERS = ("public._pgtrigger_should_ignore(name)",)
_WRITERS = (INTERNAL, REPORTERS)

# In PL/pgSQL, as fixed text: table names come from quoted identifiers, values from literals.
_IMMUTABLE_FUNCTION = """
CREATE OR REPLACE FUNCTION public.wall_refuse_unless_taken_down() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' AND EXISTS (
        SELECT 1 FROM {release} WHERE id = OLD.release_id AND state IN ({taken_down})
    ) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% of % is refused: a released row stays as it was released', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege', HINT = 'Release a new version, or withdraw it first.';
END $$
"""
_REFUSE_FUNCTION = """
CREATE OR REPLACE FUNCTION public.wall_refuse() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: it would change what was released', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$
"""


@dataclass(frozen=True, order=True)
class Guard:
    """One trigger of the primary."""

    table: str
    name: str
    event: str  # INSERT, UPDATE OF …, and so on, as CREATE TRIGGER takes it
    each: str  # ROW or STATEMENT
    function: str


def wanted_guards(connection: Connection) -> list[Guard]:
    """The triggers that the models ask for, by `wall_immutable` and `wall_grants`."""
    limited = _limited_updates(connection)
    return sorted(guard for model in public_models() for guard in _guards_of(model, limited))


def _guards_of(model: type[models.Model], limited: dict[str, set[str]]) -> Iterator[Guard]:
    table = model._meta.db_table
    immutable = getattr(model, "wall_immutable", False)
    if immutable:
        yield Guard(table, "wall_immutable", "UPDATE OR DELETE", "ROW", "wall_refuse_unless_taken_down")
    elif table in limited:
        kept = ", ".join(f'"{column}"' for column in columns(model) if column not in limited[table])
        yield Guard(table, "wall_history", f"UPDATE OF {kept}", "ROW", "wall_refuse")
        # A file that no release uses any more may go, its sizes before it: foreign keys guard the others. And what
        # may be deleted by its own declaration is no history.
        if model not in (ReleasedFile, ReleasedRendition) and "DELETE" not in getattr(model, "wall_grants", ()):
            yield Guard(table, "wall_kept", "DELETE", "ROW", "wall_refuse")
    if immutable or table in limited:
        yield Guard(table, "wall_no_truncate", "TRUNCATE", "STATEMENT", "wall_refuse")


def _limited_updates(connection: Connection) -> dict[str, set[str]]:
    """Tables of history (the internal role may not update them whole) with the columns that may change."""
    granted = [grant for grant in primary_grants(connection) if grant.role == INTERNAL]
    whole = {grant.relation for grant in granted if grant.privilege == "UPDATE" and not grant.column}
    limited: dict[str, set[str]] = {
        model._meta.db_table: set() for model in public_models() if model._meta.db_table not in whole
    }
    for grant in granted:
        if grant.privilege == "UPDATE" and grant.relation in limited:
            limited[grant.relation].add(grant.column)
    return limited


def converge(connection: Connection) -> None:
    """Make the primary's guards be those that the models ask for, switched on."""
    with connection.transaction():
        # As the owner, so that the functions belong to a role that nobody logs in as.
        connection.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(OWNER)))
        _replace_functions(connection)
        _allow_helpers(connection)
        standing = _standing(connection)
        wanted = {(guard.table, guard.name): guard for guard in wanted_guards(connection)}
        for table, name in standing.keys() - wanted.keys():
            connection.execute(
                sql.SQL("DROP TRIGGER {} ON {}").format(sql.Identifier(name), sql.Identifier("public", table))
            )
        for key, guard in wanted.items():
            if standing.get(key) != _fingerprint(guard):
                _put_up(connection, guard)


def faults(connection: Connection) -> list[str]:
    """The guards that are missing, switched off or not as the models ask for."""
    standing = _standing(connection)
    return [
        f"the guard {guard.name} on {guard.table} is missing, switched off or altered"
        for guard in wanted_guards(connection)
        if standing.get((guard.table, guard.name)) != _fingerprint(guard)
    ]


def _put_up(connection: Connection, guard: Guard) -> None:
    table, name = sql.Identifier("public", guard.table), sql.Identifier(guard.name)
    connection.execute(
        sql.SQL("CREATE OR REPLACE TRIGGER {} BEFORE {} ON {} FOR EACH {} EXECUTE FUNCTION {}()").format(
            name,
            sql.SQL(guard.event),
            table,
            sql.SQL(guard.each),
            sql.Identifier("public", guard.function),
        )
    )
    connection.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER {}").format(table, name))
    connection.execute(sql.SQL("COMMENT ON TRIGGER {} ON {} IS {}").format(name, table, sql.Literal(guard.event)))


def _fingerprint(guard: Guard) -> tuple[str, str, str]:
    return (guard.event, guard.function, "O")


def _standing(connection: Connection) -> dict[tuple[str, str], tuple[str, str, str]]:
    """The wall's triggers as they stand: (table, name) to (event, function, origin-enabled letter)."""
    found = rows(
        connection,
        """
        SELECT relname, tgname, coalesce(obj_description(pg_trigger.oid, 'pg_trigger'), ''), proname, tgenabled
        FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid
        WHERE NOT tgisinternal AND relnamespace = 'public'::regnamespace AND tgname LIKE 'wall\\_%'
        """,
    )
    return {(table, name): (event, function, enabled) for table, name, event, function, enabled in found}


def _replace_functions(connection: Connection) -> None:
    taken_down = sql.SQL(", ").join(sql.Literal(str(state.value)) for state in TAKEN_DOWN)
    release = _table(Release)
    connection.execute(sql.SQL(_IMMUTABLE_FUNCTION).format(release=release, taken_down=taken_down))
    connection.execute(_REFUSE_FUNCTION)
    connection.execute(
        sql.SQL(
            """
CREATE OR REPLACE FUNCTION public.{name}(release bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE used text[];
BEGIN
    IF NOT EXISTS (SELECT 1 FROM {release} r WHERE r.id = $1 AND r.state IN ({taken_down})) THEN
        RAISE EXCEPTION 'release % is neither withdrawn nor erased', $1
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    used := ARRAY(SELECT u.file_id FROM {file_use} u WHERE u.release_id = $1);
    {deletes}
    DELETE FROM {rendition} s WHERE s.file_id = ANY(used)
        AND NOT EXISTS (SELECT 1 FROM {file_use} u WHERE u.file_id = s.file_id);
    DELETE FROM {file} f WHERE f.sha256 = ANY(used)
        AND NOT EXISTS (SELECT 1 FROM {file_use} u WHERE u.file_id = f.sha256);
END $$
"""
        ).format(
            name=sql.Identifier(TAKE_DOWN),
            release=release,
            taken_down=taken_down,
            file_use=_table(FileUse),
            file=_table(ReleasedFile),
            rendition=_table(ReleasedRendition),
            deletes=sql.SQL("\n    ").join(
                sql.SQL("DELETE FROM {} c WHERE c.release_id = $1;").format(_table(model))
                for model in public_models()
                if getattr(model, "wall_immutable", False) and _RELEASE_COLUMN in columns(model)
            ),
        )
    )
    name = sql.Identifier("public", TAKE_DOWN)
    connection.execute(sql.SQL("REVOKE ALL ON FUNCTION {}(bigint) FROM PUBLIC").format(name))
    connection.execute(sql.SQL("GRANT EXECUTE ON FUNCTION {}(bigint) TO {}").format(name, sql.Identifier(INTERNAL)))


def _allow_helpers(connection: Connection) -> None:
    """What the histories' triggers call on their way, in the name of whoever changes the row."""
    for helper in _HELPERS:
        if values(connection, "SELECT to_regprocedure(%s)::text", helper)[0] is not None:
            connection.execute(f"GRANT EXECUTE ON FUNCTION {helper} TO {', '.join(_WRITERS)}".encode())


def _table(model: type[models.Model]) -> sql.Identifier:
    return sql.Identifier("public", model._meta.db_table)
