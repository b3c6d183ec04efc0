"""Law 1, on the gateway: it holds the public tables and nothing that could hold anything else.

Its whole catalogue is copied to the DMZ, so what is looked at is the whole cluster, not one schema.
"""

from collections.abc import Iterator
from pathlib import PurePosixPath

from psycopg.conninfo import conninfo_to_dict

from .. import connections, publication, subscription
from ..connections import Connection, rows, values
from ..public_models import MIGRATIONS_TABLE, public_tables
from ..roles import DATABASE, ROLES, SUPERUSER
from .check import Check, unexpected
from .publication import wrong_columns

DATABASES = (DATABASE, "postgres", "template0", "template1")
# Extensions that index and compare; none that reads files or opens connections.
HARMLESS_EXTENSIONS = frozenset({"plpgsql", "pg_trgm", "fuzzystrmatch", "btree_gin", "btree_gist", "unaccent"})


def checks() -> Iterator[Check]:
    with connections.connect("gateway_admin") as gateway:
        databases = values(gateway, "SELECT datname FROM pg_database")
        yield Check(1, "the gateway has no database but ours", unexpected("the database", databases, DATABASES))
        tables = [*public_tables(), MIGRATIONS_TABLE]
        yield Check(
            1,
            "the gateway has the public tables and no others",
            unexpected("the table", stored_relations(gateway), tables),
        )
        yield Check(1, "its tables have the models’ columns", wrong_columns(gateway))
        yield Check(1, "it has no code, file, server or loose object of its own", strays(gateway))
        yield Check(1, "it has no role but its own", wrong_roles(gateway, "gateway_admin"))
        yield Check(1, "its roles hold no password that does not belong to the DMZ", _passwords(gateway))
        yield Check(1, "it has one subscription", _subscriptions(gateway))
        yield Check(1, "the subscription’s connection string holds no secret", _secrets(gateway))
        yield Check(
            1,
            "it decodes and publishes nothing",
            [
                f"the publication {name} should not be there"
                for name in values(gateway, "SELECT pubname FROM pg_publication")
            ]
            + [
                f"the logical slot {name} should not be there"
                for name in values(gateway, "SELECT slot_name FROM pg_replication_slots WHERE slot_type = 'logical'")
            ],
        )
    for database in sorted(set(databases) - {DATABASE, "template0"}):
        with connections.connect("gateway_admin", dbname=database) as other:
            found = unexpected("the relation", stored_relations(other), [])
            yield Check(1, f"the gateway’s database {database} is empty", found)


def stored_relations(connection: Connection) -> list[str]:
    """Everything outside the system's schemas that stores rows or shows them: tables, views, loose sequences."""
    return values(
        connection,
        """
        SELECT CASE nspname WHEN 'public' THEN relname ELSE nspname || '.' || relname END
        FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
        WHERE nspname !~ '^pg_(catalog|toast|temp_|toast_temp_)' AND nspname <> 'information_schema'
          AND relkind IN ('r', 'p', 'f', 'v', 'm', 'S', 'c')
          AND NOT (relkind = 'S' AND EXISTS (
              SELECT 1 FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid
                AND refclassid = 'pg_class'::regclass AND deptype IN ('a', 'i')))
        """,
    )


# What can hold or fetch something without being a table. An extension's own functions are the extension's.
_STRAYS = {
    "the function": """
        SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace
        WHERE nspname NOT IN ('pg_catalog', 'information_schema')
          AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
        """,
    "the trigger": "SELECT tgname || ' on ' || tgrelid::regclass FROM pg_trigger WHERE NOT tgisinternal",
    "the foreign server": "SELECT srvname FROM pg_foreign_server",
    "the large object": "SELECT oid::text FROM pg_largeobject_metadata",
    "the tablespace": "SELECT spcname FROM pg_tablespace WHERE spcname NOT IN ('pg_default', 'pg_global')",
    "the schema": "SELECT nspname FROM pg_namespace "
    "WHERE nspname !~ '^pg_' AND nspname NOT IN ('public', 'information_schema')",
}


def strays(connection: Connection) -> list[str]:
    """What should not be in a cluster of the DMZ, and is neither table nor role."""
    found = [
        f"{kind} {name} should not be there" for kind, query in _STRAYS.items() for name in values(connection, query)
    ]
    for name in values(connection, "SELECT extname FROM pg_extension"):
        if name not in HARMLESS_EXTENSIONS:
            found.append(f"the extension {name} should not be there")
    return found


def wrong_roles(connection: Connection, cluster: str) -> list[str]:
    """Roles that are not declared for the cluster, or can do more than is declared."""
    declared = {role.name: role for role in ROLES[cluster] if role.is_wanted}
    faults = []
    found = rows(
        connection,
        "SELECT rolname, rolcanlogin, rolreplication, rolsuper OR rolcreatedb OR rolcreaterole, rolbypassrls "
        "FROM pg_roles WHERE rolname !~ '^pg_' ORDER BY rolname",
    )
    faults += unexpected("the role", (row[0] for row in found), [*declared, SUPERUSER])
    for name, logs_in, replicates, may_more, passes in found:
        role = declared.get(name)
        if role is None:
            continue
        if logs_in and not role.logs_in:
            faults.append(f"the role {name} can log in")
        if replicates and not role.replication:
            faults.append(f"the role {name} has REPLICATION")
        if may_more:
            faults.append(f"the role {name} is a superuser, or may create databases or roles")
        if passes and not role.passes_row_security:
            faults.append(f"the role {name} passes row security")
    for member, group in rows(
        connection,
        "SELECT member::regrole::text, roleid::regrole::text FROM pg_auth_members "
        "WHERE NOT (member::regrole::text LIKE 'pg\\_%')",
    ):
        faults.append(f"the role {member} is a member of {group}")
    return faults


def _passwords(gateway: Connection) -> list[str]:
    """The superuser and the owner have none; what there is is the DMZ's own, and hashed."""
    allowed = [role.name for role in ROLES["gateway_admin"] if role.logs_in]
    found = rows(
        gateway, "SELECT rolname, rolpassword LIKE 'SCRAM-SHA-256$%%' FROM pg_authid WHERE rolpassword IS NOT NULL"
    )
    return [f"the role {name} has a password" for name, _hashed in found if name not in allowed] + [
        f"the password of {name} is not hashed with SCRAM" for name, hashed in found if not hashed
    ]


def _subscriptions(gateway: Connection) -> list[str]:
    faults = unexpected("the subscription", values(gateway, "SELECT subname FROM pg_subscription"), [subscription.NAME])
    for name, publications, enabled, commit in rows(
        gateway, "SELECT subname, subpublications, subenabled, subsynccommit FROM pg_subscription"
    ):
        if publications != [publication.NAME]:
            faults.append(f"the subscription {name} reads {', '.join(publications)}")
        if not enabled:
            faults.append(f"the subscription {name} is disabled")
        if commit != "on":
            faults.append(f"the subscription {name} has synchronous_commit {commit}")
    return faults


def _secrets(gateway: Connection) -> list[str]:
    faults = []
    data_directory = PurePosixPath(values(gateway, "SHOW data_directory")[0])
    for name, conninfo in rows(gateway, "SELECT subname, subconninfo FROM pg_subscription"):
        given = conninfo_to_dict(conninfo)
        for key in sorted(subscription.SECRETS & given.keys()):
            faults.append(f"the subscription {name} holds {key} in its connection string")
        passfile = PurePosixPath(str(given.get("passfile", "/")))
        if passfile.is_relative_to(data_directory):
            faults.append(f"the subscription {name} has its passfile inside the data directory")
    return faults
