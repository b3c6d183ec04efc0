"""The lists of sites, departments and officers as tables (CSV)."""

from django.http import HttpRequest, HttpResponseBadRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .csv import by_key, csv_response
from .directory import officers_found
from .figures import sites_by_department
from .filters import SiteFilter
from .models import ConstructionSite
from .tables import DEPARTMENT_COLUMNS, OFFICER_COLUMNS, SITE_COLUMNS
from .views.directory import words_of


@require_safe
def site_csv(request: HttpRequest) -> HttpResponseBase:
    """Every site that the list finds with the same filters, past the last page that it shows too."""
    sites = SiteFilter(request.GET, queryset=ConstructionSite.objects.disclosed().with_directory())
    if not sites.is_valid():
        return HttpResponseBadRequest(sites.form.errors.as_text(), content_type="text/plain; charset=utf-8")
    return csv_response(name=_("construction sites"), columns=SITE_COLUMNS, rows=by_key(sites.qs))


@require_safe
def officer_csv(request: HttpRequest) -> HttpResponseBase:
    """The officers of the directory, by the same words."""
    return csv_response(name=_("officers"), columns=OFFICER_COLUMNS, rows=by_key(officers_found(words_of(request))))


@require_safe
def department_csv(request: HttpRequest) -> HttpResponseBase:
    """Every department with its phone and the number of its sites."""
    return csv_response(name=_("departments"), columns=DEPARTMENT_COLUMNS, rows=sites_by_department())
