"""The public ledger of what is withheld, as a page and a table."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from disclosures.forms import WithheldForm
from disclosures.withheld import COLUMNS, by_ground, field_of, kind_of, withheld_now
from sites.csv import by_key, csv_response
from sites.paging import PER_PAGE, page_of


@require_safe
def withheld_list(request: HttpRequest) -> HttpResponse:
    """What is withheld now and why, narrowed by department and ground. At most five statements."""
    form = _form(request)
    page = page_of(request, Paginator(withheld_now(**form.cleaned_data), PER_PAGE))
    context = {
        "form": form,
        "page": page,
        "grounds": by_ground(withheld_now(form.cleaned_data["department"])),
        "lines": [(row, kind_of(row).title, field_of(row)) for row in page.object_list],
        "today": timezone.localdate(),
    }
    return render(request, "disclosures/withheld_list.html", context)


@require_safe
def withheld_csv(request: HttpRequest) -> HttpResponseBase:
    """The same as a table, every row of it."""
    rows = by_key(withheld_now(**_form(request).cleaned_data))
    return csv_response(name=_("withheld fields"), columns=COLUMNS, rows=rows)


def _form(request: HttpRequest) -> WithheldForm:
    form = WithheldForm(request.GET)
    if not form.is_valid():
        raise Http404("There is no such department or ground.")
    return form
