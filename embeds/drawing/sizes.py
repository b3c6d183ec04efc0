"""The sizes in which banners are given. Once published a size stays: web pages out there ask for it."""

from dataclasses import dataclass

_FINEST = 10.5  # pixels
# In units of each template's viewBox.
_HEIGHTS = {"row": 40, "block": 100, "strip": 60, "box": 250}


@dataclass(frozen=True)
class Size:
    slug: str
    width: int  # pixels; of the fluid one, what it is drawn in where nothing gives it a width
    height: int
    layout: str  # the template in templates/embeds/drawn

    @property
    def units(self) -> int:
        """The width in the units of its template, which knows one height for all sizes."""
        return round(self.width * _HEIGHTS.get(self.layout, self.height) / self.height)

    @property
    def finest(self) -> float:
        """The smallest letters that are still read, in those units."""
        return round(_FINEST * _HEIGHTS.get(self.layout, self.height) / self.height, 1)

    @property
    def third(self) -> int:
        """A third of that, for columns."""
        return (self.units - 24) // 3

    @property
    def is_fluid(self) -> bool:
        return self.slug == "fluid"


def _fixed(layout: str, *slugs: str) -> dict[str, Size]:
    sizes = {}
    for slug in slugs:
        width, height = map(int, slug.split("x"))
        sizes[slug] = Size(slug, width, height, layout)
    return sizes


# Rows of links to other offices (배너모음), side columns, the widths of advertisements, and a square for pop-up zones.
BANNERS: dict[str, Size] = {
    **_fixed("row", "140x40", "150x50", "170x50", "180x60", "200x60"),
    **_fixed("block", "220x100", "300x100"),
    **_fixed("strip", "468x60", "728x90"),
    **_fixed("box", "250x250", "300x250"),
    "fluid": Size("fluid", 728, 96, "fluid"),
}
# What messengers and social networks show of a link.
PICTURE = Size("picture", 1200, 630, "picture")
