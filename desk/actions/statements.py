"""What another system said of each item, and what follows when it says something else: a comparison of three.

| it said | it says | the desk has | what becomes of it |
|---|---|---|---|
| A | A | anything | nothing: who corrected it at the desk was right to |
| A | B | A, or its own | B |
| A | B | B | nothing |
| A | B | C, or an open version of an official's | a conflict, for a person to decide |

Field by field: what it does not say anew is left as it is. A statement that is older than the one that is known (a
message that was late) says nothing.
"""

import datetime
import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import Enum, auto
from typing import Any, NamedTuple

from django.db import connection

from desk.models import Conflict, Decision, Statement
from disclosures.models import Source

from .import_tables import DraftTable, Version

Values = dict[str, Any]


class Verdict(Enum):
    NOTHING = auto()
    TAKE = auto()
    CONFLICT = auto()


class Judgement(NamedTuple):
    """What becomes of a statement; `values` are those that are to be taken."""

    verdict: Verdict
    values: Mapping[str, Any]


class Told(NamedTuple):
    """A statement on its way in, of one item."""

    item: uuid.UUID
    kind: str
    managed_site: int
    as_of_on: datetime.date
    values: Mapping[str, Any]
    passing: Mapping[str, Any]


def plain(value: Any) -> Any:
    """A value as JSON can hold it; equal values become equal, whatever their decimals."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value


def plain_values(values: Mapping[str, Any]) -> Values:
    return {name: plain(value) for name, value in values.items()}


class Memory:
    """The statements that one system made of the items of a batch, and the conflicts that are undecided."""

    def __init__(self, *, told_by: str, source: Source, now: datetime.datetime) -> None:
        self.told_by = told_by
        self.source = source
        self.now = now
        self._said: dict[uuid.UUID, Values] = {}
        self._silent: set[uuid.UUID] = set()  # items of which nothing is to be remembered
        self._open: dict[uuid.UUID, Values] = {}
        self._remembered: dict[uuid.UUID, tuple[Told, Values]] = {}
        self._conflicts: dict[uuid.UUID, Told] = {}
        self._settled: set[uuid.UUID] = set()

    def look_up(self, items: Sequence[uuid.UUID]) -> None:
        """What was said of these items, and what of them waits for a decision. Two statements."""
        with connection.cursor() as cursor:
            cursor.execute(
                f'SELECT item, "values", said_at > %s FROM {Statement._meta.db_table} '  # noqa: S608  (the model's table)
                "WHERE told_by = %s AND item = ANY(%s)",
                [self.now, self.told_by, list(items)],
            )
            for item, values, is_newer in cursor:
                self._said[item] = json.loads(values)
                if is_newer:
                    self._silent.add(item)
        undecided = Conflict.objects.undecided().filter(told_by=self.told_by, item__in=items)
        self._open.update(undecided.values_list("item", "theirs"))

    def judge(self, table: DraftTable, newest: Version | None, told: Told, *, importer: int) -> Judgement:
        """What becomes of a statement, given the newest version of its item."""
        if newest is None:
            return Judgement(Verdict.TAKE, told.values)
        if newest.is_erased:
            self._silent.add(told.item)
        if told.item in self._silent:
            return Judgement(Verdict.NOTHING, {})
        before = self._said.get(told.item)
        anew = {name: value for name, value in told.values.items() if before is None or _differs(before, name, value)}
        ours = {name: newest.content[table.place[name]] for name in anew}
        differing = {name: value for name, value in anew.items() if ours[name] != value}
        if not differing:
            return Judgement(Verdict.NOTHING, {})
        if newest.entered_by == importer:
            return Judgement(Verdict.TAKE, differing)
        if newest.is_open or any(_was_changed(before, name, ours[name]) for name in differing):
            return Judgement(Verdict.CONFLICT, differing)
        return Judgement(Verdict.TAKE, differing)

    def remember(self, told: Told) -> None:
        """Call once the row is in: what it says is known now, and a conflict about it is over."""
        if told.item in self._silent:
            return
        values = plain_values(told.values)
        before = self._said.get(told.item)
        if before is None or any(_differs(before, name, value) for name, value in values.items()):
            self._said[told.item] = {**(before or {}), **values}
            self._remembered[told.item] = (told, self._said[told.item])
        self._conflicts.pop(told.item, None)
        if told.item in self._open:
            self._settled.add(told.item)

    def leave_to_a_person(self, told: Told) -> None:
        """Call once the row is in: an official decides about this item."""
        if self._open.get(told.item) != plain_values(told.values):
            self._conflicts[told.item] = told
        self._settled.discard(told.item)

    def write(self) -> None:
        """Keep what was remembered and found. Writes nothing where nothing is new."""
        write_statements(
            ((told, values) for told, values in self._remembered.values()), told_by=self.told_by, now=self.now
        )
        undecided = Conflict.objects.undecided().filter(told_by=self.told_by)
        if over := [*self._settled, *self._conflicts]:
            undecided.filter(item__in=over).update(decision=Decision.GONE, decided_at=self.now)
        Conflict.objects.bulk_create(self._conflict(told) for told in self._conflicts.values())

    def _conflict(self, told: Told) -> Conflict:
        return Conflict(
            told_by=self.told_by,
            source=self.source,
            kind=told.kind,
            item=told.item,
            managed_site_id=told.managed_site,
            as_of_on=told.as_of_on,
            earlier=self._said.get(told.item),
            theirs=plain_values(told.values),
            passing=plain_values(told.passing),
            found_at=self.now,
        )


def write_statements(statements: Iterable[tuple[Told, Values]], *, told_by: str, now: datetime.datetime) -> None:
    """Keep what was said last of each item, in one statement."""
    rows = [(told.item, told.kind, told.managed_site, json.dumps(values)) for told, values in statements]
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Statement._meta.db_table} "  # noqa: S608  (the model's own table)
            '(told_by, item, kind, managed_site_id, "values", said_at) '
            "SELECT %s, item, kind, site, said, %s "
            "FROM unnest(%s::uuid[], %s::text[], %s::bigint[], %s::jsonb[]) AS told (item, kind, site, said) "
            'ON CONFLICT (item, told_by) DO UPDATE SET "values" = EXCLUDED."values", said_at = EXCLUDED.said_at',
            [told_by, now, *(list(column) for column in zip(*rows, strict=True))],
        )


def forget(item: uuid.UUID) -> None:
    """After an erasure: what other systems said of the item goes with it."""
    Statement.objects.filter(item=item).delete()
    Conflict.objects.filter(item=item).delete()


def _differs(before: Values, name: str, value: Any) -> bool:
    return name not in before or before[name] != plain(value)


def _was_changed(before: Values | None, name: str, ours: Any) -> bool:
    """Whether the desk has something else than what the system said before."""
    if before is None or name not in before:
        return ours not in (None, "", [])
    return bool(plain(ours) != before[name])
