"""Uploads made safe to show: decoded, written anew and stored under the digest of what came out.

What an upload is, its first bytes say and never its name. The original, with its EXIF, GPS and hidden
parts, is not kept.
"""

from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

from desk.actions.errors import ActionError
from desk.models import Official, StoredFile, StoredRendition

from .clean_file import CleanFile
from .documents import PDF, clean_pdf
from .hwpx import HWPX, clean_hwpx, is_hwpx
from .images import JPEG, clean_image

_IMAGE_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
# The compound files of old word processors, HWP 5 among them.
_OLD_HWP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CLEANERS = {JPEG: clean_image, PDF: clean_pdf, HWPX: clean_hwpx}
# The brands of the ISO container in which phones save HEIC and AVIF.
_PHONE_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")


def clean(data: bytes, accepts: Collection[str]) -> CleanFile:
    """The upload made safe, if its field takes such a file.

    `accepts` are the media types the field stores; PNG and WebP count as JPEG, for they become it.
    Raises ActionError, in words for whoever uploaded it.
    """
    if not data:
        raise ActionError(_("The file is empty. Choose it again."))
    media_type = _media_type(data)
    if media_type not in accepts:
        raise ActionError(_refusal(accepts))
    return _CLEANERS[media_type](data)


def store(*, data: bytes, accepts: Collection[str], by: Official) -> StoredFile:
    """Cleans an upload and keeps it under the SHA-256 of the result. The same upload twice is one file."""
    cleaned = clean(data, accepts)
    keep([cleaned], by=by)
    return StoredFile.objects.defer("content", "thumbnail").get(pk=cleaned.sha256)


def keep(files: Iterable[CleanFile], *, by: Official) -> None:
    """Cleaned files, with the sizes of pictures, into the desk's store."""
    files = list(files)
    # Two people may upload the same picture at once: the key decides, and neither sees an error.
    StoredFile.objects.bulk_create([stored_file(cleaned, by=by) for cleaned in files], ignore_conflicts=True)
    StoredRendition.objects.bulk_create(
        [
            StoredRendition(
                file_id=cleaned.sha256,
                image_format=rendition.image_format,
                width=rendition.width,
                height=rendition.height,
                size=len(rendition.content),
                content=rendition.content,
            )
            for cleaned in files
            for rendition in cleaned.renditions
        ],
        ignore_conflicts=True,
    )


def stored_file(cleaned: CleanFile, *, by: Official) -> StoredFile:
    """A cleaned file as a row, not yet saved."""
    return StoredFile(
        sha256=cleaned.sha256,
        media_type=cleaned.media_type,
        width=cleaned.width,
        height=cleaned.height,
        size=len(cleaned.content),
        content=cleaned.content,
        thumbnail=cleaned.thumbnail,
        uploaded_by=by,
    )


def _media_type(data: bytes) -> str:
    """The media type the cleaned file would have, told from the content; raises where there is none."""
    if data.startswith(_IMAGE_STARTS) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return JPEG
    if data.startswith(b"%PDF-"):
        return PDF
    if is_hwpx(data):
        return HWPX
    if data.startswith(_OLD_HWP):
        raise ActionError(_("This is an old HWP or Office document. Save it as HWPX or PDF and choose that."))
    if data[4:8] == b"ftyp" and data[8:12] in _PHONE_BRANDS:
        raise ActionError(_("This is a HEIC or AVIF picture from a phone. Save it as JPEG and choose it again."))
    return ""


def _refusal(accepts: Collection[str]) -> str:
    if set(accepts) == {PDF}:
        return _("Only PDF documents can be stored here. Save the document as PDF and choose it again.")
    if set(accepts) == {PDF, HWPX}:
        return _(
            "Only PDF and HWPX documents can be stored here. Save the document as one of them and choose it again."
        )
    if PDF not in accepts:
        return _("Only pictures can be stored here: JPEG, PNG or WebP.")
    return _("Only pictures (JPEG, PNG or WebP) and PDF documents can be stored here.")


__all__ = [
    "HWPX",
    "JPEG",
    "PDF",
    "CleanFile",
    "clean",
    "clean_hwpx",
    "clean_image",
    "clean_pdf",
    "keep",
    "store",
    "stored_file",
]
