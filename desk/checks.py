"""System checks: a kind's columns and the desk's own must not hide each other."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
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


# What of a listed official the public directory may show (allimi/settings/internal.py).
_PUBLISHED = {"OFFICER_NAMES": ("published", "masked", "hidden"), "OFFICER_PHONES": ("office", "relay", "direct")}


@register
def check_directory_settings(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A misspelt setting must not decide by chance whether names are published."""
    return [
        Error(
            f"ALLIMI_{name} is {value!r}, which is none of {', '.join(allowed)}.",
            hint="Correct it, then run manage.py publish_directory.",
            id="desk.E002",
        )
        for name, allowed in _PUBLISHED.items()
        if (value := getattr(settings, name, allowed[0])) not in allowed
    ]
