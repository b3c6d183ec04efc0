"""From a template and what it shows to SVG, and from that to PNG."""

from collections.abc import Mapping
from typing import Any

import resvg_py
from django.conf import settings
from django.template.loader import render_to_string

from .palette import PALETTES
from .sizes import Size


def draw(size: Size, colour: str, shown: Mapping[str, Any]) -> str:
    """The picture as SVG, its text as outlines. `shown` is what the templates name."""
    ink = PALETTES[colour].colours()
    context = {"size": size, "ink": ink, "is_demo": settings.DEMO, **shown}
    return render_to_string(f"embeds/drawn/{size.layout}.svg", context).strip()


def to_png(svg: str, *, zoom: int = 1) -> bytes:
    """The same as PNG, `zoom` times as large. There is no text in it that would need a font."""
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=zoom, skip_system_fonts=True))
