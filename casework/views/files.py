"""A file that a citizen sent, as it was written anew: to be saved, never shown by the browser in our name."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from casework.access import visible_cases
from casework.models import CheckState, FileCheck
from desk.views.common import official


@require_safe
@never_cache
def arrived_file(request: HttpRequest, object_id: str, file: UUID) -> HttpResponse:
    """Only what was checked, and only to whoever may read the case it came with."""
    case = visible_cases(official(request)).filter(number=object_id).first()
    if case is None:
        raise Http404
    checked = FileCheck.objects.filter(pk=file, state=CheckState.CLEAN).select_related("file").first()
    if checked is None or not _came_with(checked, case):
        raise Http404
    response = HttpResponse(bytes(checked.content or b""), content_type=checked.media_type)
    name = checked.file.name or str(file)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=_named(name, checked))
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _came_with(checked: FileCheck, case: object) -> bool:
    """With the case itself, or with what the citizen said later."""
    arrivals = {getattr(case, "arrival_id", None), *case.exchanges.values_list("arrival", flat=True)}  # type: ignore[attr-defined]
    return checked.file.arrival_id in arrivals


def _named(name: str, checked: FileCheck) -> str:
    """A picture is a JPEG now, whatever it was."""
    if checked.media_type != "image/jpeg" or name.lower().endswith((".jpg", ".jpeg")):
        return name
    return f"{name.rpartition('.')[0] or name}.jpg"
