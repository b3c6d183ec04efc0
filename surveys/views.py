"""The pages of surveys that anybody reads: which there are, what one asks, and what came of it."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from sites.csv import Column, csv_response
from sites.paging import PER_PAGE, page_of

from .answering import questions_of, show_questions
from .forms import AnswerForm
from .models import Survey
from .results import Bar, Drawn, results_of, rows_of

Row = tuple[Drawn, Bar | None]
COLUMNS = (
    Column[Row](gettext_lazy("place"), lambda row: row[0].position),
    Column[Row](gettext_lazy("question"), lambda row: row[0].question),
    Column[Row](gettext_lazy("choice"), lambda row: row[1].label if row[1] else _("all who answered")),
    Column[Row](gettext_lazy("number"), lambda row: _number(row)),
    Column[Row](gettext_lazy("share (%)"), lambda row: row[1].share if row[1] else None),
)


@require_safe
def survey_list(request: HttpRequest) -> HttpResponse:
    """Those that are open, come and are over; of a site with its code. At most eight statements."""
    today, site = timezone.localdate(), request.GET.get("site", "").replace("\x00", "")
    found = Survey.objects.for_pages().of_site(site)
    context = {
        "open": found.open_on(today).listed(),
        "coming": found.coming(today).listed(),
        "page": page_of(request, Paginator(found.over(today), PER_PAGE)),
        "site": site,
    }
    return render(request, "surveys/list.html", context)


@require_safe
def survey_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What it asks while it is open, what came of it afterwards; 410 with date and ground where it was withdrawn."""
    survey = Survey.objects.for_pages().filter(pk=pk).first()
    if survey is None:
        raise Http404("There is no such survey.")
    if not survey.is_shown:
        return render(request, "surveys/gone.html", {"survey": survey}, status=410)
    if survey.is_open_on(timezone.localdate()):
        return show_questions(request, survey, AnswerForm(questions=questions_of(survey)))
    if survey.results_at is None:
        return render(request, "surveys/over.html", {"survey": survey})
    return render(request, "surveys/results.html", {"survey": survey, "results": results_of(survey)})


@require_safe
def survey_csv(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The results as a table."""
    survey = Survey.objects.shown().filter(pk=pk, results_at__isnull=False).first()
    if survey is None:
        raise Http404("There are no results.")
    name = _("survey")
    return csv_response(name=f"{name} {survey.pk}", columns=COLUMNS, rows=list(rows_of(survey)))


def _number(row: Row) -> object:
    """Too few to be told is no empty cell: that would be read as none."""
    drawn, bar = row
    number = bar.number if bar else drawn.answered
    return _("fewer than 5") if number is None else number
