"""What every page knows: whose site it is, whether its data are a demonstration, or all of it is practice."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language


def city(request: HttpRequest) -> dict[str, Any]:
    names = settings.PROFILE.city
    language = get_language() or settings.LANGUAGE_CODE
    return {
        "city_name": names.get(language) or names.get("en") or next(iter(names.values())),
        "call_centre": settings.PROFILE.call_centre,
        "is_demo": settings.DEMO,
        "is_training": settings.TRAINING,
        "has_masthead": settings.MASTHEAD,
    }
