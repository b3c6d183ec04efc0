"""System checks: a kind's columns and the desk's own must not hide each other."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from disclosures.kinds import ALL_KINDS, ReleasedRow
from disclosures.models import Release

from .models import Draft


@register
def check_column_names(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """No content column may have the name of a column of the draft, the released row or the header.

    `department` of a site is the one exception on the header, which is never merged with the content.
    """
    taken = {field.name for model in (Draft, ReleasedRow) for field in model._meta.get_fields()}
    taken |= {field.name for field in Release._meta.concrete_fields} - {"department"}
    return [
        Error(
            f"{kind.fields_class.__name__}.{field.name} has the name of a column that every kind has.",
            hint="Choose a more telling name.",
            id="desk.E001",
        )
        for kind in ALL_KINDS
        for field in kind.fields_class._meta.local_fields
        if field.name in taken
    ]
