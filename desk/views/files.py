from django.http import Http404, HttpRequest, HttpResponse

from desk.models import StoredFile

from .common import official


def stored_file(request: HttpRequest, sha256: str) -> HttpResponse:
    """A cleaned upload, or with ?thumbnail its small picture. A digest cannot be guessed; the role is asked as well."""
    if not official(request).has_perm("desk.view_storedfile"):
        raise Http404
    file = StoredFile.objects.filter(pk=sha256).first()
    if file is None:
        raise Http404
    small = file.thumbnail if "thumbnail" in request.GET else None
    response = HttpResponse(
        bytes(small or file.content), content_type="image/jpeg" if small is not None else file.media_type
    )
    kind = "inline" if file.media_type.startswith("image/") else "attachment"
    response["Content-Disposition"] = f'{kind}; filename="{sha256[:12]}"'
    response["Cache-Control"] = "private, max-age=3600"
    return response
