"""What the page of the use writes."""

import datetime

from django import template
from django.conf import settings
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def language_name(code: str) -> str:
    """The name of one of the city's languages, in the reader's."""
    return str(dict(settings.LANGUAGES).get(code, code))


@register.filter
def month_day(value: datetime.date) -> SafeString:
    """A day of the last weeks, for a column: the year stands above it."""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), date_format(value, "MONTH_DAY_FORMAT"))
