"""System checks: a city's profile and the registry of kinds must agree."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from .kinds import KINDS


@register
def check_profile_kinds(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Every kind that the profile discloses exists (its cycle and legal basis the profile's loader demands)."""
    known = {kind.slug for kind in KINDS}
    return [
        Error(
            f"The profile {settings.PROFILE.slug} discloses {slug!r}, which is no kind.",
            hint=f"Known kinds: {', '.join(sorted(known))}.",
            id="disclosures.E001",
        )
        for slug in settings.PROFILE.kinds
        if slug not in known
    ]
