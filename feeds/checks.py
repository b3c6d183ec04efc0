"""System checks: what the operator set must be of use."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from .verification import PORTALS


@register
def check_verification(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Each portal of ALLIMI_SITE_VERIFICATION is known, and its code stands on one line."""
    wrong = [
        portal
        for portal, code in settings.SITE_VERIFICATION.items()
        if portal not in PORTALS or not code.strip() or not code.isprintable()
    ]
    return [
        Error(
            f"ALLIMI_SITE_VERIFICATION: {portal!r} is no known portal, or has no code.",
            hint=f"Write {'=…,'.join(PORTALS)}=…, with the code alone and not the whole tag.",
            id="feeds.E001",
        )
        for portal in wrong
    ]
