"""What charts repeat, as SVG and HTML: bars, spans, marks, and the rows of the tables that give the same numbers."""

import html
from collections.abc import Sequence

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from sites.templatetags.allimi import day, money_short, percent

from .numbers import Amendment, Extension, Report
from .payment_bars import Bar
from .timeline import Span, Timeline
from .words import signed_points


def report_rows(reports: Sequence[Report]) -> SafeString:
    """The numbers that an S-curve draws."""
    return mark_safe(  # noqa: S308  (numbers and dates)
        "".join(
            f'<tr><th scope="row">{report.as_of_on.isoformat()}</th><td class="number">{percent(report.planned)}</td>'
            f'<td class="number">{percent(report.actual)}</td><td class="number">{signed_points(report.gap)}</td></tr>'
            for report in reports
        )
    )


def bar_shapes(bars: Sequence[Bar]) -> SafeString:
    """Label, amount, track and bar of each tier."""
    return mark_safe(  # noqa: S308  (made of escaped parts)
        "".join(
            f'<text y="{bar.text_y}">{html.escape(bar.label)}</text>'
            f'<text x="100%" y="{bar.text_y}" text-anchor="end">{html.escape(bar.amount)}</text>'
            f'<rect class="chart-track" y="{bar.bar_y}" width="100%" height="1em"/>'
            f'<rect class="chart-bar" y="{bar.bar_y}" width="{bar.length}%" height="1em"/>'
            for bar in bars
        )
    )


def bar_rows(bars: Sequence[Bar]) -> SafeString:
    return mark_safe(  # noqa: S308  (made of escaped parts)
        "".join(
            f'<tr><th scope="row">{html.escape(bar.label)}</th><td class="number">{html.escape(bar.exact)}</td>'
            f'<td class="number">{bar.rate}</td><td class="number">{bar.total.payments:,}</td></tr>'
            for bar in bars
        )
    )


def span_shapes(spans: Sequence[Span]) -> SafeString:
    return mark_safe(  # noqa: S308  (numbers)
        "".join(
            f'<rect class="span-{span.shape}" x="{span.x}" y="{span.bar_y}" width="{span.width}" height="1em"/>'
            for span in spans
        )
    )


def span_labels(spans: Sequence[Span]) -> SafeString:
    return mark_safe(  # noqa: S308  (made of escaped parts)
        "".join(f'<text y="{span.text_y}">{html.escape(span.label)}</text>' for span in spans)
    )


def timeline_rows(chart: Timeline) -> SafeString:
    """The period as agreed first and as it is now, and every step between."""
    site = chart.site
    rows = [
        (_("As agreed first"), day(site.starts_on), day(site.original_ends_on or site.ends_on), ""),
        (_("Now"), day(site.starts_on), day(site.ends_on), ""),
        *(_extension(each) for each in chart.numbers.extensions),
        *(_amendment(each) for each in chart.numbers.amendments),
    ]
    return mark_safe(  # noqa: S308  (made of escaped parts)
        "".join(
            f'<tr><th scope="row">{html.escape(title)}</th><td>{before}</td><td>{after}</td><td>{decided}</td></tr>'
            for title, before, after, decided in rows
        )
    )


def _extension(each: Extension) -> tuple[str, str, str, str]:
    title = _("Extension %(number)s: +%(days)s days") % {"number": each.number, "days": each.longer_by}
    return title, day(each.before_on), day(each.after_on), day(each.decided_on)


def _amendment(each: Amendment) -> tuple[str, str, str, str]:
    title = _("Design change %(number)s") % {"number": each.number}
    return title, html.escape(money_short(each.before)), html.escape(money_short(each.after)), day(each.decided_on)
