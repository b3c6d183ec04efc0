"""Calendars of many sites."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from disclosures.views.closures import calendar_response, site_addresses
from feeds.calendars import coming_milestones
from sites.models import District


@require_safe
def milestones(request: HttpRequest) -> HttpResponse:
    """When works begin and end in the city, or in the district that `district` names."""
    code = request.GET.get("district", "")
    district = get_object_or_404(District, code=code) if code else None
    content = coming_milestones(district, today=timezone.localdate(), address=site_addresses(request))
    return calendar_response(content, f"milestones-{district.code}.ics" if district else "milestones.ics")
