"""What the triggers kept of one row, change by change, for the page of its history."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model
from django.utils.text import capfirst

from desk.models import HISTORIES, Official

MOST = 200


@dataclass(frozen=True)
class Change:
    """One change: when, at whose request (None: by hand in the database or by a command), and what of it."""

    at: datetime.datetime
    by: Official | None
    columns: tuple[tuple[str, str, str], ...]  # label, before, after


def changes_of(row: Model) -> list[Change]:
    """The newest first. Empty for a table that has no history."""
    history = HISTORIES.get(type(row))
    if history is None:
        return []
    newest = history._default_manager.filter(pgh_obj=row.pk).order_by("-pgh_id")[: MOST + 1]
    versions: list[Any] = list(reversed(newest))
    people = Official.objects.in_bulk({pk for version in versions if (pk := _asker(version))})
    return [
        Change(after.pgh_created_at, people.get(_asker(after)), tuple(_columns(before, after)))
        for before, after in reversed(list(pairwise(versions)))
    ]


def _asker(version: Any) -> int | None:
    return (version.pgh_context or {}).get("user")


def _columns(before: Any, after: Any) -> Iterator[tuple[str, str, str]]:
    tracked = {field.name for field in after.pgh_tracked_model._meta.concrete_fields}
    for field in after._meta.concrete_fields:
        if field.name in tracked and getattr(before, field.attname) != getattr(after, field.attname):
            yield str(capfirst(field.verbose_name)), _shown(before, field), _shown(after, field)


def _shown(version: Any, field: Any) -> str:
    """A value as people say it; what it pointed to may be gone."""
    try:
        value = getattr(version, field.name)
    except ObjectDoesNotExist:
        value = getattr(version, field.attname)
    return "–" if value in (None, "") else str(value)
