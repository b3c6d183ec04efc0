"""The day on which a camera says that it took a picture; read before the cleaning throws it away."""

import datetime
from io import BytesIO

from PIL import ExifTags, Image

_FORMATS = ("JPEG", "WEBP")
_TOLD = (ExifTags.Base.DateTimeOriginal, ExifTags.Base.DateTimeDigitized)


def taken_on(data: bytes) -> datetime.date | None:
    """None where the picture does not say, or what it says is no day that was."""
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as picture:
            told = picture.getexif().get_ifd(ExifTags.IFD.Exif)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None  # the cleaning will say what is wrong with it
    for tag in _TOLD:
        try:
            return datetime.datetime.strptime(str(told.get(tag, ""))[:10], "%Y:%m:%d").date()  # noqa: DTZ007  (a day)
        except ValueError:
            continue
    return None
