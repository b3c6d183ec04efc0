"""The current rows of one kind of a site as a table: what the kind's page lists, every field of it."""

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sites.csv import Column, money_column
from sites.models import ConstructionSite

from .kinds import Kind, ReleasedRow
from .kinds.fields import MoneyField
from .models import ReleaseState


def rows_of(site: ConstructionSite, kind: Kind) -> QuerySet[ReleasedRow]:
    """The kind's current rows with their headers."""
    rows = kind.model._default_manager.filter(release__site=site, release__state=ReleaseState.RELEASED)
    return rows.select_related("release__department")


def columns_of(kind: Kind) -> Sequence[Column[ReleasedRow]]:
    """The header's facts, then the kind's fields in their order."""
    return (
        Column(gettext_lazy("as of"), lambda row: row.release.as_of_on),
        *(_column(field) for field in kind.fields),
        Column(gettext_lazy("source department"), lambda row: row.release.department),
        Column(gettext_lazy("version"), lambda row: row.release.version),
        Column(gettext_lazy("released"), lambda row: row.release.released_at),
    )


def _column(field: models.Field) -> Column[ReleasedRow]:
    if isinstance(field, MoneyField):
        return money_column(field.verbose_name, lambda row: _cell(field, row))
    return Column(field.verbose_name, lambda row: _cell(field, row))


def _cell(field: models.Field, row: ReleasedRow) -> Any:
    """A field as a cell. A withheld one says so: an empty cell would say that there is nothing."""
    if field.name in row.withheld:
        return _("withheld")
    value = getattr(row, field.name)
    if field.choices:
        return dict(field.flatchoices).get(value, value)
    if isinstance(field, ArrayField):
        return ", ".join(str(each) for each in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return value
