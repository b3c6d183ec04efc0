from django.http import Http404, HttpRequest, HttpResponse

from desk.models import StoredFile
from disclosures.models import ImageFormat
from disclosures.models.released_file import extension_of

from .common import official


def stored_file(request: HttpRequest, sha256: str) -> HttpResponse:
    """A cleaned upload, with ?thumbnail its small picture, with ?size=640.webp one of its sizes.

    A digest cannot be guessed; the role is asked as well.
    """
    if not official(request).has_perm("desk.view_storedfile"):
        raise Http404
    file = StoredFile.objects.filter(pk=sha256).first()
    if file is None:
        raise Http404
    content, media_type = _as_asked(request, file)
    response = HttpResponse(content, content_type=media_type)
    kind = "inline" if file.media_type.startswith("image/") else "attachment"
    response["Content-Disposition"] = f'{kind}; filename="{sha256[:12]}.{extension_of(media_type)}"'
    response["Cache-Control"] = "private, max-age=3600"
    return response


def _as_asked(request: HttpRequest, file: StoredFile) -> tuple[bytes, str]:
    """The bytes and their media type; the whole file where it has no such size."""
    width, _dot, image_format = request.GET.get("size", "").partition(".")
    if width.isdecimal() and image_format in ImageFormat.values:
        found = file.renditions.filter(width=int(width[:6]), image_format=image_format).first()
        if found is not None:
            return bytes(found.content), ImageFormat(image_format).media_type
    if "thumbnail" in request.GET and file.thumbnail is not None:
        return bytes(file.thumbnail), ImageFormat.JPEG.media_type
    return bytes(file.content), file.media_type
