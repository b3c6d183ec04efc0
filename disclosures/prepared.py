"""Statements that PostgreSQL plans once a connection and not once a page.

The statement of a site's page reads some twenty tables; planning it takes as long as running it four times over. The
plan depends on nothing but the schema, so a generic one serves every site. It dies with its connection.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection

# Which statements each open connection of the driver has prepared.
_PREPARED: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Statement:
    """A query whose parameters, %(name)s, are whole numbers."""

    text: str
    parameters: tuple[str, ...]

    @cached_property
    def name(self) -> str:
        return f"allimi_{hashlib.sha256(self.text.encode()).hexdigest()[:16]}"

    def fetch(self, values: Mapping[str, int | None]) -> list[tuple[Any, ...]]:
        """All rows for these parameters; the first time on a connection it is prepared before."""
        with connection.cursor() as cursor:
            prepared = _PREPARED.setdefault(connection.connection, set())
            if self.name not in prepared:
                cursor.execute(self._preparation())
                prepared.add(self.name)
            marks = ", ".join(["%s"] * len(self.parameters))
            # Of the code's own making; the values travel apart.
            cursor.execute(f"EXECUTE {self.name} ({marks})", [values[name] for name in self.parameters])
            return cursor.fetchall()

    def _preparation(self) -> str:
        types = ", ".join(["bigint"] * len(self.parameters))
        numbered = self.text % {name: f"${number}" for number, name in enumerate(self.parameters, start=1)}
        # Left alone, PostgreSQL plans the first five runs anew, and all where it thinks that cheaper.
        return f"SET plan_cache_mode = force_generic_plan; PREPARE {self.name} ({types}) AS {numbered}"
