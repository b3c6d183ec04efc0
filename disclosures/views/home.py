"""The first page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from disclosures.closures import Closure, closures_on
from disclosures.newest import newest_releases
from sites.figures import sites_by_district, sites_by_status
from sites.maps import Outline, district_map
from sites.milestones import milestones
from sites.models import District

_CLOSURES = 5
# A district's colour on the map by its share of the largest number; the number itself stands beside.
_SHADES = 4


@dataclass(frozen=True)
class DrawnDistrict:
    district: District
    number: int
    outline: Outline
    shade: int


# Only the script that asks for the reader's position, after a tap.
@csp_update({"script-src": [SELF]})
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Search, works that begin, end and are late, closures, districts and what changed last. Seven statements."""
    today = timezone.localdate()
    statuses = sites_by_status()
    districts = sites_by_district()
    newest = newest_releases()
    context = {
        "today": today,
        "statuses": statuses,
        "total": sum(number for status, number in statuses),
        "districts": districts,
        "map": _drawn(districts),
        "newest": [entry for entry in newest if entry.is_of(today)] or newest,
        "is_newest_of_today": any(entry.is_of(today) for entry in newest),
        "milestones": milestones(today),
        "closures": _closures_of(today),
    }
    return render(request, "disclosures/home.html", context)


def _closures_of(today: date) -> list[Closure]:
    """The first closures of the day; the rest has a page of its own."""
    return [Closure(schedule) for schedule in closures_on(today).select_related("release__site").by_day()[:_CLOSURES]]


def _drawn(districts: list[tuple[District, int]]) -> Mapping[str, object] | None:
    """The map of the profile's city with its numbers; None where it has none."""
    found = district_map(settings.PROFILE.slug)
    if found is None:
        return None
    outlines = {outline.code: outline for outline in found.outlines}
    most = max((number for _, number in districts), default=0) or 1
    drawn = [
        DrawnDistrict(district, number, outlines[district.code], -(-number * _SHADES // most))
        for district, number in districts
        if district.code in outlines
    ]
    return {"view_box": found.view_box, "districts": drawn}
