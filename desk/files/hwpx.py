"""HWPX documents (OWPML, KS X 6101): packed anew from the parts that are read, without what acts, hides or tells on
its author."""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException, minidom
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _
from PIL import Image

from desk.actions.errors import ActionError

from .clean_file import CleanFile
from .jpeg_segments import without_metadata

HWPX = "application/hwp+zip"
MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_PARTS = 2000
_PACKAGE = "Contents/content.hpf"
_CONTAINER = "META-INF/container.xml"
_MANIFEST = "META-INF/manifest.xml"
# The parts that are the document. Scripts, histories, previews and settings of the author's editor are none of it.
_KEPT_FOLDERS = ("Contents", "BinData", "Chart")
_KEPT = ("version.xml", _CONTAINER, _MANIFEST)
_NEEDED = (_PACKAGE, _CONTAINER, "Contents/header.xml", "Contents/section0.xml")
_PICTURES = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".bmp": "BMP", ".gif": "GIF"}
# What a reader does not see and the author may have forgotten.
_HIDING = {"hiddenComment", "trackChange", "trackChangeAuthor", "insertBegin", "deleteBegin"}
_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP can tell: equal documents give equal bytes
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError, OSError)
_BAD_XML = (ParseError, DefusedXmlException, ValueError)


def is_hwpx(data: bytes) -> bool:
    """By the first part of the package, which is not packed and says so."""
    return data.startswith(b"PK\x03\x04") and data[30:38] == b"mimetype" and HWPX.encode() in data[38:80]


def clean_hwpx(data: bytes) -> CleanFile:
    """The document without authors, scripts, change history and previews; its pictures without EXIF.

    Embedded objects, memos and tracked changes are refused rather than taken out unseen, and so are encrypted
    documents. Equal bytes give equal bytes. Raises ActionError.
    """
    if len(data) > MAX_BYTES:
        raise ActionError(_("The document is larger than 20 MB. Make it smaller or split it."))
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            content = _packed(_parts(package))
    except _BROKEN as error:
        raise ActionError(_unreadable()) from error
    except _BAD_XML as error:
        raise ActionError(_unreadable()) from error
    return CleanFile(media_type=HWPX, width=None, height=None, content=content, thumbnail=None)


def _parts(package: zipfile.ZipFile) -> dict[str, bytes]:
    """The parts that are kept, cleaned, in the order of the package."""
    entries = package.infolist()
    if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise ActionError(_("The document is too large when it is unpacked. Make it smaller or split it."))
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise ActionError(_encrypted())
    kept = {entry.filename: package.read(entry) for entry in entries if _is_kept(entry.filename)}
    if not all(name in kept for name in _NEEDED):
        raise ActionError(_unreadable())
    return {name: _cleaned(name, content, kept) for name, content in kept.items()}


def _is_kept(name: str) -> bool:
    if name.endswith("/") or posixpath.normpath(name) != name:
        return False
    return name in _KEPT or name.partition("/")[0] in _KEPT_FOLDERS


def _cleaned(name: str, content: bytes, kept: Mapping[str, bytes]) -> bytes:
    if name == _MANIFEST and b"encryption-data" in content:
        raise ActionError(_encrypted())
    if name == _PACKAGE:
        return _without_metadata(content, kept)
    if name == _CONTAINER:
        return _pointing_to(content, kept)
    if name.endswith(".xml"):
        _refuse_hidden(content)
        return content
    return _picture(name, content)


def _without_metadata(content: bytes, kept: Mapping[str, bytes]) -> bytes:
    """The package's list of parts, without who wrote it and when, and without what is not kept."""
    document = minidom.parseString(content.decode(), forbid_dtd=True)
    for metadata in _elements(document, "metadata"):
        for child in list(metadata.childNodes):
            metadata.removeChild(child)
    gone = set()
    for item in _elements(document, "item"):
        if item.getAttribute("href") not in kept:
            gone.add(item.getAttribute("id"))
            item.parentNode.removeChild(item)
    for reference in _elements(document, "itemref"):
        if reference.getAttribute("idref") in gone:
            reference.parentNode.removeChild(reference)
    return bytes(document.toxml(encoding="UTF-8"))


def _pointing_to(content: bytes, kept: Mapping[str, bytes]) -> bytes:
    """The container's own list, without the previews."""
    document = minidom.parseString(content.decode(), forbid_dtd=True)
    for root in _elements(document, "rootfile"):
        if root.getAttribute("full-path") not in kept:
            root.parentNode.removeChild(root)
    return bytes(document.toxml(encoding="UTF-8"))


def _elements(document: Any, name: str) -> list[Any]:
    return list(document.getElementsByTagNameNS("*", name))


def _refuse_hidden(content: bytes) -> None:
    for _event, element in iterparse(BytesIO(content), forbid_dtd=True):
        name = element.tag.rpartition("}")[2]
        if name in _HIDING or (name == "fieldBegin" and element.get("type") == "MEMO"):
            raise ActionError(
                _("The document holds memos, hidden comments or tracked changes. Remove them and choose it again.")
            )
        element.clear()


def _picture(name: str, content: bytes) -> bytes:
    kind = _PICTURES.get(posixpath.splitext(name)[1].lower())
    if kind is None:
        raise ActionError(
            _("The document holds an embedded object (%(name)s). Save it as PDF and choose that.")
            % {"name": posixpath.basename(name)}
        )
    try:
        with Image.open(BytesIO(content), formats=(kind,)) as picture:
            if kind == "JPEG":
                return without_metadata(content)
            picture.load()
            fresh = Image.frombytes(picture.mode, picture.size, picture.tobytes())
            if picture.mode == "P" and picture.palette is not None:
                fresh.putpalette(picture.palette)
            out = BytesIO()
            fresh.save(out, kind)
            return out.getvalue()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ActionError(_unreadable()) from error


def _packed(parts: Mapping[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in _in_order(parts):
            entry = zipfile.ZipInfo(name, _TIME)
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            package.writestr(entry, content)
    return out.getvalue()


def _in_order(parts: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    yield "mimetype", HWPX.encode()
    yield from sorted(parts.items())


def _unreadable() -> str:
    return _("The document cannot be read as HWPX. Open it, save it anew and choose it again, or save it as PDF.")


def _encrypted() -> str:
    return _("The document is encrypted. Save it without a password and choose it again.")
