from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from desk import roles
from desk.approval_boxes import confirm_lines
from desk.emergency import find_public

from .common import official, page

LONGEST = 500


def emergency(request: HttpRequest) -> HttpResponse:
    """At any hour, from a phone: find what must not be public, and take it down in two steps."""
    user = official(request)
    if not roles.has_duty(user, roles.Duty.TAKE_DOWN):
        raise PermissionDenied
    asked = request.GET.get("q", "")[:LONGEST].replace("\x00", "")
    return page(
        request,
        "desk/emergency.html",
        title=_("Take something down at once"),
        asked=asked,
        found=find_public(user, asked),
        to_confirm=confirm_lines(user, timezone.now()),
    )
