"""Late updates as a page and a table."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from disclosures.forms import DepartmentForm
from disclosures.kinds import kind_by_slug
from disclosures.late import columns_on, late_updates
from sites.csv import by_key, csv_response
from sites.paging import PER_PAGE, page_of


@require_safe
def late_list(request: HttpRequest) -> HttpResponse:
    """What is past its day, of all departments or of one, the longest first. At most four statements."""
    form, today = _form(request), timezone.localdate()
    page = page_of(request, Paginator(late_updates(today, form.cleaned_data["department"]), PER_PAGE))
    lines = [(duty, kind_by_slug(duty.kind).title, duty.days_late(today)) for duty in page.object_list]
    return render(request, "disclosures/late_list.html", {"form": form, "page": page, "lines": lines})


@require_safe
def late_csv(request: HttpRequest) -> HttpResponseBase:
    """The same as a table, every row of it."""
    form, today = _form(request), timezone.localdate()
    rows = by_key(late_updates(today, form.cleaned_data["department"]))
    return csv_response(name=_("late updates"), columns=columns_on(today), rows=rows)


def _form(request: HttpRequest) -> DepartmentForm:
    form = DepartmentForm(request.GET)
    if not form.is_valid():
        raise Http404("There is no such department.")
    return form
