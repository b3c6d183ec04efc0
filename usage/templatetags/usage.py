"""What the page of the use writes."""

from django import template
from django.conf import settings

register = template.Library()


@register.filter
def language_name(code: str) -> str:
    """The name of one of the city's languages, in the reader's."""
    return str(dict(settings.LANGUAGES).get(code, code))
