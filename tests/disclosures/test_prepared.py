"""A prepared statement: planned once a connection, anew on the next, and by a plan that serves every site."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from allimi.embedded.running import Running
from disclosures.prepared import Statement

TWICE = Statement("SELECT %(number)s * 2, %(other)s IS NULL, '100%%'", ("number", "other"))


def prepared_by(statement: Statement) -> int:
    """How many statements a reading of it sends."""
    with CaptureQueriesContext(connection) as sent:
        assert statement.fetch({"number": 21, "other": None}) == [(42, True, "100%")]
    return len(sent)


@pytest.mark.usefixtures("live")
def test_statement_is_prepared_once_a_connection() -> None:
    connection.close()
    assert [prepared_by(TWICE) for _ in range(3)] == [2, 1, 1]
    connection.close()
    assert prepared_by(TWICE) == 2
    connection.close()


def test_plan_is_one_for_all_parameters(live: Running) -> None:
    connection.close()
    TWICE.fetch({"number": 1, "other": 2})
    with connection.cursor() as cursor:
        cursor.execute("SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE name = %s", [TWICE.name])
        assert cursor.fetchall() == [(1, 0)]
    connection.close()
