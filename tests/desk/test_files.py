"""Uploads come out with what is meant to be seen and nothing else."""

import io
import struct
import zipfile
import zlib

import pikepdf
import pytest
from PIL import Image, PngImagePlugin

from desk.actions.errors import ActionError
from desk.files import JPEG, PDF, clean, clean_image, clean_pdf
from desk.files.jpeg_segments import without_metadata

SECRETS = (b"SECRET-CAMERA", b"Exif", b"GPS", b"xmp", b"ICC_PROFILE", b"a comment", b"PK\x03\x04")


def phone_photo(*, size=(1800, 1200), orientation=1) -> bytes:
    """A JPEG as a phone writes it: EXIF with a camera's number and GPS, a comment, a colour profile."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SECRET-CAMERA"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (37.0, 33.0, 59.9)
    gps[3], gps[4] = "E", (126.0, 58.0, 40.1)
    picture = Image.new("RGB", size, "white")
    picture.paste("red", (0, 0, size[0] // 2, size[1] // 2))
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=b"a comment", icc_profile=b"ICC_PROFILE of SECRET-CAMERA")
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def png_claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header claims a huge picture."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def test_photo_loses_exif_gps_profile_and_comment():
    original = phone_photo()
    assert b"SECRET-CAMERA" in original and opened(original).getexif().get_ifd(0x8825)
    cleaned = clean(original, (JPEG,))
    for data in (cleaned.content, cleaned.thumbnail):
        assert not opened(data).getexif()
        assert set(opened(data).info) <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "progressive",
            "progression",
        }
        assert not [secret for secret in SECRETS if secret in data]


def test_photo_is_made_smaller_and_progressive():
    cleaned = clean_image(phone_photo(size=(3000, 2000)))
    assert (cleaned.width, cleaned.height) == opened(cleaned.content).size == (1600, 1067)
    assert opened(cleaned.thumbnail).size == (480, 320)
    assert opened(cleaned.content).info["progressive"]


def test_small_photo_keeps_its_size():
    cleaned = clean_image(phone_photo(size=(300, 200)))
    assert opened(cleaned.content).size == opened(cleaned.thumbnail).size == (300, 200)


def test_rotated_photo_stands_upright():
    """Orientation 6: the camera was turned, so the red top left corner belongs at the top right."""
    cleaned = clean_image(phone_photo(size=(600, 400), orientation=6))
    assert (cleaned.width, cleaned.height) == (400, 600)
    red, _green, blue = opened(cleaned.content).getpixel((350, 50))
    assert red > 200 and blue < 60
    assert min(opened(cleaned.content).getpixel((50, 550))) > 200


def test_png_loses_text_chunks_and_transparency_turns_white():
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", "SECRET-CAMERA")
    text.add_itxt("XML:com.adobe.xmp", "<xmp>SECRET-CAMERA</xmp>")
    out = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(out, "PNG", pnginfo=text)
    cleaned = clean(out.getvalue(), (JPEG,))
    assert cleaned.media_type == JPEG and b"SECRET" not in cleaned.content
    assert opened(cleaned.content).getpixel((20, 20)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("form", "mode"),
    [
        *(("PNG", mode) for mode in ("1", "L", "LA", "P", "RGBA", "I;16")),
        *(("JPEG", mode) for mode in ("1", "L", "CMYK")),
        *(("WEBP", mode) for mode in ("L", "RGBA")),
    ],
)
def test_unusual_colour_modes_become_rgb(form, mode):
    out = io.BytesIO()
    Image.new(mode, (30, 20)).save(out, form)
    assert opened(clean_image(out.getvalue()).content).mode == "RGB"


@pytest.mark.parametrize("size", [(40_000, 40_000), (9_000, 9_000), (20_000, 20_000)])
def test_bomb_is_refused_by_its_header(size):
    with pytest.raises(ActionError, match=r"40 million|4,000만"):
        clean_image(png_claiming(*size))


def test_truncated_photo_is_refused():
    photo = phone_photo()
    with pytest.raises(ActionError):
        clean_image(photo[: len(photo) // 2])


def test_polyglot_loses_its_tail():
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as opened_archive:
        opened_archive.writestr("hidden.txt", "SECRET-TAIL")
    polyglot = phone_photo() + archive.getvalue()
    assert zipfile.is_zipfile(io.BytesIO(polyglot))
    cleaned = clean(polyglot, (JPEG,))
    assert b"PK\x03\x04" not in cleaned.content and not zipfile.is_zipfile(io.BytesIO(cleaned.content))


def test_cleaning_is_repeatable():
    photo, document = phone_photo(), busy_pdf()
    assert clean_image(photo).sha256 == clean_image(photo).sha256
    assert clean_pdf(document).sha256 == clean_pdf(document).sha256


def busy_pdf() -> bytes:
    """A PDF with a script, an opening action, an attachment, a launch link, a comment, a photo with EXIF, metadata."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(200, 200)).obj
    photo = pikepdf.Stream(document, phone_photo(size=(60, 40)))
    photo.stream_dict = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=60,
        Height=40,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=photo))
    page.Contents = pikepdf.Stream(document, b"q 60 0 0 40 20 20 cm /Im0 Do Q")
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert('SECRET-SCRIPT')"))
    launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("SECRET-LAUNCH.exe"))
    rectangle = pikepdf.Array([0, 0, 10, 10])
    page.Annots = pikepdf.Array(
        [
            pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=rectangle, A=launch),
            pikepdf.Dictionary(
                Subtype=pikepdf.Name.Link,
                Rect=rectangle,
                A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://kept.example/"), Next=script),
            ),
            pikepdf.Dictionary(Subtype=pikepdf.Name.Text, Rect=rectangle, T="SECRET-AUTHOR", Contents="SECRET-NOTE"),
            pikepdf.Dictionary(Subtype=pikepdf.Name.Stamp, Rect=rectangle, T="SECRET-AUTHOR", M="D:20260101"),
        ]
    )
    page.AA = pikepdf.Dictionary(O=script)
    document.Root.OpenAction = script
    document.attachments["plan.txt"] = b"SECRET-ATTACHMENT"
    document.Root.Names.JavaScript = pikepdf.Dictionary(Names=pikepdf.Array(["run", script]))
    document.docinfo["/Author"] = "SECRET-AUTHOR"
    with document.open_metadata() as metadata:
        metadata["dc:creator"] = ["SECRET-AUTHOR"]
    out = io.BytesIO()
    document.save(out, compress_streams=False)
    return out.getvalue()


def every_byte(data: bytes) -> bytes:
    """The document's content without any compression, to search in."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        document.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            compress_streams=False,
            deterministic_id=True,
        )
    return out.getvalue()


def test_pdf_loses_scripts_attachments_and_authors():
    original = busy_pdf()
    assert every_byte(original).count(b"SECRET") >= 8  # the same search finds them before
    cleaned = clean(original, (PDF,))
    left = every_byte(cleaned.content)
    for dropped in (
        b"SECRET",
        b"JavaScript",
        b"OpenAction",
        b"EmbeddedFile",
        b"Launch",
        b"/Info",
        b"/Metadata",
        b"Exif",
    ):
        assert dropped not in left
    assert b"https://kept.example/" in left and b"/Stamp" in left
    assert (cleaned.media_type, cleaned.width, cleaned.thumbnail) == (PDF, None, None)


def test_pdf_keeps_its_page_and_photo():
    with pikepdf.open(io.BytesIO(clean_pdf(busy_pdf()).content)) as document:
        assert len(document.pages) == 1
        image = pikepdf.PdfImage(document.pages[0].obj.Resources.XObject.Im0).as_pil_image()
        assert image.size == (60, 40)


def test_pdf_photo_packed_twice_is_cleaned_too():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(busy_pdf())) as document:
        photo = document.pages[0].obj.Resources.XObject.Im0
        packed = zlib.compress(photo.read_raw_bytes())
        photo.write(packed, filter=pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.DCTDecode]))
        document.save(out)
    assert b"SECRET-CAMERA" not in out.getvalue()  # packed, so that a plain search is blind
    with pikepdf.open(io.BytesIO(clean_pdf(out.getvalue()).content)) as document:
        assert b"SECRET-CAMERA" not in document.pages[0].obj.Resources.XObject.Im0.read_raw_bytes()


def test_pdf_with_appended_archive_loses_it():
    assert b"SECRET-TAIL" not in clean_pdf(busy_pdf() + b"\nSECRET-TAIL").content


@pytest.mark.parametrize("user", ["", "open sesame"])
def test_encrypted_pdf_is_refused(user):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(busy_pdf())) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="owner", user=user))
    with pytest.raises(ActionError, match=r"password|암호"):
        clean(out.getvalue(), (PDF,))


@pytest.mark.parametrize(
    ("data", "accepts"),
    [
        (b"", (JPEG,)),
        (b"%PDF-1.7 rubbish", (PDF,)),
        (b"GIF89a" + b"\0" * 50, (JPEG,)),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", (JPEG, PDF)),
        (b"\0\0\0\x18ftypheic" + b"\0" * 40, (JPEG,)),
        (b"\xff\xd8\xff rubbish", (JPEG,)),
    ],
)
def test_wrong_files_are_refused_in_words(data, accepts):
    with pytest.raises(ActionError) as refusal:
        clean(data, accepts)
    assert refusal.value.messages[0].endswith(".")


def test_type_is_told_from_content_and_field():
    with pytest.raises(ActionError):
        clean(phone_photo(), (PDF,))
    with pytest.raises(ActionError):
        clean(busy_pdf(), (JPEG,))


def test_too_large_uploads_are_refused(monkeypatch):
    monkeypatch.setattr("desk.files.images.MAX_BYTES", 100)
    monkeypatch.setattr("desk.files.documents.MAX_BYTES", 100)
    for data, accepts in ((phone_photo(), (JPEG,)), (busy_pdf(), (PDF,))):
        with pytest.raises(ActionError, match="20"):
            clean(data, accepts)


@pytest.mark.parametrize(
    "broken", [b"", b"\xff\xd8", b"\xff\xd8\x00", b"\xff\xd8\xff\xda\x00\x02", b"\xff\xd8\xff\xe1\xff\xff"]
)
def test_broken_jpeg_segments_are_refused(broken):
    with pytest.raises(ValueError, match="JPEG"):
        without_metadata(broken)


def test_progressive_jpeg_keeps_its_pixels():
    out = io.BytesIO()
    Image.effect_noise((64, 48), 60).convert("RGB").save(out, "JPEG", progressive=True, comment=b"a comment")
    stripped = without_metadata(out.getvalue() + b"SECRET-TAIL")
    assert opened(stripped).tobytes() == opened(out.getvalue()).tobytes()
    assert b"a comment" not in stripped and b"SECRET-TAIL" not in stripped
