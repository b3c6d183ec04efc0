"""System checks of conventions that a reader relies on."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, register
from django.db import models

OUR_APPS = {"sites", "disclosures", "complaints", "embeds", "desk"}


@register
def check_date_names(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Dates end `_on`, datetimes `_at`: the name tells which it is."""
    found: list[CheckMessage] = []
    for model in apps.get_models():
        # date_joined and last_login of the user model, expire_date of a session are Django's own names.
        if model._meta.app_label not in OUR_APPS:
            continue
        for field in model._meta.local_fields:
            if field.name in {"date_joined", "last_login", "expire_date"}:
                continue
            ending = _ending(field)
            if ending and not field.name.endswith(ending):
                found.append(
                    Error(f"{model._meta.label}.{field.name} should end in {ending}", obj=model, id="sites.E001")
                )
    return found


def _ending(field: models.Field) -> str:
    if isinstance(field, models.DateTimeField):
        return "_at"
    return "_on" if isinstance(field, models.DateField) else ""
