"""Law 2, statement by statement: what the public app's own credential can do on the replica it reads."""

from collections.abc import Iterator

import psycopg
import pytest

from allimi.embedded.running import Running
from allimi.wall import connections
from allimi.wall.connections import Connection, setting
from allimi.wall.public_models import public_tables
from allimi.wall.verify.read_only import REFUSALS, forbidden_statements


@pytest.fixture
def citizen(live: Running) -> Iterator[Connection]:
    """The public role, on the replica, by the URL that the public app has."""
    with connections.open_url(setting("replica")) as connection:
        yield connection


def test_every_public_table_can_be_read(citizen: Connection) -> None:
    for table in public_tables():
        citizen.execute(f'SELECT count(*) FROM "{table}"'.encode())


@pytest.mark.parametrize("statement", list(forbidden_statements()))
def test_each_forbidden_statement_is_refused(citizen: Connection, statement: str) -> None:
    with pytest.raises(psycopg.Error) as refused:
        citizen.execute(statement.encode())
    assert refused.value.sqlstate in REFUSALS


# What may be SET hangs on who connected, and the public role cannot connect to the gateway. A large object
# may be made by anyone who can write at all; nothing but the standby refuses it.
@pytest.mark.parametrize(
    "statement", [text for text in forbidden_statements() if not text.startswith(("SET ", "SELECT lo_create"))]
)
def test_each_would_be_refused_on_a_server_that_can_be_written(live: Running, statement: str) -> None:
    """The grants alone refuse it as well: the same role, the same catalogue, but no standby."""
    with connections.connect("gateway_admin") as gateway:
        gateway.execute("SET SESSION AUTHORIZATION allimi_public")
        with pytest.raises(psycopg.Error) as refused, gateway.transaction(force_rollback=True):
            gateway.execute(statement.encode())
        assert refused.value.sqlstate in REFUSALS


def test_no_private_name_is_readable(citizen: Connection) -> None:
    for table in ("auth_permission", "desk_official", "django_session"):
        with pytest.raises(psycopg.errors.UndefinedTable):
            citizen.execute(f"SELECT 1 FROM {table}".encode())


def test_a_long_read_is_cut_off(citizen: Connection) -> None:
    assert citizen.execute("SHOW statement_timeout").fetchone() == ("2s",)


def test_the_other_databases_are_closed(live: Running) -> None:
    for database in ("postgres", "template1"):
        with pytest.raises(psycopg.OperationalError):
            connections.open_url(setting("replica"), dbname=database)


def test_the_gateway_is_closed_to_it(live: Running) -> None:
    with pytest.raises(psycopg.OperationalError):
        connections.open_url(setting("replica"), host=str(live.topology.gateway.socket_dir))
