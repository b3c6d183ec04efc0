"""Released images and documents, by the digest of their bytes."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from disclosures.kinds.fields import DOCUMENTS
from disclosures.models import ImageFormat, ReleasedFile, ReleasedRendition
from disclosures.models.released_file import extension_of

# Ask each time: what was taken down must not be shown from a cache, and an unchanged file costs a 304.
_CACHE_CONTROL = "public, no-cache"
# Opened on its own, a file may run nothing, whatever hides in it.
_POLICY = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"


@require_safe
def file_content(request: HttpRequest, sha256: str) -> HttpResponseBase:
    """The file itself; 404 unless a release that citizens may read shows it."""
    found = get_object_or_404(ReleasedFile.objects.shown().without_bytes(), sha256=sha256)
    return _conditional(
        request,
        found.sha256,
        media_type=found.media_type,
        name=found.sha256[:12],
        read=lambda: ReleasedFile.objects.shown().bytes_of(sha256=sha256, column="content"),
    )


@require_safe
def file_thumbnail(request: HttpRequest, sha256: str) -> HttpResponseBase:
    """The picture, small; documents have none."""
    found = get_object_or_404(ReleasedFile.objects.shown().without_bytes(), sha256=sha256)
    return _conditional(
        request,
        f"{found.sha256}-thumbnail",
        media_type=ImageFormat.JPEG.media_type,
        name=found.sha256[:12],
        read=lambda: ReleasedFile.objects.shown().bytes_of(sha256=sha256, column="thumbnail"),
    )


@require_safe
def file_rendition(request: HttpRequest, sha256: str, width: int, image_format: str) -> HttpResponseBase:
    """The picture in one of its sizes and formats."""
    wanted = ReleasedRendition.objects.of_file(sha256=sha256, image_format=image_format, width=width)
    found = get_object_or_404(wanted.without_bytes())
    return _conditional(
        request,
        f"{sha256}-{width}-{image_format}",
        media_type=ImageFormat(found.image_format).media_type,
        name=f"{sha256[:12]}-{width}",
        read=lambda: wanted.values_list("content", flat=True).first(),
    )


def _conditional(
    request: HttpRequest, tag: str, *, media_type: str, name: str, read: Callable[[], bytes | memoryview | None]
) -> HttpResponseBase:
    """304 where the browser has it already, and then the bytes are never read."""
    etag = quote_etag(tag)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        content = read()
        if content is None:  # a document has no thumbnail, or it was taken down this very moment
            raise Http404
        response = HttpResponse(bytes(content), content_type=media_type)
        response["Content-Disposition"] = _disposition(name, media_type)
        response["Content-Security-Policy"] = _POLICY
        response["X-Content-Type-Options"] = "nosniff"
    response["ETag"] = etag
    response["Cache-Control"] = _CACHE_CONTROL
    return response


def _disposition(name: str, media_type: str) -> str:
    kind = "attachment" if media_type in DOCUMENTS else "inline"
    return f'{kind}; filename="{name}.{extension_of(media_type)}"'
