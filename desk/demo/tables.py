"""Rows of a model on their way into its table by COPY."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection, models
from psycopg import sql
from psycopg.types.json import Jsonb


class TableCopy:
    """Collects rows as mappings by column attribute, and writes them all at once.

    What a mapping leaves out gets the field's default. The primary key is left to the database unless
    `with_key`.
    """

    def __init__(self, model: type[models.Model], *, with_key: bool = False) -> None:
        fields = [field for field in model._meta.concrete_fields if with_key or not _is_automatic(field)]
        self._table = model._meta.db_table
        self._columns = [str(field.column) for field in fields]
        self._names = [field.attname for field in fields]
        self._defaults = {field.attname: field.get_default() for field in fields}
        self._json = [field.attname for field in fields if isinstance(field, models.JSONField)]
        self._rows: list[tuple[Any, ...]] = []

    def add(self, values: Mapping[str, Any]) -> None:
        row = {**self._defaults, **values}
        for name in self._json:
            if row[name] is not None:
                row[name] = Jsonb(row[name])
        self._rows.append(tuple(row[name] for name in self._names))

    def write(self) -> None:
        """Send the collected rows and forget them."""
        if not self._rows:
            return
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(self._table), sql.SQL(", ").join([sql.Identifier(column) for column in self._columns])
        )
        with connection.cursor() as cursor, cursor.cursor.copy(statement) as copy:
            for row in self._rows:
                copy.write_row(row)
        self._rows = []


def reserve_keys(model: type[models.Model], number: int) -> Sequence[int]:
    """So many new primary keys from the table's own sequence, which nobody else gets then."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, number],
        )
        return [key for (key,) in cursor.fetchall()]


def _is_automatic(field: models.Field) -> bool:
    return field.primary_key and isinstance(field, models.AutoField)
