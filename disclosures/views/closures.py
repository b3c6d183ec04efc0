"""Road and lane closures as a page, a table and a calendar."""

from collections.abc import Callable

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from disclosures.closures import Closure, ClosureQuerySet, closures
from disclosures.closures.calendars import MOST_EVENTS, closure_calendar, extensions_of, site_calendar
from disclosures.closures.filters import ClosureFilter, When, week_of
from disclosures.closures.tables import CLOSURE_COLUMNS
from sites.csv import by_key, csv_response
from sites.models import ConstructionSite
from sites.paging import PER_PAGE, page_of


@require_safe
def closure_list(request: HttpRequest) -> HttpResponse:
    """Closures now, today, this week or to come, on a road, by district."""
    now = timezone.now()
    form = ClosureFilter(request.GET)
    context = {"form": form, "now": now, "when": When, "week": week_of(timezone.localtime(now).date())}
    if form.is_valid():
        page = page_of(request, Paginator(form.found(now).by_district().with_sites(), PER_PAGE))
        context |= {
            "page": page,
            "closures": [Closure(row) for row in page.object_list],
            "chosen": form.when_chosen,
            "feed": form.feed_query,
        }
    return render(request, "disclosures/closure_list.html", context)


@require_safe
def closure_csv(request: HttpRequest) -> HttpResponseBase:
    """What the page lists with the same filters, as a table."""
    form = ClosureFilter(request.GET)
    if not form.is_valid():
        return HttpResponseBadRequest(form.errors.as_text(), content_type="text/plain; charset=utf-8")
    rows = (Closure(row) for row in by_key(form.found(timezone.now()).with_sites()))
    return csv_response(name=_("road closures"), columns=CLOSURE_COLUMNS, rows=rows)


@require_safe
def closure_feed(request: HttpRequest) -> HttpResponse:
    """Every closure that goes on or comes, by the page's road and district, to subscribe to."""
    form = ClosureFilter({**request.GET.dict(), "when": When.COMING})
    if not form.is_valid():
        return HttpResponseBadRequest(form.errors.as_text(), content_type="text/plain; charset=utf-8")
    return _feed(request, form.found(timezone.now()), name=_("Road closures"), filename="closures.ics")


@require_safe
def site_closure_feed(request: HttpRequest, code: str) -> HttpResponse:
    """The closures of one site that go on or come."""
    site = _disclosed(code)
    found = closures().not_over(timezone.localdate()).for_site(site)
    name = _("Road closures: %(site)s") % {"site": site.localized_name}
    return _feed(request, found, name=name, filename=f"closures-{site.code}.ics")


@require_safe
def site_milestones(request: HttpRequest, code: str) -> HttpResponse:
    """Start, completion and extensions of one site's works."""
    site = _disclosed(code)
    content = site_calendar(site, extensions_of(site), address=site_addresses(request)(site))
    return calendar_response(content, f"works-{site.code}.ics")


def _feed(request: HttpRequest, found: ClosureQuerySet, *, name: str, filename: str) -> HttpResponse:
    rows = found.by_day().with_sites()[:MOST_EVENTS]
    content = closure_calendar((Closure(row) for row in rows), name=name, address=site_addresses(request))
    return calendar_response(content, filename)


def calendar_response(content: bytes, filename: str) -> HttpResponse:
    """A calendar to subscribe to."""
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=filename) or ""
    return response


def site_addresses(request: HttpRequest) -> Callable[[ConstructionSite], str]:
    """The absolute address of a site's page, by the host that was asked."""
    return lambda site: request.build_absolute_uri(site.get_absolute_url())


def _disclosed(code: str) -> ConstructionSite:
    return get_object_or_404(ConstructionSite.objects.disclosed(), code=code)
