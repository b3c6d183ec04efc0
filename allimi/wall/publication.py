"""The publication on the primary: whole tables of the public apps, by name, without filter or column list."""

from psycopg import sql

from .connections import Connection, values
from .public_models import public_tables

NAME = "allimi_public"


def converge(connection: Connection) -> tuple[list[str], list[str]]:
    """Make the publication carry the public tables and no others. Returns (added, dropped).

    Widening it by hand (all tables, a schema, a filter) is a fault that `wall verify` names; here only
    tables are added and dropped, so that nothing that was done to it is silently undone.
    """
    if not values(connection, "SELECT 1 FROM pg_publication WHERE pubname = %s", NAME):
        tables = public_tables()
        connection.execute(sql.SQL("CREATE PUBLICATION {} FOR {}").format(sql.Identifier(NAME), _list(tables)))
        return tables, []
    published = set(
        values(
            connection,
            "SELECT tablename FROM pg_publication_tables WHERE pubname = %s AND schemaname = 'public'",
            NAME,
        )
    )
    added = sorted(set(public_tables()) - published)
    dropped = sorted(published - set(public_tables()))
    if added:
        connection.execute(sql.SQL("ALTER PUBLICATION {} ADD {}").format(sql.Identifier(NAME), _list(added)))
    for table in dropped:
        connection.execute(
            sql.SQL("ALTER PUBLICATION {} DROP TABLE public.{}").format(sql.Identifier(NAME), sql.Identifier(table))
        )
    return added, dropped


def _list(tables: list[str]) -> sql.Composed:
    return sql.SQL(", ").join(sql.SQL("TABLE public.{}").format(sql.Identifier(table)) for table in tables)
