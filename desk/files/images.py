"""Pictures: decoded to pixels, and only the pixels written anew."""

from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from desk.actions.errors import ActionError

from .clean_file import CleanFile
from .renditions import renditions_of

JPEG = "image/jpeg"
# The decoders that untrusted bytes may reach; Pillow has some forty more.
_FORMATS = ("JPEG", "PNG", "WEBP")
MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 40_000_000  # judged by the header, before a decoder sets memory aside
LONG_SIDE = 1600  # pixels
THUMBNAIL_WIDTH = 480  # pixels
_QUALITY = 80
_THUMBNAIL_QUALITY = 75


def clean_image(data: bytes) -> CleanFile:
    """A JPEG, PNG or WebP as an upright RGB JPEG of at most 1600 px, without metadata, and its thumbnail.

    The pixels are copied into a new image, so no EXIF, GPS, XMP, ICC profile, comment, text chunk or
    appended archive can come along. Equal bytes give equal bytes. Raises ActionError.
    """
    if len(data) > MAX_BYTES:
        raise ActionError(_("The picture is larger than 20 MB. Make it smaller and choose it again."))
    return encoded(_pixels(data))


def encoded(picture: Image.Image) -> CleanFile:
    """An RGB image that holds nothing but pixels, as a cleaned file with its thumbnail and sizes."""
    thumbnail = picture
    if picture.width > THUMBNAIL_WIDTH:
        height = max(1, round(picture.height * THUMBNAIL_WIDTH / picture.width))
        thumbnail = picture.resize((THUMBNAIL_WIDTH, height), Image.Resampling.LANCZOS)
    return CleanFile(
        media_type=JPEG,
        width=picture.width,
        height=picture.height,
        content=_jpeg(picture, quality=_QUALITY),
        thumbnail=_jpeg(thumbnail, quality=_THUMBNAIL_QUALITY),
        renditions=renditions_of(picture),
    )


def _pixels(data: bytes) -> Image.Image:
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as source:
            if source.width * source.height > MAX_PIXELS:
                raise ActionError(_too_many_pixels())
            # JPEG decodes straight to a smaller size; for the other formats this does nothing.
            source.draft("RGB", (LONG_SIDE, LONG_SIDE))
            return _fresh(ImageOps.exif_transpose(source))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ActionError(_too_many_pixels()) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise ActionError(
            _("The picture cannot be read; it may be cut off. Open it, save it anew and choose it again.")
        ) from error


def _fresh(source: Image.Image) -> Image.Image:
    """The pixels alone, in an image that never saw the file; what was transparent is white."""
    source.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    fresh = Image.new("RGB", source.size, "white")
    if source.has_transparency_data:
        layer = source.convert("RGBA")
        fresh.paste(layer, mask=layer.getchannel("A"))
    else:
        fresh.paste(source.convert("RGB"))
    return fresh


def _jpeg(picture: Image.Image, *, quality: int) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=quality, progressive=True, optimize=True)
    return out.getvalue()


def _too_many_pixels() -> str:
    return _("The picture has more than 40 million pixels. Make it smaller and choose it again.")
