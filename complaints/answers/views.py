"""Public questions as a list and one by one, and the departments' figures."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from complaints.models import PublicQuestion, VoiceFigures
from sites.csv import csv_response
from sites.paging import PER_PAGE, page_of

from .figures import COLUMNS, charts_of, figures_of
from .forms import QuestionFilter


@require_safe
def question_list(request: HttpRequest) -> HttpResponse:
    """What was asked, the newest first, searched and narrowed. At most four statements."""
    form = QuestionFilter(request.GET)
    if not form.is_valid():
        raise Http404("There is no such department or kind.")
    chosen = form.cleaned_data
    found = PublicQuestion.objects.shown().narrowed(
        site=chosen["site"], department=chosen["department"], post=chosen["post"], is_answered=chosen["answered"]
    )
    page = page_of(request, Paginator(found.with_words(chosen["words"]).for_pages(), PER_PAGE))
    is_narrowed = any(value not in (None, "") for value in chosen.values())
    return render(request, "complaints/answers/list.html", {"form": form, "page": page, "is_narrowed": is_narrowed})


@require_safe
def question_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One question with its answer; 410 with date and ground where it was taken down. One statement."""
    try:
        question = PublicQuestion.objects.for_pages().get(pk=pk)
    except PublicQuestion.DoesNotExist:
        raise Http404("There is no such question.") from None
    if not question.is_shown:
        return render(request, "complaints/answers/gone.html", {"question": question}, status=410)
    return render(request, "complaints/answers/detail.html", {"question": question})


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """How each department answers, drawn and as a table, year by year. Two statements."""
    years = VoiceFigures.objects.years()
    year = _year(request, years)
    whole, departments = figures_of(year)
    context = {
        "years": years,
        "year": year,
        "whole": whole,
        "departments": departments,
        "charts": charts_of(departments),
    }
    return render(request, "complaints/answers/figures.html", context)


@require_safe
def figures_csv(request: HttpRequest) -> HttpResponseBase:
    """The same as a table."""
    whole, departments = figures_of(_year(request, VoiceFigures.objects.years()))
    rows = [*departments, *([whole] if whole else [])]
    return csv_response(name=_("questions and answers"), columns=COLUMNS, rows=rows)


def _year(request: HttpRequest, years: list[int]) -> int:
    """The year that was asked for, else the newest."""
    asked = request.GET.get("year", "")
    if not asked:
        return years[0] if years else timezone.localdate().year
    if not (asked.isascii() and asked.isdigit() and len(asked) == 4 and int(asked) in years):
        raise Http404("There are no figures of this year.")
    return int(asked)
