"""Instances of models out of JSON rows, as the ORM would have made them.

A site's page reads some fifty rows with their headers. What each column needs (a date, a decimal, nothing) is settled
once a model. Instances are made as unpickling makes them, without `__init__`: no signal of ours listens there.
"""

import datetime
import uuid
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django.db import connection, models
from django.db.models.base import ModelState

_M = TypeVar("_M", bound=models.Model)

# Their JSON is already what Python holds.
_AS_THEY_ARE = (models.CharField, models.TextField, models.IntegerField, models.BooleanField, models.ForeignKey)


# What PostgreSQL writes into JSON is read by the types themselves; a field's `to_python` first asks for a dozen others.
_TYPES: tuple[tuple[type[models.Field], Callable[[Any], Any]], ...] = (
    (models.DateTimeField, datetime.datetime.fromisoformat),
    (models.DateField, datetime.date.fromisoformat),
    (models.DecimalField, Decimal),
    (models.UUIDField, uuid.UUID),
)


class Hydrator(Generic[_M]):
    """Makes instances from the columns it was told, in their order; fields that were not read are deferred."""

    def __init__(self, model: type[_M], fields: Sequence[models.Field]) -> None:
        self._model = model
        self._names = tuple(field.attname for field in fields)
        self._typed = tuple(
            (number, _typed(field)) for number, field in enumerate(fields) if not isinstance(field, _AS_THEY_ARE)
        )

    def __call__(self, values: Sequence[Any], **related: models.Model) -> _M:
        """`related` are instances by the name of their foreign key. Raises ValueError where a column is missing."""
        columns = list(values)
        for number, typed in self._typed:
            if columns[number] is not None:
                columns[number] = typed(columns[number])
        instance = self._model.__new__(self._model)
        instance.__dict__.update(zip(self._names, columns, strict=True))
        instance._state = ModelState()
        instance._state.adding = False
        instance._state.db = connection.alias
        for name, other in related.items():
            instance._state.fields_cache[name] = other
        return instance


def _typed(field: models.Field) -> Callable[[Any], Any]:
    return next((typed for known, typed in _TYPES if isinstance(field, known)), field.to_python)
