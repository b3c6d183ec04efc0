"""HWPX documents come out without authors, scripts, histories and previews, or are refused in words."""

import io
import zipfile

import pytest
from PIL import Image

from desk.actions.errors import ActionError
from desk.files import HWPX, PDF, clean, clean_hwpx
from tests.desk.test_files import phone_photo

PACKAGE = """<?xml version="1.0" encoding="UTF-8"?>
<opf:package xmlns:opf="http://www.idpf.org/2007/opf/" xmlns:hpf="http://www.hancom.co.kr/schema/2011/hpf" version="">
<opf:metadata><opf:title>설계변경 사유서</opf:title><opf:meta name="creator" content="text">SECRET-AUTHOR</opf:meta>
<opf:meta name="lastsaveby" content="text">SECRET-AUTHOR</opf:meta></opf:metadata>
<opf:manifest><opf:item id="header" href="Contents/header.xml" media-type="application/xml"/>
<opf:item id="section0" href="Contents/section0.xml" media-type="application/xml"/>
<opf:item id="image1" href="BinData/image1.jpg" media-type="image/jpg"/>
<opf:item id="headersc" href="Scripts/headerScripts" media-type="application/x-javascript"/></opf:manifest>
<opf:spine><opf:itemref idref="header"/><opf:itemref idref="section0"/><opf:itemref idref="headersc"/></opf:spine>
</opf:package>"""
CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<ocf:container xmlns:ocf="urn:oasis:names:tc:opendocument:xmlns:container"><ocf:rootfiles>
<ocf:rootfile full-path="Contents/content.hpf" media-type="application/hwpml-package+xml"/>
<ocf:rootfile full-path="Preview/PrvText.txt" media-type="text/plain"/></ocf:rootfiles></ocf:container>"""
SECTION = """<?xml version="1.0" encoding="UTF-8"?>
<hs:sec xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section" xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph">
<hp:p><hp:run><hp:t>보도 폭을 넓힙니다.</hp:t>{more}</hp:run></hp:p></hs:sec>"""


def png() -> bytes:
    out = io.BytesIO()
    Image.new("P", (8, 8), 3).save(out, "PNG")
    return out.getvalue()


def document(*, more: str = "", **parts: bytes | None) -> bytes:
    """A small document as a word processor packs it; `parts` replace or (None) leave out one, by its path."""
    contents: dict[str, bytes | None] = {
        "version.xml": b"<v/>",
        "settings.xml": b"<s>SECRET-AUTHOR</s>",
        "META-INF/container.xml": CONTAINER.encode(),
        "META-INF/manifest.xml": b"<m/>",
        "Contents/content.hpf": PACKAGE.encode(),
        "Contents/header.xml": b"<h/>",
        "Contents/section0.xml": SECTION.format(more=more).encode(),
        "BinData/image1.jpg": phone_photo(size=(64, 48)),
        "BinData/image2.png": png(),
        "Scripts/headerScripts": b"SECRET-SCRIPT",
        "Preview/PrvText.txt": b"SECRET-PREVIEW",
        "DocHistory/1.xml": b"SECRET-HISTORY",
        **parts,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(zipfile.ZipInfo("mimetype"), HWPX)
        for name, content in contents.items():
            if content is not None:
                package.writestr(name, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.infolist()[0].filename == "mimetype"
        assert package.infolist()[0].compress_type == zipfile.ZIP_STORED
        return {name: package.read(name) for name in package.namelist()}


def test_what_is_read_stays_and_what_tells_on_the_author_goes():
    cleaned = clean(document(), (PDF, HWPX))
    assert cleaned.media_type == HWPX
    parts = unpacked(cleaned.content)
    together = b"".join(parts.values())
    for secret in (b"SECRET", b"Exif", b"GPS"):
        assert secret not in together
    assert "보도 폭을 넓힙니다.".encode() in parts["Contents/section0.xml"]
    assert not {name for name in parts if name.startswith(("Scripts", "Preview", "DocHistory", "settings"))}
    assert b"Scripts" not in parts["Contents/content.hpf"] and b"headersc" not in parts["Contents/content.hpf"]
    assert b"Preview" not in parts["META-INF/container.xml"]
    for picture in ("BinData/image1.jpg", "BinData/image2.png"):
        assert Image.open(io.BytesIO(parts[picture])).size[0] in (8, 64)


def test_equal_documents_give_equal_bytes_and_a_cleaned_one_stays_as_it_is():
    once = clean_hwpx(document())
    assert once.sha256 == clean_hwpx(document()).sha256
    assert clean_hwpx(once.content).sha256 == once.sha256


@pytest.mark.parametrize(
    "more",
    [
        '<hp:fieldBegin type="MEMO"><hp:subList/></hp:fieldBegin>',
        "<hp:hiddenComment/>",
        "<hp:insertBegin/>",
        "<hp:broken>",
        "<hp:t>&undefined;</hp:t>",
    ],
)
def test_hidden_remarks_and_broken_text_are_refused(more: str):
    with pytest.raises(ActionError):
        clean_hwpx(document(more=more))


@pytest.mark.parametrize(
    "parts",
    [
        {"META-INF/manifest.xml": b"<m><encryption-data/></m>"},
        {"BinData/ole1.ole": b"\xd0\xcf\x11\xe0"},
        {"BinData/image1.jpg": b"MZ no picture"},
        {"Contents/section0.xml": None},
        {"Contents/header.xml": b'<!DOCTYPE h [<!ENTITY a "b">]><h>&a;</h>'},
        {"Contents/content.hpf": b'<!DOCTYPE h [<!ENTITY a SYSTEM "file:///etc/passwd">]><h>&a;</h>'},
    ],
    ids=lambda parts: next(iter(parts)),
)
def test_what_cannot_be_made_safe_is_refused(parts: dict[str, bytes | None]):
    with pytest.raises(ActionError):
        clean_hwpx(document(**parts))


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("desk.files.hwpx.MAX_UNPACKED", 1_000_000)
    with pytest.raises(ActionError):
        clean_hwpx(document(**{"Contents/section1.xml": b" " * 2_000_000}))


def test_cut_off_and_disguised_documents_are_refused():
    whole = document()
    for data in (
        whole[: len(whole) // 2],
        b"PK\x03\x04" + b"\0" * 200,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99,
    ):
        with pytest.raises(ActionError):
            clean(data, (PDF, HWPX))
    with pytest.raises(ActionError):
        clean(whole, (PDF,))
