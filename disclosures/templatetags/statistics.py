"""CountedFigures of statistics on a page."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from disclosures.statistics.words import NOTHING, in_units, signed_percent, tenths
from sites.models import CountedFigures
from sites.templatetags.allimi import thousands

register = template.Library()

register.filter(signed_percent)
register.filter(tenths)


@register.simple_tag
def figure_cells(figures: CountedFigures) -> SafeString:
    """The cells of a group's row, in the order of the headings."""
    written = (
        thousands(figures.sites),
        thousands(figures.ongoing),
        in_units(figures.amount),
        signed_percent(figures.change_percent),
        thousands(figures.changed),
        tenths(figures.planned_mean),
        tenths(figures.actual_mean),
        thousands(figures.behind) if figures.reported else NOTHING,
        thousands(figures.overdue),
        thousands(figures.extended),
        tenths(figures.late_percent),
    )
    return format_html_join("", '<td class="number">{}</td>', ((cell,) for cell in written))
