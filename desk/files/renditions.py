"""A picture in the sizes that screens have and the formats that browsers know.

A phone's column takes about 320 px, twice that on a sharp screen, and a desktop's about 1280 px. AVIF is
two thirds of the JPEG's bytes and WebP three quarters; each browser loads one.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from PIL import Image

from disclosures.models import ImageFormat

from .clean_file import Rendition

WIDTHS = (320, 640, 1280)  # pixels
# The encoders' effort is kept low: one step more takes several times as long for a twentieth of the bytes.
_ENCODERS: dict[ImageFormat, tuple[str, dict[str, Any]]] = {
    ImageFormat.AVIF: ("AVIF", {"quality": 50, "speed": 9, "max_threads": 1}),
    ImageFormat.WEBP: ("WEBP", {"quality": 74, "method": 2}),
    ImageFormat.JPEG: ("JPEG", {"quality": 76, "progressive": True, "optimize": True}),
}


def renditions_of(picture: Image.Image) -> tuple[Rendition, ...]:
    """Every size and format of an RGB image that holds nothing but pixels; never larger than it is."""
    return tuple(_renditions(picture))


def _renditions(picture: Image.Image) -> Iterator[Rendition]:
    for width in sorted({min(width, picture.width) for width in WIDTHS}):
        height = max(1, round(picture.height * width / picture.width))
        small = picture.resize((width, height), Image.Resampling.LANCZOS) if width < picture.width else picture
        for image_format, (encoder, options) in _ENCODERS.items():
            out = BytesIO()
            small.save(out, encoder, **options)
            yield Rendition(image_format=image_format, width=width, height=height, content=out.getvalue())
