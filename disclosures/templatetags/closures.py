"""A closure on a page: its days and its hours."""

import datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from disclosures.closures import Closure
from disclosures.closures.words import hours_in_words, lanes_in_words
from sites.templatetags.allimi import day, in_content_language

register = template.Library()


@register.filter
def closure_hours(closure: Closure) -> SafeString | str:
    """The hours in words; what officials wrote otherwise is marked with its language."""
    written = hours_in_words(closure)
    return in_content_language(written) if written == closure.schedule.closure_hours.strip() else written


@register.filter
def closure_lanes(closure: Closure) -> str:
    return lanes_in_words(closure)


@register.filter
def closure_days(closure: Closure) -> SafeString | str:
    """One day, or the first and the last."""
    if closure.starts_on == closure.ends_on:
        return day(closure.starts_on)
    return format_html(_("{} to {}"), day(closure.starts_on), day(closure.ends_on))


@register.filter
def closure_state(closure: Closure, now: datetime.datetime) -> str:
    """«now», «over», «perhaps» where the hours of today are not known, or empty while it is still to come."""
    if closure.is_over(now):
        return "over"
    if not closure.is_at(now):
        return ""
    return "now" if closure.hours else "perhaps"
