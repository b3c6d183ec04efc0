"""Law 3: connections start inside, but for the standby's stream; no credential of the DMZ opens the inside."""

from collections.abc import Iterator

import psycopg
from django.conf import settings
from psycopg.conninfo import make_conninfo

from .. import connections
from ..connections import PATIENCE, Connection, parts, rows, values
from ..roles import COLLECTOR, DMZ_ROLES, KEEPER, PUBLISHER, ROLES, STREAMER, SUBMITTER, SUPERUSER
from ..variables import VARIABLES
from .bare_gateway import wrong_roles
from .check import Check

# The entry of settings.WALL that holds each credential of the DMZ.
DMZ_CREDENTIALS = ("replica", "stream", "intake")
# How a credential may knock: as an app does, as a standby does, as a subscription does.
KNOCKS = {"a session": {}, "the physical stream": {"replication": "true"}, "decoding": {"replication": "database"}}
ADMITS_NOBODY = ("reject",)


def checks() -> Iterator[Check]:
    with connections.connect("primary_admin") as primary, connections.connect("gateway_admin") as gateway:
        yield Check(3, "no credential of the DMZ opens the primary", opened("primary_admin", dmz_credentials()))
        yield Check(3, "on the gateway the streamer may stream, and nothing else", _opened_on_gateway())
        yield Check(3, "the primary’s door list names no role of the DMZ", _doors(primary, DMZ_ROLES))
        yield Check(3, "the gateway’s door list names no other role of the DMZ", _doors(gateway, _all_but(STREAMER)))
        yield Check(3, "who is connected to the primary belongs there", _clients(primary, "primary_admin"))
        yield Check(3, "who is connected to the gateway is the standby’s stream", _clients(gateway, "gateway_admin"))
    with connections.connect("intake_admin") as intake:
        yield Check(3, "the intake has no role but its own", wrong_roles(intake, "intake_admin"))
        yield Check(
            3, "from inside only the collector opens the intake", _doors(intake, _all_but(SUBMITTER, COLLECTOR, KEEPER))
        )
        yield Check(3, "who is connected to the intake belongs there", _clients(intake, "intake_admin"))
        yield Check(3, "the intake calls nobody", _outgoing(intake))


def dmz_credentials() -> tuple[str, ...]:
    """DMZ_CREDENTIALS, with that of the intake's standby where there is one."""
    return (*DMZ_CREDENTIALS, *(["intake_stream"] if settings.WALL.get("intake_stream") else []))


def _all_but(*kept: str) -> tuple[str, ...]:
    every = {role.name for roles in ROLES.values() for role in roles if role.logs_in}
    return tuple(sorted(every - set(kept)))


def _opened_on_gateway() -> list[str]:
    faults = opened("gateway_admin", ("replica", "intake"))
    # The stream itself is the streamer's business; everything but it is not.
    return faults + opened("gateway_admin", ("stream",), but="the physical stream")


def opened(cluster: str, credentials: tuple[str, ...], *, but: str = "") -> list[str]:
    """Knock at the cluster with each credential in each way; a door that opens is a fault."""
    there = {key: value for key, value in parts(cluster).items() if key in ("host", "hostaddr", "port")}
    faults = []
    for name in credentials:
        given = parts(name)
        for knock, how in KNOCKS.items():
            if knock == but:
                continue
            for database in _databases(cluster, knock):
                target = {**there, "user": given["user"], "password": given.get("password", ""), "dbname": database}
                if _opens({**target, **how}):
                    where = f" to the database {database}" if knock != "the physical stream" else ""
                    faults.append(f"{VARIABLES[name]} ({given['user']}) opens {knock}{where}")
    return faults


def _databases(cluster: str, knock: str) -> list[str]:
    with connections.connect(cluster) as connection:
        found = values(connection, "SELECT datname FROM pg_database WHERE datallowconn ORDER BY datname")
    return found[:1] if knock == "the physical stream" else found


def _opens(target: dict[str, str]) -> bool:
    conninfo = make_conninfo("", connect_timeout=str(PATIENCE), application_name="allimi wall", **target)
    try:
        psycopg.connect(conninfo, autocommit=True).close()
    except psycopg.OperationalError:
        return False
    return True


def _doors(connection: Connection, turned_away: tuple[str, ...]) -> list[str]:
    """Lines of pg_hba.conf that would admit one of those roles, or anyone, or the superuser from afar."""
    faults = []
    for line, kind, users, method, address in rows(
        connection,
        "SELECT line_number, type, user_name, auth_method, address FROM pg_hba_file_rules "
        "WHERE error IS NULL ORDER BY rule_number",
    ):
        if method in ADMITS_NOBODY:
            continue
        where = f"line {line} of pg_hba.conf"
        faults += [f"{where} admits {name}" for name in users if name in turned_away]
        if method == "trust":
            faults.append(f"{where} trusts {', '.join(users)} without a password")
        if "all" in users and method != "peer":
            faults.append(f"{where} admits every role")
        if kind != "local" and SUPERUSER in users:
            faults.append(f"{where} admits the superuser from {address}")
        if kind != "local" and PUBLISHER in users and address in ("all", "0.0.0.0", "::"):  # noqa: S104
            faults.append(f"{where} admits {PUBLISHER} from every address")
    faults += [
        f"line {line} of pg_hba.conf: {error}"
        for line, error in rows(connection, "SELECT line_number, error FROM pg_hba_file_rules WHERE error IS NOT NULL")
    ]
    return faults


def _clients(connection: Connection, cluster: str) -> list[str]:
    """Sessions and streams by a role that is not the cluster's, or of the superuser from afar.

    Who is still at the door has no name yet, and is nobody.
    """
    declared = {role.name: role for role in ROLES[cluster]}
    faults = []
    for user, kind, address in rows(
        connection,
        "SELECT usename, backend_type, host(client_addr) FROM pg_stat_activity "
        "WHERE backend_type IN ('client backend', 'walsender') AND usename IS NOT NULL",
    ):
        if user == SUPERUSER:
            if address is not None:
                faults.append(f"{user} is connected from {address}")
        elif user not in declared:
            faults.append(f"{user} is connected ({kind})")
        elif kind == "walsender" and not declared[user].replication:
            faults.append(f"{user} streams")
        elif cluster == "gateway_admin" and kind == "client backend":
            faults.append(f"{user} has a session; only the stream belongs there")
    return sorted(set(faults))


def _outgoing(intake: Connection) -> list[str]:
    questions = {
        "the subscription": "SELECT subname FROM pg_subscription",
        "the publication": "SELECT pubname FROM pg_publication",
        "the foreign server": "SELECT srvname FROM pg_foreign_server",
        "the extension": "SELECT extname FROM pg_extension WHERE extname IN ('dblink', 'postgres_fdw')",
    }
    return [f"{kind} {name} should not be there" for kind, query in questions.items() for name in values(intake, query)]
