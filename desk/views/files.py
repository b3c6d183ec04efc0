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
    is_small = "thumbnail" in request.GET and file.thumbnail is not None
    response = HttpResponse(
        bytes(file.thumbnail if is_small else file.content),
        content_type="image/jpeg" if is_small else file.media_type,
    )
    kind = "inline" if is_small or file.media_type.startswith("image/") else "attachment"
    response["Content-Disposition"] = f'{kind}; filename="{sha256[:12]}"'
    response["Cache-Control"] = "private, max-age=3600"
    return response
