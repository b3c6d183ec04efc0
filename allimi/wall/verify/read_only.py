"""Law 2, in the DMZ: the public role can read what was released, and do nothing else."""

from collections.abc import Iterable, Iterator

import psycopg
from psycopg import sql

from .. import connections
from ..connections import Connection, rows, values
from ..grants import EVERYONE, actual_grants, gateway_grants
from ..public_models import MIGRATIONS_TABLE, columns, public_models, public_tables
from ..roles import DATABASE, OWNER, PUBLIC, PUBLIC_STATEMENT_TIMEOUT, STREAMER, SUPERUSER
from .check import Check, unexpected

# PostgreSQL's words for “you may not”: insufficient privilege, read-only transaction.
REFUSALS = frozenset({"42501", "25006"})


def checks() -> Iterator[Check]:
    with connections.connect("gateway_admin") as gateway:
        yield Check(2, "the public role may SELECT the public tables, and nothing else", _table_grants(gateway))
        yield Check(
            2, "it holds no right on anything else", other_grants(gateway, (PUBLIC,), (STREAMER,), public_tables())
        )
        yield Check(2, "nobody holds a right by default", rights_of_everyone(gateway))
        yield Check(2, "its reads are cut off after a while", _timeout(gateway))
    with connections.connect("replica") as replica:
        yield Check(2, "the replica is a standby", _standby(replica))
        yield Check(2, "the public role reads every public table there", list(_unreadable(replica)))
        yield Check(
            2,
            "each way to write or to look further is refused there",
            list(not_refused(replica, forbidden_statements())),
        )


def _table_grants(gateway: Connection) -> list[str]:
    found, wanted = actual_grants(gateway, [PUBLIC, STREAMER]), gateway_grants()
    return unexpected("the grant", map(str, found), map(str, wanted))


def other_grants(
    connection: Connection, visitors: tuple[str, ...], strangers: tuple[str, ...], tables: Iterable[str]
) -> list[str]:
    """What roles own or were granted but rights on those tables, and CONNECT and USAGE for visitors.

    PostgreSQL keeps a list of all that a role owns or was granted, in every database; compare it.
    """
    expected = {f"public.{table}" for table in tables} | {"public", DATABASE}
    watched = [*visitors, *strangers]
    found = rows(
        connection,
        """
        SELECT refobjid::regrole::text,
               CASE deptype WHEN 'o' THEN 'owns' ELSE 'has a right on' END,
               identified.type, identified.identity
        FROM pg_shdepend, pg_identify_object(classid, objid, objsubid) AS identified
        WHERE refclassid = 'pg_authid'::regclass AND refobjid::regrole::text = ANY(%s)
          AND dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
        """,
        watched,
    )
    faults = []
    for role, how, kind, identity in found:
        if role in visitors and how != "owns" and identity.replace('"', "") in expected:
            continue
        faults.append(f"{role} {how} the {kind} {identity}")
    faults += [
        f"{role} has a right on something in the database {database}"
        for role, database in rows(
            connection,
            "SELECT refobjid::regrole::text, datname FROM pg_shdepend JOIN pg_database d ON d.oid = dbid "
            "WHERE refclassid = 'pg_authid'::regclass AND refobjid::regrole::text = ANY(%s) "
            "AND datname <> current_database()",
            watched,
        )
    ]
    for role in visitors:
        faults += _schema_and_database(connection, role)
    return faults


def _schema_and_database(connection: Connection, role: str) -> list[str]:
    schema = values(
        connection,
        "SELECT privilege_type FROM pg_namespace, aclexplode(nspacl) WHERE nspname = 'public' "
        "AND grantee = %s::regrole",
        role,
    )
    database = values(
        connection,
        "SELECT privilege_type FROM pg_database, aclexplode(datacl) WHERE datname = %s AND grantee = %s::regrole",
        DATABASE,
        role,
    )
    return unexpected("on the schema the right", schema, ["USAGE"]) + unexpected(
        "on the database the right", database, ["CONNECT"]
    )


def rights_of_everyone(connection: Connection) -> list[str]:
    """What nobody was named for: rights of PUBLIC on tables, schemas, databases and the system's own relations."""
    faults = [str(grant) for grant in actual_grants(connection, []) if grant.role == EVERYONE]
    faults += [
        f"{privilege} on the schema {schema} for everyone"
        for schema, privilege in rows(
            connection,
            "SELECT nspname, privilege_type FROM pg_namespace, "
            "aclexplode(coalesce(nspacl, acldefault('n', nspowner))) "
            "WHERE grantee = 0 AND nspname NOT IN ('pg_catalog', 'information_schema')",
        )
    ]
    faults += [
        f"{privilege} on the database {database} for everyone"
        for database, privilege in rows(
            connection,
            "SELECT datname, privilege_type FROM pg_database, "
            "aclexplode(coalesce(datacl, acldefault('d', datdba))) WHERE grantee = 0 AND datname <> 'template0'",
        )
    ]
    # What initdb gave to everyone in the system's own schema is compared with what it holds now.
    faults += [
        f"{privilege} on the system’s {relation} for everyone"
        for relation, privilege in rows(
            connection,
            """
            SELECT held.oid::regclass::text, held.privilege_type
            FROM (SELECT c.oid, a.* FROM pg_class c, aclexplode(relacl) a
                  WHERE relnamespace = 'pg_catalog'::regnamespace) AS held
            LEFT JOIN pg_init_privs i ON i.objoid = held.oid AND i.classoid = 'pg_class'::regclass AND i.objsubid = 0
            WHERE held.grantee = 0 AND NOT EXISTS (
                SELECT 1 FROM aclexplode(i.initprivs) was
                WHERE was.grantee = 0 AND was.privilege_type = held.privilege_type)
            """,
        )
    ]
    return faults


def _timeout(gateway: Connection) -> list[str]:
    found = values(gateway, "SELECT unnest(rolconfig) FROM pg_roles WHERE rolname = %s", PUBLIC)
    wanted = f"statement_timeout={PUBLIC_STATEMENT_TIMEOUT}"
    return [] if wanted in found else [f"{PUBLIC} should have {wanted}"]


def _standby(replica: Connection) -> list[str]:
    return [] if values(replica, "SELECT pg_is_in_recovery()")[0] else ["it is no standby: it can be written"]


def _unreadable(replica: Connection) -> Iterator[str]:
    for table in public_tables():
        try:
            replica.execute(sql.SQL("SELECT 1 FROM {} LIMIT 1").format(sql.Identifier("public", table)))
        except psycopg.Error as error:
            yield f"{table}: {str(error).splitlines()[0]}"


def not_refused(connection: Connection, statements: Iterable[str]) -> Iterator[str]:
    """Try each statement for real, always to be rolled back, in case it is not refused."""
    for statement in statements:
        try:
            with connection.transaction(force_rollback=True):
                connection.execute(statement.encode())
        except psycopg.Error as error:
            if error.sqlstate not in REFUSALS:
                yield f"{statement}: failed, but was not refused: {str(error).splitlines()[0]}"
        else:
            yield f"{statement}: was not refused"


def forbidden_statements() -> Iterator[str]:
    """What the public role must not be able to do. Written so that none would change a row if it could."""
    for model in public_models():
        for attempt in _ON_EACH_TABLE:
            statement = attempt.replace("TABLENAME", f'public."{model._meta.db_table}"')
            yield statement.replace("COLUMNNAME", f'"{columns(model)[0]}"')
    for role in (OWNER, SUPERUSER, STREAMER):
        yield f"SET ROLE {role}"
    yield from FURTHER
    yield "SELECT subconninfo FROM pg_subscription"


_ON_EACH_TABLE = (
    "INSERT INTO TABLENAME SELECT * FROM TABLENAME WHERE false",
    "UPDATE TABLENAME SET COLUMNNAME = COLUMNNAME WHERE false",
    "DELETE FROM TABLENAME WHERE false",
    "TRUNCATE TABLENAME",
    "SELECT 1 FROM TABLENAME FOR UPDATE",
    "ALTER TABLE TABLENAME ADD COLUMN planted text",
    "DROP TABLE TABLENAME",
)
# What no role of the DMZ may do anywhere.
FURTHER = (
    "CREATE TABLE public.planted (a int)",
    "CREATE TEMPORARY TABLE planted (a int)",
    "CREATE SCHEMA planted",
    "CREATE VIEW public.planted AS SELECT 1",
    "CREATE FUNCTION public.planted() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE EXTENSION dblink",
    "CREATE ROLE planted",
    "SET log_statement = 'all'",
    "SET session_replication_role = replica",
    f"SELECT * FROM public.{MIGRATIONS_TABLE}",  # noqa: S608
    "SELECT rolpassword FROM pg_authid",
    "SELECT * FROM pg_hba_file_rules",
    "SELECT pg_read_file('postgresql.conf')",
    "SELECT pg_ls_dir('.')",
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "COPY (SELECT 1) TO '/tmp/planted'",
    "SELECT lo_create(0)",
    "SELECT pg_promote()",
    "SELECT pg_wal_replay_pause()",
    "SELECT pg_create_physical_replication_slot('planted')",
    "SELECT pg_switch_wal()",
)
