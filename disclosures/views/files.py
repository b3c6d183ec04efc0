"""Released images and documents, by the digest of their bytes."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from disclosures.models import ReleasedFile

PDF = "application/pdf"
# Ask each time: what was taken down must not be shown from a cache, and an unchanged file costs a 304.
_CACHE_CONTROL = "public, no-cache"
# Opened on its own, a file may run nothing, whatever hides in it.
_POLICY = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"


@require_safe
def file_content(request: HttpRequest, sha256: str) -> HttpResponseBase:
    """The file itself; 404 unless a release that citizens may read shows it."""
    found = get_object_or_404(ReleasedFile.objects.shown().without_bytes(), sha256=sha256)
    return _conditional(request, found, column="content", media_type=found.media_type)


@require_safe
def file_thumbnail(request: HttpRequest, sha256: str) -> HttpResponseBase:
    """The picture, small; documents have none."""
    found = get_object_or_404(ReleasedFile.objects.shown().without_bytes(), sha256=sha256)
    return _conditional(request, found, column="thumbnail", media_type="image/jpeg")


def _conditional(request: HttpRequest, found: ReleasedFile, *, column: str, media_type: str) -> HttpResponseBase:
    """304 where the browser has it already, and then the bytes are never read."""
    etag = quote_etag(found.sha256 if column == "content" else f"{found.sha256}-{column}")
    response = get_conditional_response(request, etag=etag)
    if response is None:
        content = ReleasedFile.objects.shown().bytes_of(sha256=found.sha256, column=column)
        if content is None:  # a document has no thumbnail, or it was taken down this very moment
            raise Http404
        response = HttpResponse(content, content_type=media_type)
        response["Content-Disposition"] = _disposition(found.sha256, media_type)
        response["Content-Security-Policy"] = _POLICY
        response["X-Content-Type-Options"] = "nosniff"
    response["ETag"] = etag
    response["Cache-Control"] = _CACHE_CONTROL
    return response


def _disposition(sha256: str, media_type: str) -> str:
    if media_type == PDF:
        return f'attachment; filename="{sha256[:12]}.pdf"'
    return f'inline; filename="{sha256[:12]}.jpg"'
