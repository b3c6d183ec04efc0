"""What the page of the use writes."""

import datetime
from typing import Any

from django import template
from django.conf import settings
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

register = template.Library()

# The types of pages that readers know; another one is called by its view.
_PAGES: dict[str, Any] = {
    "disclosures:home": _("Home"),
    "sites:site-list": _("Find a site"),
    "sites:map": _("Map"),
    "disclosures:site-detail": _("Page of a site"),
    "disclosures:kind-list": _("One kind of data of a site"),
    "disclosures:item-history": _("History of an item"),
    "disclosures:closure-list": _("Closures"),
    "disclosures:statistics": _("Statistics"),
    "disclosures:firm-list": _("Firms"),
    "sites:department-list": _("Departments"),
    "answers:question-list": _("Questions and answers"),
    "hearings:hearing-list": _("Briefings and hearings"),
    "newsletters:bulletin-list": _("Newsletter and press"),
    "surveys:survey-list": _("Surveys"),
}


@register.filter
def language_name(code: str) -> str:
    """The name of one of the city's languages, in the reader's."""
    return str(dict(settings.LANGUAGES).get(code, code))


@register.filter
def month_day(value: datetime.date) -> SafeString:
    """A day of the last weeks, for a column: the year stands above it."""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), date_format(value, "MONTH_DAY_FORMAT"))


@register.filter
def page_name(view: str) -> str:
    """A type of pages in the reader's words."""
    return str(_PAGES.get(view, view))
