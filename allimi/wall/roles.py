"""Who may open which cluster. Passwords come from the operator's URLs; none is kept here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.conf import settings
from psycopg import sql

from . import connections
from .connections import Connection, rows, values

DATABASE = "allimi"
SUPERUSER = "postgres"
OWNER = "allimi_owner"
INTERNAL = "allimi_internal"
REPORTERS = "allimi_reporters"
PUBLISHER = "allimi_publisher"
STREAMER = "allimi_streamer"
PUBLIC = "allimi_public"
SUBMITTER = "allimi_submitter"
COLLECTOR = "allimi_collector"
KEEPER = "allimi_keeper"

# Credentials that exist in the DMZ: what they can open must hold nothing that is not public.
DMZ_ROLES = (PUBLIC, STREAMER, SUBMITTER, KEEPER)
PUBLIC_STATEMENT_TIMEOUT = "2s"  # a long read on a standby holds replay back
SUBMITTER_STATEMENT_TIMEOUT = "4s"  # a commit that waits for a standby that is gone, too


@dataclass(frozen=True)
class Role:
    """One role as it should be, and where its password is found (an entry of settings.WALL)."""

    name: str
    password_in: str = ""
    replication: bool = False
    passes_row_security: bool = False
    parameters: Mapping[str, str] = field(default_factory=dict)  # of its sessions
    optional: bool = False  # there where the operator's environment names it

    @property
    def logs_in(self) -> bool:
        return bool(self.password_in)

    @property
    def opens_databases(self) -> bool:
        """Whether it has sessions: the physical replication protocol opens no database."""
        return self.logs_in and self.name not in (STREAMER, KEEPER)

    @property
    def is_wanted(self) -> bool:
        return not self.optional or bool(settings.WALL.get(self.password_in))

    def password(self) -> str:
        if self.password_in == "publisher_password":  # noqa: S105  (the entry's name)
            return connections.setting(self.password_in)
        return connections.password(self.password_in)


# Every role of every cluster, beside the superuser. `wall verify` accepts no other.
ROLES: dict[str, tuple[Role, ...]] = {
    "primary_admin": (
        Role(OWNER),
        # Row security binds the reporters' role alone; whom it binds cannot COPY.
        Role(INTERNAL, "primary", passes_row_security=True),
        Role(REPORTERS, "reporters"),
        Role(PUBLISHER, "publisher_password", replication=True),
    ),
    "gateway_admin": (
        Role(OWNER),
        Role(STREAMER, "stream", replication=True),
        Role(PUBLIC, "replica", parameters={"statement_timeout": PUBLIC_STATEMENT_TIMEOUT}),
    ),
    "intake_admin": (
        Role(OWNER),
        # What was acknowledged is on the disk, and on the standby's, however the cluster is set.
        Role(
            SUBMITTER,
            "intake",
            parameters={"statement_timeout": SUBMITTER_STATEMENT_TIMEOUT, "synchronous_commit": "on"},
        ),
        Role(COLLECTOR, "collector"),
        # Copies the intake to its synchronous standby: sealed bytes, from the DMZ to the DMZ.
        Role(KEEPER, "intake_stream", replication=True, optional=True),
    ),
}


def ensure_roles(cluster: str) -> None:
    """Make the cluster's roles and database exist with the declared rights and no others."""
    with connections.connect(cluster, dbname="postgres") as connection:
        for role in ROLES[cluster]:
            if role.is_wanted:
                _ensure_role(connection, role)
        if not values(connection, "SELECT 1 FROM pg_database WHERE datname = %s", DATABASE):
            # template0, so that what someone left in template1 is not copied along.
            connection.execute(
                f"CREATE DATABASE {DATABASE} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'".encode()
            )
        _close_databases(connection, ROLES[cluster])
    with connections.connect(cluster) as connection:
        _close_schema(connection, ROLES[cluster])
        if cluster == "intake_admin":
            _close_large_objects(connection)


def _ensure_role(connection: Connection, role: Role) -> None:
    name = sql.Identifier(role.name)
    if not values(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", role.name):
        connection.execute(sql.SQL("CREATE ROLE {}").format(name))
    attributes = "NOSUPERUSER NOCREATEDB NOCREATEROLE "
    attributes += "BYPASSRLS " if role.passes_row_security else "NOBYPASSRLS "
    attributes += "REPLICATION " if role.replication else "NOREPLICATION "
    if role.logs_in:
        # Hashed here, so that no server log ever holds the password.
        hashed = connection.pgconn.encrypt_password(
            role.password().encode(), role.name.encode(), b"scram-sha-256"
        ).decode()
        login = sql.SQL("LOGIN PASSWORD {}").format(sql.Literal(hashed))
    else:
        login = sql.SQL("NOLOGIN PASSWORD NULL").format()
    connection.execute(sql.SQL("ALTER ROLE {} {} {}").format(name, sql.SQL(attributes), login))
    for group in _memberships(connection, role.name):
        connection.execute(sql.SQL("REVOKE {} FROM {} CASCADE").format(sql.Identifier(group), name))
    for parameter, value in role.parameters.items():
        connection.execute(
            sql.SQL("ALTER ROLE {} SET {} = {}").format(name, sql.Identifier(parameter), sql.Literal(value))
        )


def _memberships(connection: Connection, role: str) -> Iterator[str]:
    yield from values(
        connection,
        "SELECT roleid::regrole::text FROM pg_auth_members WHERE member = %s::regrole",
        role,
    )


def _close_databases(connection: Connection, allowed: tuple[Role, ...]) -> None:
    """Nobody connects because nobody forbade it: PUBLIC loses its defaults, named roles gain CONNECT."""
    for (database,) in rows(connection, "SELECT datname FROM pg_database WHERE datname <> 'template0'"):
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(database)))
    connection.execute(sql.SQL("ALTER DATABASE {} OWNER TO {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER)))
    for role in allowed:
        if role.opens_databases:
            connection.execute(
                sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(
                    sql.Identifier(DATABASE), sql.Identifier(role.name)
                )
            )


def _close_schema(connection: Connection, allowed: tuple[Role, ...]) -> None:
    connection.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    connection.execute(
        sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {} REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC").format(
            sql.Identifier(OWNER)
        )
    )
    for role in allowed:
        if role.opens_databases:
            connection.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(sql.Identifier(role.name)))


def _close_large_objects(connection: Connection) -> None:
    """Everybody may make large objects by default: rows in no table, which nobody would fetch or remove."""
    for (function,) in rows(
        connection,
        "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace "
        "AND proname IN ('lo_creat', 'lo_create', 'lo_from_bytea', 'lo_import')",
    ):
        connection.execute(f"REVOKE EXECUTE ON FUNCTION pg_catalog.{function} FROM PUBLIC".encode())
