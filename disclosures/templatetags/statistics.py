"""Figures of statistics on a page."""

from decimal import Decimal

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from disclosures.statistics import Figures
from sites.money import entry_unit
from sites.templatetags.allimi import percent, points, thousands

register = template.Library()

NOTHING = "–"


@register.filter
def signed_percent(value: Decimal | None) -> str:
    """+3.2%, −0.5%, 0.0%; a dash where nothing is known."""
    if value is None:
        return NOTHING
    rounded = round(value, 1)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
    return f"{sign}{points(rounded)}%"


@register.filter
def in_units(amount: int | None) -> str:
    """An amount in the unit that the heading names, rounded to a whole one; below one with a decimal."""
    if amount is None:
        return NOTHING
    units = Decimal(amount) / entry_unit()
    return f"{units:,.0f}" if abs(units) >= 10 else f"{units:,.1f}"


@register.simple_tag
def figure_cells(figures: Figures) -> SafeString:
    """The cells of a group's row, in the order of the headings."""
    written = (
        thousands(figures.sites),
        thousands(figures.ongoing),
        in_units(figures.amount),
        signed_percent(figures.change_percent),
        thousands(figures.changed),
        percent(figures.planned_mean) or NOTHING,
        percent(figures.actual_mean) or NOTHING,
        thousands(figures.behind) if figures.reported else NOTHING,
        thousands(figures.overdue),
        thousands(figures.extended),
    )
    return format_html_join("", '<td class="number">{}</td>', ((cell,) for cell in written))
