"""What stands on every page of the journey."""

from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import get_language

from complaints.channels import channels

register = template.Library()


@register.inclusion_tag("complaints/asking/_danger.html")
def danger(short: bool = False) -> dict[str, Any]:
    """Whom to call in danger, and the call centre; `short`: their numbers alone are seen, their names read aloud."""
    ways = channels(settings.PROFILE.slug, get_language() or settings.LANGUAGE_CODE)
    return {"emergencies": ways.emergencies, "call_centre": settings.PROFILE.call_centre, "is_short": short}


@register.filter
def of(words: dict[str, Any] | None, key: Any) -> Any:
    """What a table of words says of a value; nothing where it says nothing."""
    return (words or {}).get(str(key), "")
