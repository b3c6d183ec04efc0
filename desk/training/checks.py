"""System checks: a training ground says so on every page, and reaches nobody outside."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register

_CONSOLE = "django.core.mail.backends.console.EmailBackend"


@register
def check_training(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """What practice must never do: pass for the city's data, write to officials, or pull from One-PMIS."""
    if not settings.TRAINING:
        return []
    wrong = [
        (not settings.DEMO, "ALLIMI_TRAINING needs ALLIMI_DEMO=true: invented data have to say so on every page."),
        (settings.EMAIL_BACKEND != _CONSOLE, "A training must not write letters."),
        (bool(settings.ONEPMIS_ADDRESS), "A training must not pull from One-PMIS."),
    ]
    hint = "See docs/training.md; a training has an environment and a database of its own."
    return [Error(words, hint=hint, id="desk.E020") for is_wrong, words in wrong if is_wrong]
