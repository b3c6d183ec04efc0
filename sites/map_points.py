"""What the large map shows of a list: single sites, and clusters of those too near each other to be told apart.

Sites fall into the cells of a grid whose size follows the zoom, so the answer stays small however many there are.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.conf import settings

from .models import ConstructionSite
from .models.construction_site import ConstructionSiteQuerySet
from .order import NEWEST

# Read in one answer; beyond it the map says that it shows the newest ones, and a reader narrows the list or the view.
MOST_SITES = 5_000
# A marker needs about so many pixels of its own; the world is 256 px wide at zoom 0.
_CELL_PX = 72
DEEPEST = 18
_SHOWN = ("code", "name", "name_en", "status")


@dataclass(frozen=True)
class View:
    """The part of the map that is seen: degrees, and the zoom as in Web Mercator maps."""

    south: Decimal
    west: Decimal
    north: Decimal
    east: Decimal
    zoom: int

    @property
    def cell(self) -> float:
        """A cell's width in degrees of longitude. Its height is four fifths: about square where Korea lies."""
        return float(360 * _CELL_PX / (256 * 2**self.zoom))


def parse_view(bbox: str, zoom: str) -> View:
    """`bbox=south,west,north,east`, `zoom=12`. Raises ValueError for what is no part of the world."""
    try:
        edges = [Decimal(part) for part in bbox.split(",")]
    except InvalidOperation:
        raise ValueError("bbox") from None
    if len(edges) != 4 or not all(edge.is_finite() and abs(edge) <= 180 for edge in edges):
        raise ValueError("bbox")
    south, west, north, east = edges
    if south > north or west > east or not zoom.isascii() or not zoom.isdigit() or int(zoom) > DEEPEST:
        raise ValueError("bbox or zoom")
    return View(south, west, north, east, int(zoom))


def map_points(sites: ConstructionSiteQuerySet, view: View) -> dict[str, object]:
    """Clusters as [latitude, longitude, number], single sites with name, status and address. One statement."""
    inside = sites.filter(latitude__range=(view.south, view.north), longitude__range=(view.west, view.east))
    plain = NEWEST.sort(inside.select_related(None).prefetch_related(None))
    rows = list(plain.values_list("latitude", "longitude", *_SHOWN)[: MOST_SITES + 1])
    cells = defaultdict(list)
    for latitude, longitude, *shown in rows[:MOST_SITES]:
        y, x = float(latitude), float(longitude)
        cells[int(x / view.cell), int(y / (view.cell * 0.8))].append((y, x, shown))
    clusters, singles = [], []
    for found in cells.values():
        if len(found) == 1:
            singles.append(_single(*found[0]))
        else:
            ys, xs, _ = zip(*found, strict=True)
            clusters.append([round(sum(ys) / len(ys), 5), round(sum(xs) / len(xs), 5), len(found)])
    return {"clusters": clusters, "sites": singles, "shown": len(rows[:MOST_SITES]), "more": len(rows) > MOST_SITES}


def _single(latitude: float, longitude: float, shown: list[str]) -> dict[str, object]:
    site = ConstructionSite(**dict(zip(_SHOWN, shown, strict=True)))
    return {
        "at": [latitude, longitude],
        "name": site.localized_name,
        "lang": "" if site.name_is_translated else settings.PROFILE.languages[0],
        "status": site.status,
        "word": str(site.get_status_display()),
        "url": site.get_absolute_url(),
    }
