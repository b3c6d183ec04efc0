"""A released picture of a site for paper."""

import base64
from typing import Any

from disclosures.models import ImageFormat, ReleasedFile, ReleasedRendition
from disclosures.page import Item, SitePage
from disclosures.pictures import described

_ENOUGH = 1600  # pixels across: 220 an inch at the width that a picture has on A3
_TYPES = ("image/jpeg", "image/png")


def picture_of(page: SitePage) -> dict[str, Any] | None:
    """What it will look like, else the newest photo; None where nothing is shown. As an SVG that holds the picture."""
    for slug in ("rendering", "photo"):
        section = page.section(slug)
        for item in section.items if section else ():
            if (drawn := _picture(item)) is not None:
                return drawn
    return None


def _picture(item: Item) -> dict[str, Any] | None:
    file = item.files.get(getattr(item.row, "image", ""))
    if file is None or not file.width or not file.height:
        return None
    found = _bytes_of(file)
    if found is None:
        return None
    media_type, content = found
    caption = getattr(item.row, "caption", "") or described(item.row)
    source = f"data:{media_type};base64,{base64.b64encode(content).decode()}"
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {file.width} {file.height}">'
        f'<image width="{file.width}" height="{file.height}" href="{source}"/></svg>'
    )
    return {"svg": svg, "alt": caption or str(item.kind.title), "caption": caption}


def _bytes_of(file: ReleasedFile) -> tuple[str, bytes] | None:
    """The largest JPEG that paper needs, else the picture as it was released."""
    jpegs = [size.width for size in file.sizes if size.image_format == ImageFormat.JPEG and size.width <= _ENOUGH]
    if jpegs:
        wanted = ReleasedRendition.objects.of_file(sha256=file.pk, image_format=ImageFormat.JPEG, width=max(jpegs))
        content = wanted.values_list("content", flat=True).first()
        return None if content is None else (ImageFormat.JPEG.media_type, bytes(content))
    if file.media_type not in _TYPES:
        return None
    content = ReleasedFile.objects.shown().bytes_of(sha256=file.pk, column="content")
    return None if content is None else (file.media_type, content)
