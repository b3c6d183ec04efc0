"""The draft tables as an import reads and writes them: whole batches, COPY in, one statement a kind."""

import datetime
import json
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator
from django.db import connection, models
from django.utils.functional import Promise, lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from desk.models import DraftState, ManagedSite, draft_model
from desk.models.draft import OPEN
from disclosures.kinds import Kind, kind_by_slug
from disclosures.models import Source

# What citizens read beside a version that an import made.
REASONS: Mapping[str, str] = {
    Source.ONE_PMIS: "One-PMIS 자료가 바뀌어 고침",
    Source.ALLIMI_LISTS: "건설알림이 공개 목록이 바뀌어 고침",
}
LONGEST_TEXT = 100_000  # characters; what is longer is no paragraph of a disclosure
OTHER_REASON = "연계 자료가 바뀌어 고침"

_HEAD = ("managed_site_id", "item", "version", "as_of_on", "source_department_id", "correction_reason")
_STAMP = ("state", "source", "entered_by_id", "submitted_by_id", "submitted_at", "return_reason")
_UNDECIDED = "confirmed_by_id = NULL, confirmed_at = NULL, decided_by_id = NULL, decided_at = NULL"
_READ = ("id", "item", "version", "state", "entered_by_id", "correction_reason")


class Stamp(NamedTuple):
    """Who imports, from where, when."""

    source: Source
    by: int
    now: datetime.datetime
    given_reason: str = ""

    @property
    def reason(self) -> str:
        return self.given_reason or REASONS.get(self.source, OTHER_REASON)

    @property
    def columns(self) -> tuple[Any, ...]:
        """The values of _STAMP."""
        return (str(DraftState.SUBMITTED), str(self.source), self.by, self.by, self.now.isoformat(), "")


@dataclass(slots=True)
class Version:
    """A version of an item: one there is (`pk`), or one to be written. `content` is in the kind's order."""

    item: uuid.UUID
    number: int
    content: list[Any]
    pk: int | None = None
    state: str = DraftState.SUBMITTED
    entered_by: int | None = None
    reason: str = ""
    site: int = 0
    department: int = 0
    as_of_on: datetime.date = datetime.date.min

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_erased(self) -> bool:
        return self.state == DraftState.ERASED


Fault = tuple[str, str, str | Promise]


class DraftTable:
    """The draft table of a kind."""

    def __init__(self, kind: Kind) -> None:
        model = draft_model(kind.slug)
        self.name = model._meta.db_table
        self.place = {field.name: place for place, field in enumerate(kind.fields)}
        self.columns = [str(field.column) for field in kind.fields]
        self.defaults = [field.get_default() for field in kind.fields]
        self.required = [(self.place[name], name) for name in kind.fields_class.required]
        self.checks = {field.name: _check(field) for field in kind.fields}
        # Django leaves JSON columns as text, to be read by the field.
        self.documents = [self.place[field.name] for field in kind.fields if isinstance(field, models.JSONField)]
        writers = ((self.place[field.name], _writer(field)) for field in kind.fields)
        self.writers = [(place, write) for place, write in writers if write is not None]

    def empty(self) -> list[Any]:
        return [list(value) if isinstance(value, list) else value for value in self.defaults]

    def says(self, version: Version, values: Mapping[str, Any]) -> bool:
        """Whether the version holds these values."""
        content, place = version.content, self.place
        return all(content[place[name]] == value for name, value in values.items())

    def fill(self, version: Version, values: Mapping[str, Any], otherwise: Mapping[str, Any]) -> None:
        content, place = version.content, self.place
        for name, value in values.items():
            content[place[name]] = value
        for name, value in otherwise.items():
            if content[place[name]] in (None, ""):
                content[place[name]] = value

    def faults(self, version: Version, values: Mapping[str, Any]) -> list[Fault]:
        """What stands against this content: a missing required value, or one of `values` that its field refuses."""
        content = version.content
        faults: list[Fault] = [
            (name, "", _("This has to be filled in.")) for place, name in self.required if content[place] in (None, "")
        ]
        for name, value in values.items():
            if value is not None and value != "" and (reason := self.checks[name](value)) is not None:
                faults.append((name, str(value), reason))
        return faults

    def newest(self, items: Sequence[uuid.UUID]) -> dict[uuid.UUID, Version]:
        """The newest version of each of these items that has one."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT DISTINCT ON (item) {', '.join((*_READ, *self.columns))} "  # noqa: S608  (columns of the model)
                f"FROM {self.name} WHERE item = ANY(%s) ORDER BY item, version DESC",
                [list(items)],
            )
            found = {}
            for pk, item, number, state, entered_by, reason, *content in cursor:
                for place in self.documents:
                    content[place] = content[place] and json.loads(content[place])
                found[item] = Version(item, number, content, pk, state, entered_by, reason)
        return found

    def write(self, versions: Sequence[Version], stamp: Stamp) -> None:
        """New versions by COPY, the import's own open ones in place."""
        new = [version for version in versions if version.pk is None]
        open_ones = [version for version in versions if version.pk is not None]
        if new:
            self._insert(new, stamp)
        if open_ones:
            self._update(open_ones, stamp)

    def _insert(self, versions: Sequence[Version], stamp: Stamp) -> None:
        columns = ", ".join((*_HEAD, *_STAMP, *self.columns))
        stamped = stamp.columns
        with (
            connection.cursor() as cursor,
            connection.wrap_database_errors,
            cursor.copy(f"COPY {self.name} ({columns}) FROM STDIN") as copy,
        ):
            for version in versions:
                copy.write_row((*self._head(version), *stamped, *self._content(version)))

    def _update(self, versions: Sequence[Version], stamp: Stamp) -> None:
        columns = (*_HEAD, *_STAMP, *self.columns)
        sets = ", ".join(f"{column} = %s" for column in columns)
        statement = f"UPDATE {self.name} SET {sets}, {_UNDECIDED} WHERE id = %s"  # noqa: S608  (columns of the model)
        with connection.cursor() as cursor:
            for version in versions:
                # Not executemany: pghistory puts the request’s official before the parameters, as if of one row.
                cursor.execute(statement, (*self._head(version), *stamp.columns, *self._content(version), version.pk))

    @staticmethod
    def _head(version: Version) -> tuple[Any, ...]:
        """The values of _HEAD."""
        return (
            version.site,
            str(version.item),
            version.number,
            version.as_of_on.isoformat(),
            version.department,
            version.reason,
        )

    def _content(self, version: Version) -> list[Any]:
        content = list(version.content)
        for place, write in self.writers:
            if (value := content[place]) is not None:
                content[place] = write(value)
        return content


@cache
def draft_table(slug: str) -> DraftTable:
    """The draft table of a kind. Raises KeyError for an unknown one."""
    return DraftTable(kind_by_slug(slug))


def open_new_sites(sites: Iterable[tuple[str, str, int]]) -> dict[str, int]:
    """Open sites from code, name and the department's key; their primary keys by code."""
    columns = [list(column) for column in zip(*sites, strict=True)]
    if not columns:
        return {}
    table = ManagedSite._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (code, name, department_id, created_at) "  # noqa: S608  (the model's own table)
            "SELECT code, left(name, 200), department, now() "
            "FROM unnest(%s::text[], %s::text[], %s::bigint[]) AS new (code, name, department) RETURNING code, id",
            columns,
        )
        return dict(cursor.fetchall())


def _check(field: models.Field) -> Callable[[Any], str | Promise | None]:
    """A fast check of a value's type and bounds: full_clean() of a model takes a hundred times as long."""
    if field.choices:
        known = {str(value) for value, _label in field.flatchoices}
        return lambda value: None if value in known else _("This is none of the choices.")
    if isinstance(field, models.CharField | models.TextField) and _asks_length_alone(field):
        longest = field.max_length or LONGEST_TEXT
        too_long = format_lazy(_("This is longer than {length} characters."), length=longest)
        return lambda value: too_long if len(value) > longest else None
    if isinstance(field, models.DecimalField):
        return _decimal_check(field)
    return lambda value: _verdict(field, value)


def _decimal_check(field: models.DecimalField) -> Callable[[Any], Any]:
    """Values well within the field's digits and bounds pass at once; the validators explain the others."""
    limits = [validator.limit_value for validator in field.validators if isinstance(validator, MaxValueValidator)]
    highest = Decimal(min([*limits, 10 ** (field.max_digits - field.decimal_places) - 1]))
    finest = -field.decimal_places

    def check(value: Decimal) -> Any:
        exponent = value.as_tuple().exponent
        fine = isinstance(exponent, int) and exponent >= finest and 0 <= value <= highest
        return None if fine else _verdict(field, value)

    return check


def _asks_length_alone(field: models.Field) -> bool:
    return all(isinstance(validator, MaxLengthValidator) for validator in field.validators)


def _verdict(field: models.Field, value: Any) -> Any:
    """What the field's validators say, to be read in any language later."""
    try:
        field.run_validators(value)
    except ValidationError as error:
        messages = error.error_list
        return _joined(messages)
    return None


def _messages(errors: Sequence[ValidationError]) -> str:
    return " ".join(message for error in errors for message in error.messages)


_joined: Callable[[Sequence[ValidationError]], Any] = lazy(_messages, str)


def _writer(field: models.Field) -> Callable[[Any], Any] | None:
    """How a value is written, where the driver would take longer; None where the driver may."""
    if isinstance(field, models.DateField):
        return datetime.date.isoformat
    if isinstance(field, ArrayField):
        return lambda value: "{" + ",".join(value) + "}"
    if isinstance(field, models.DecimalField) or field.choices:
        return str
    if isinstance(field, models.JSONField):
        return json.dumps
    return None
