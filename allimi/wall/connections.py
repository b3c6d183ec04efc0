"""Connections to the clusters, from the operator's environment (settings.WALL)."""

import psycopg
from django.conf import settings
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from .errors import WallError
from .variables import VARIABLES

PATIENCE = 5  # seconds; a cluster that does not answer by then counts as down

Connection = psycopg.Connection[tuple]


def setting(name: str) -> str:
    """The entry of settings.WALL. Raises WallError naming the variable that is not set."""
    value = settings.WALL.get(name, "")
    if not value:
        raise WallError(
            f"{VARIABLES[name]} is not set. The wall's commands need the operator's environment: "
            "use script/manage, or see docs/operations.md."
        )
    return value


def connect(name: str, **changes: str) -> Connection:
    """An autocommit connection by the URL of that name; `changes` replace parts of it (dbname, user …).

    Raises WallError that names the variable, and never the password in it.
    """
    try:
        return open_url(setting(name), **changes)
    except psycopg.OperationalError as error:
        raise WallError(f"Cannot connect by {VARIABLES[name]}: {str(error).strip()}") from error
    except psycopg.ProgrammingError as error:
        raise WallError(f"{VARIABLES[name]} is no libpq connection URL.") from error


def open_url(url: str, **changes: str) -> Connection:
    """An autocommit connection by any libpq URL. Raises psycopg.OperationalError."""
    conninfo = make_conninfo(url, connect_timeout=str(PATIENCE), application_name="allimi wall", **changes)
    return psycopg.connect(conninfo, autocommit=True)


def parts(name: str) -> dict[str, str]:
    """The URL of that name taken apart: user, password, host, port, dbname."""
    return {key: str(value) for key, value in conninfo_to_dict(setting(name)).items()}


def password(name: str) -> str:
    """The password in the URL of that name. Raises WallError where there is none."""
    found = parts(name).get("password", "")
    if not found:
        raise WallError(f"{VARIABLES[name]} has no password, and the role is given the one it names.")
    return found


def rows(connection: Connection, query: str, *parameters: object) -> list[tuple]:
    """All rows of a fixed query, with libpq's parameters kept apart from it."""
    return connection.execute(query.encode(), parameters or None).fetchall()


def values(connection: Connection, query: str, *parameters: object) -> list:
    """The first column of all rows."""
    return [row[0] for row in rows(connection, query, *parameters)]
