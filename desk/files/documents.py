"""PDF documents: rewritten from their objects, without what acts, hides or tells on its author."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from django.utils.translation import gettext as _
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from desk.actions.errors import ActionError

from .clean_file import CleanFile
from .jpeg_segments import without_metadata

PDF = "application/pdf"
MAX_BYTES = 20 * 1024 * 1024

# Scripts, automatic actions, attachments, metadata and editors' private data, wherever they stand.
_DROPPED_KEYS = (
    "/AA", "/OpenAction", "/JavaScript", "/JS", "/EmbeddedFiles", "/EF", "/AF", "/XFA", "/Collection",
    "/Metadata", "/PieceInfo", "/LastModified", "/Perms", "/Legal", "/SpiderInfo", "/Renditions",
)  # fmt: skip
# An action may move within the document or open a web address; nothing else.
_KEPT_ACTIONS = {"/GoTo", "/URI", "/Named"}
# Comments name their authors, and media and attachments run; marks that are part of the page stay.
_KEPT_ANNOTATIONS = {
    "/Link", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight",
    "/Underline", "/StrikeOut", "/Squiggly", "/Stamp", "/Ink", "/Caret", "/Widget",
}  # fmt: skip
_AUTHOR_KEYS = ("/T", "/M", "/CreationDate", "/NM", "/RC", "/Popup")


def clean_pdf(data: bytes) -> CleanFile:
    """The document without information dictionary, XMP, scripts, launch actions, attachments, comments.

    Metadata inside embedded JPEG photos goes as well. Equal bytes give equal bytes. Encrypted documents
    are refused. Raises ActionError.
    """
    if len(data) > MAX_BYTES:
        raise ActionError(_("The document is larger than 20 MB. Make it smaller or split it."))
    try:
        with pikepdf.open(BytesIO(data)) as document:
            content = _rewritten(document)
    except pikepdf.PasswordError as error:
        raise ActionError(_encrypted()) from error
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise ActionError(_("The document cannot be read as PDF. Print it to a new PDF and choose that.")) from error
    return CleanFile(media_type=PDF, width=None, height=None, content=content, thumbnail=None)


def _rewritten(document: Pdf) -> bytes:
    if document.is_encrypted:
        raise ActionError(_encrypted())
    if not len(document.pages):
        raise ActionError(_("The document has no page."))
    if "/Info" in document.trailer:
        del document.trailer["/Info"]
    for root in list(document.objects):
        for value in _containers(root):
            _clean_container(document, value)
    out = BytesIO()
    document.save(
        out,
        deterministic_id=True,
        fix_metadata_version=False,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
    )
    return out.getvalue()


def _containers(root: Object) -> Iterator[Object]:
    """The dictionaries, streams and arrays inside an indirect object; what it refers to has its own turn."""
    waiting = [root]
    while waiting:
        value = waiting.pop()
        if not isinstance(value, Array | Dictionary | Stream):
            continue
        yield value  # cleaned by the caller before its children are looked at
        children: Any = value if isinstance(value, Array) else (value[key] for key in value.keys())  # noqa: SIM118
        waiting.extend(child for child in children if isinstance(child, Object) and not child.is_indirect)


def _clean_container(document: Pdf, value: Object) -> None:
    if isinstance(value, Array):
        return
    for key in _DROPPED_KEYS:
        if key in value:
            del value[key]
    for key in ("/A", "/PA", "/Next"):
        if key in value and not _is_kept_action(value[key]):
            del value[key]
    if "/Annots" in value:
        _clean_annotations(value)
    if isinstance(value, Stream):
        _clean_stream(document, value)


def _is_kept_action(action: Object) -> bool:
    """Also true of things that only share the key with actions, as an outline's next entry does."""
    if isinstance(action, Array):
        return all(_is_kept_action(each) for each in action)
    if not isinstance(action, Dictionary) or "/S" not in action:
        return True
    return str(action["/S"]) in _KEPT_ACTIONS


def _clean_annotations(page: Object) -> None:
    if not isinstance(page["/Annots"], Array):
        del page["/Annots"]
        return
    kept = Array()
    for annotation in page["/Annots"]:
        subtype = str(annotation.get("/Subtype", "")) if isinstance(annotation, Dictionary) else ""
        if subtype not in _KEPT_ANNOTATIONS:
            continue
        if subtype != "/Widget":  # there /T is the name of a form's field
            for key in _AUTHOR_KEYS:
                if key in annotation:
                    del annotation[key]
        kept.append(annotation)
    page["/Annots"] = kept


def _clean_stream(document: Pdf, stream: Stream) -> None:
    """A photo keeps its pixels as they are and loses the EXIF and GPS that its camera wrote."""
    filters, parameters = _as_list(stream.get("/Filter")), _as_list(stream.get("/DecodeParms"))
    if not filters or str(filters[-1]) != "/DCTDecode":
        return
    jpeg = stream.read_raw_bytes()
    if len(filters) > 1:  # a photo packed once more
        packed = Stream(document, jpeg, Filter=Array(filters[:-1]), DecodeParms=Array(parameters[:-1]))
        jpeg = packed.read_bytes(decode_level=pikepdf.StreamDecodeLevel.generalized)
    last = parameters[-1] if parameters else None
    stream.write(
        without_metadata(jpeg), filter=Name.DCTDecode, decode_parms=last if isinstance(last, Dictionary) else None
    )


def _as_list(value: Object | None) -> list[Object]:
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def _encrypted() -> str:
    return _("The document is encrypted. Save it without a password and choose it again.")
