"""Pictures of text and figures, as SVG and PNG."""

from .palette import PALETTES, Palette
from .picture import draw, to_png
from .sizes import BANNERS, PICTURE, Size

__all__ = ["BANNERS", "PALETTES", "PICTURE", "Palette", "Size", "draw", "to_png"]
