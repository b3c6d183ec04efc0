"""Field names: both generations of each service lead to one canonical name, by the table in fields.csv."""

import csv
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from django.utils.functional import Promise

from .values import PARSERS, BadValue

FIELDS = Path(__file__).with_name("fields.csv")
# Columns of the source that are not read: links back to it, row numbers, and personal data (“closed”).
NOT_READ = frozenset({"unused", "closed"})


class Problem(NamedTuple):
    """A value that kept a row out: the field as the source calls it, what it held, and why that is wrong."""

    field: str
    value: str
    reason: str | Promise


class Field(NamedTuple):
    name: str
    parse: Callable[[Any], Any]


@cache
def fields_of(service: str) -> Mapping[str, Field]:
    """The fields of a service that are read, by each of their raw names."""
    found: dict[str, Field] = {}
    with FIELDS.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            if line["service"] != service or line["value"] in NOT_READ:
                continue
            field = Field(line["name"], PARSERS[line["value"]])
            for raw_name in (line["old_field"], line["field"]):
                if raw_name:
                    found[raw_name] = field
    return found


def source_name(service: str, name: str, row: Iterable[str] = ()) -> str:
    """What the row calls a canonical name, else what the service does today; the name itself where it has none."""
    known = [raw for raw, field in fields_of(service).items() if field.name == name]
    return next((raw for raw in known if raw in row), (known or [name])[-1])


def canonical(service: str, raw: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    """A raw row under canonical names with typed values, and what could not be read.

    A name is in the result only when the row has the field, so that what a service does not say is told
    from what it says is empty. Where a row has a field under both names, the one that is filled in counts.
    """
    fields = fields_of(service)
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for raw_name, raw_value in raw.items():
        field = fields.get(raw_name)
        if field is None:
            continue
        try:
            value = field.parse(raw_value)
        except BadValue as error:
            problems.append(Problem(raw_name, str(raw_value), error.reason))
            continue
        if value or not values.get(field.name):
            values[field.name] = value
    return values, problems
