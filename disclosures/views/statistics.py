"""Statistics as pages and tables, one breakdown on each address."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from disclosures.statistics import BREAKDOWNS, Breakdown, all_sites, groups_by
from disclosures.statistics.bars import charts_of, status_chart
from disclosures.statistics.tables import columns_of
from sites.csv import csv_response
from sites.money import entry_unit_name


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """Every site together, and the ways to break them down."""
    figures = all_sites(timezone.now())
    context = {"figures": figures, "chart": status_chart(figures), "breakdowns": BREAKDOWNS.values()}
    return render(request, "disclosures/statistics.html", context)


@require_safe
def statistics_by(request: HttpRequest, slug: str) -> HttpResponse:
    """One breakdown: its charts, and every figure as a table. At most four statements, once the figures are counted."""
    breakdown = _breakdown(slug)
    now = timezone.now()
    groups = groups_by(breakdown, now)
    context = {
        "breakdown": breakdown,
        "breakdowns": BREAKDOWNS.values(),
        "groups": groups,
        "figures": all_sites(now),
        "charts": charts_of(groups, breakdown),
        "unit": entry_unit_name(get_language() or settings.LANGUAGE_CODE),
    }
    return render(request, "disclosures/statistics_by.html", context)


@require_safe
def statistics_csv(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The table of a breakdown with every figure."""
    breakdown = _breakdown(slug)
    groups = groups_by(breakdown, timezone.now())
    return csv_response(name=str(breakdown.title), columns=columns_of(breakdown), rows=groups)


def _breakdown(slug: str) -> Breakdown:
    if slug not in BREAKDOWNS:
        raise Http404(f"There are no statistics by {slug!r}.")
    return BREAKDOWNS[slug]
