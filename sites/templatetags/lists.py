"""How lists of sites say distances."""

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
