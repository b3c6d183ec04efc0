"""What a screen's template needs beside the site's own words."""

import datetime
from collections.abc import Sequence

from django import template
from django.utils.dates import MONTHS

from disclosures.closures import Closure
from disclosures.closures.words import hours_in_words, lanes_in_words

register = template.Library()


@register.filter
def milliseconds(moment: datetime.datetime | None) -> str:
    """Since 1970, as scripts count; empty for never."""
    return "" if moment is None else str(int(moment.timestamp() * 1000))


@register.filter
def hours_of(closure: Closure) -> str:
    return hours_in_words(closure)


@register.filter
def lanes_of(closure: Closure) -> str:
    return lanes_in_words(closure)


@register.filter
def month_names(months: Sequence[int]) -> str:
    """The months of a season as they are called, in its order: winter is November, December, January."""
    return ", ".join(str(MONTHS[month]) for month in months)
