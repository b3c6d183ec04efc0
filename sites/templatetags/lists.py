"""How lists say distances and numbers of firms."""

from django import template
from django.utils.formats import number_format

register = template.Library()


@register.filter
def distance(metres: float | str | None) -> str:
    """320.4 → 320 m, 1240 → 1.2 km; empty where no place was asked for."""
    if metres is None or metres == "":
        return ""
    metres = float(metres)
    return f"{round(metres, -1):.0f} m" if metres < 995 else f"{number_format(metres / 1000, 1)} km"


@register.filter
def registration(digits: str) -> str:
    """0008410140 → 000-84-10140, as Korean business registration numbers are written; another country's as it is."""
    return f"{digits[:3]}-{digits[3:5]}-{digits[5:]}" if len(digits) == 10 else digits
