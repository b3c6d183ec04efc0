"""System checks: settings of the link that could not work, or that anybody could guess."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from desk.onepmis.services import SERVICES

from .schedule import times_of_day
from .signature import SHORTEST_SECRET


@register
def check_link(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Secrets long enough, services that are known, times that are times."""
    found: list[CheckMessage] = []
    if any(len(secret) < SHORTEST_SECRET for secret in settings.ONEPMIS_PUSH_SECRETS):
        hint = f"Make {SHORTEST_SECRET} characters or more by chance: openssl rand -hex 32"
        found.append(Error("ALLIMI_ONEPMIS_PUSH_SECRETS holds a secret that is too short.", hint=hint, id="desk.E010"))
    if unknown := sorted(set(settings.ONEPMIS_SERVICES) - SERVICES.keys()):
        hint = f"Known are {', '.join(SERVICES)}."
        found.append(Error(f"ALLIMI_ONEPMIS_SERVICES names {', '.join(unknown)}.", hint=hint, id="desk.E011"))
    if settings.ONEPMIS_CALLS_A_SECOND <= 0:
        found.append(Error("ALLIMI_ONEPMIS_CALLS_A_SECOND must be more than 0.", id="desk.E012"))
    try:
        times = times_of_day(settings.ONEPMIS_PULL_AT)
    except ValueError:
        times = []
    if not times:
        found.append(Error("ALLIMI_ONEPMIS_PULL_AT must be times such as 03:00,13:00.", id="desk.E013"))
    return found
