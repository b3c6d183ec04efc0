"""The city's briefings and hearings as a page and as a calendar."""

import datetime

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from disclosures.closures.calendars import MOST_EVENTS
from disclosures.views.closures import calendar_response, site_addresses
from sites.models import District
from sites.paging import PER_PAGE, page_of

from .calendars import hearing_calendar
from .forms import HearingFilter
from .reading import hearings

_BACK = datetime.timedelta(days=90)  # how long a calendar keeps what is over


@require_safe
def hearing_list(request: HttpRequest) -> HttpResponse:
    """Those to come, and page by page those that were, in the city or in a district. At most seven statements."""
    form = HearingFilter(request.GET)
    today, district = timezone.localdate(), _district(form)
    found = hearings().in_district(district)
    context = {
        "coming": found.coming(today).with_sites(),
        "page": page_of(request, Paginator(found.past(today).with_sites(), PER_PAGE)),
        "form": form,
        "district": district,
    }
    return render(request, "hearings/list.html", context)


@require_safe
def hearing_feed(request: HttpRequest) -> HttpResponse:
    """Those to come and of the last three months, to subscribe to."""
    district = _district(HearingFilter(request.GET))
    name = _("Briefings and hearings")
    found = hearings().in_district(district).coming(timezone.localdate() - _BACK).select_related("release__site")
    content = hearing_calendar(
        found[:MOST_EVENTS],
        name=name if district is None else f"{name}: {district.localized_name}",
        address=site_addresses(request),
    )
    return calendar_response(content, "hearings.ics")


def _district(form: HearingFilter) -> District | None:
    if not form.is_valid():
        raise Http404("There is no such district.")
    return District.objects.filter(pk=form.cleaned_data["district"]).first()
