"""What changed between two versions of an item, in words a reviewer can read."""

import datetime
import json
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from disclosures.kinds import Kind
from disclosures.kinds.fields import FileDigestField, MoneyField

from .changes import Piece, moved, pieces
from .models import Draft


@dataclass(frozen=True)
class Difference:
    """One field in two versions, as text. A file's text is its digest."""

    name: str
    label: str
    before: str
    after: str
    is_file: bool = False
    is_picture: bool = False
    is_withheld: bool = False
    moved: str = ""  # by how much, of numbers and dates

    @property
    def is_changed(self) -> bool:
        return self.before != self.after

    @property
    def pieces(self) -> list[Piece]:
        """Both texts as one with what changed marked; empty for numbers, and where they have little in common."""
        if self.is_file or self.moved or not (self.before and self.after):
            return []
        return pieces(self.before, self.after)


def kind_of(draft: Draft) -> Kind:
    return draft.kind  # type: ignore[attr-defined]


def differences(after: Draft, before: Draft | None, *, withheld: Collection[str] = ()) -> list[Difference]:
    """Each field of `after` beside the same field of `before`; without a predecessor every field is new."""
    header = [field for field in after._meta.concrete_fields if field.name in ("as_of_on", "source_department")]
    return [
        Difference(
            name=field.name,
            label=str(field.verbose_name),
            before="" if before is None else display(before, field),
            after=display(after, field),
            is_file=isinstance(field, FileDigestField),
            is_picture=isinstance(field, FileDigestField) and "image/jpeg" in field.accepts,
            is_withheld=field.name in withheld,
            moved="" if before is None else moved(field, getattr(before, field.attname), getattr(after, field.attname)),
        )
        for field in (*header, *kind_of(after).fields)
    ]


def field_label(draft: Draft, name: str) -> str:
    """A content field's name for people; its own name where the kind has it no longer."""
    return next((str(field.verbose_name) for field in kind_of(draft).fields if field.name == name), name)


def display(row: models.Model, field: models.Field) -> str:
    """A field's value as text in the language of the page; empty for what is not known."""
    value = getattr(row, field.attname)
    if value is None or value == "" or value == []:
        return ""
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if isinstance(field, models.ForeignKey):
        return str(getattr(row, field.name))
    if isinstance(field, MoneyField):
        return _money(value)
    if isinstance(field, models.DecimalField) and isinstance(value, Decimal):
        return _decimal(value, field.decimal_places)
    return _plain(value)


def _money(value: int) -> str:
    decimals = settings.PROFILE.currency_decimals
    amount = number_format(Decimal(value).scaleb(-decimals), decimal_pos=decimals, use_l10n=True, force_grouping=True)
    return f"{amount} {settings.PROFILE.currency}"


def _decimal(value: Decimal, places: int) -> str:
    """With the field's decimals, as the database has it; a value that is finer is shown as it is."""
    padded = f"{value:.{places}f}"
    return padded if Decimal(padded) == value else str(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime.date):
        return date_format(value, "Y-m-d")
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
