"""A released picture as HTML: the browser chooses format and size, and needs no script for it."""

import html
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from sites.models import ConstructionSite
from sites.templatetags.allimi import language

from .addresses import file_address, photo_address
from .models import ImageFormat, ReleasedFile

# How wide a picture stands in the page, for the browser's choice; the widths are those of gallery.css.
IN_GRID = "(min-width: 66rem) 20rem, (min-width: 30rem) 45vw, 92vw"
IN_PAIR = "(min-width: 66rem) 32rem, (min-width: 45rem) 47vw, 92vw"
ALONE = "(min-width: 66rem) 64rem, 94vw"

_LAZY = ' loading="lazy"'
_FALLBACK = 640  # pixels: what a browser gets that knows neither srcset nor new formats


def picture_element(file: ReleasedFile, *, alt: str, sizes: str, lazy: bool = True) -> SafeString:
    """`<picture>` with the file's formats and sizes and its proportions, so that nothing jumps while it loads."""
    whole = file_address(file.pk, language())
    width, height = file.width or _FALLBACK, file.height or _FALLBACK
    sources = "".join(
        f'<source type="{kind.media_type}" srcset="{srcset}" sizes="{sizes}">'
        for kind in ImageFormat
        if (srcset := _srcset(file, kind, whole))
    )
    return mark_safe(  # noqa: S308  (addresses and sizes are ours)
        f'<picture>{sources}<img src="{_for_all(file, whole)}" alt="{html.escape(alt)}" width="{width}" '
        f'height="{height}"{_LAZY if lazy else ""}></picture>'
    )


def framed_photo(row: Any, file: ReleasedFile, site: ConstructionSite, *, sizes: str = IN_GRID) -> SafeString:
    """A photo of a gallery, linked to its own page."""
    return format_html(
        '<a class="frame" href="{}">{}</a>',
        photo_address(site.code, row.release.item, language()),
        picture_element(file, alt=described(row), sizes=sizes),
    )


def described(row: Any) -> str:
    """A photo in words, for those who cannot see it."""
    return ", ".join(filter(None, (row.work_item, row.viewpoint)))


def _srcset(file: ReleasedFile, kind: ImageFormat, whole: str) -> str:
    return ", ".join(
        f"{_rendition(whole, size.width, kind)} {size.width}w" for size in file.sizes if size.image_format == kind.value
    )


def _rendition(whole: str, width: int, kind: ImageFormat) -> str:
    return f"{whole}/{width}.{kind.value}"


def _for_all(file: ReleasedFile, whole: str) -> str:
    """A JPEG for every browser: the middle size, or the picture itself where it was not made in sizes."""
    jpegs = [size.width for size in file.sizes if size.image_format == ImageFormat.JPEG]
    fitting = [width for width in jpegs if width <= _FALLBACK]
    if not fitting:
        return whole
    return _rendition(whole, max(fitting), ImageFormat.JPEG)
