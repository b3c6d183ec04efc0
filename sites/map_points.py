"""What the large map shows of a list: single sites, and clusters of those too near each other to be told apart.

Sites fall into the cells of a grid whose size follows the zoom, and the database counts them: every site is in the
answer, which stays small however many there are.
"""

import math
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.conf import settings
from django.db.models import Avg, Count, FloatField, Min
from django.db.models.expressions import Combinable, Value
from django.db.models.functions import Cast, Floor

from .models import ConstructionSite
from .models.construction_site import ConstructionSiteQuerySet

# About as many cells are in an answer at most; a larger part of the map than a screen shows has larger cells.
MOST_CELLS = 2_500
# A marker needs about so many pixels of its own; the world is 256 px wide at zoom 0.
_CELL_PX = 72
# A cell's height in its widths: about square where Korea lies.
_HEIGHT = 0.8
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
        """A cell's width in degrees of longitude."""
        area = float(self.north - self.south) * float(self.east - self.west)
        return max(360 * _CELL_PX / (256 * 2**self.zoom), math.sqrt(area / (MOST_CELLS * _HEIGHT)))


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
    """Clusters as [latitude, longitude, number], single sites with name, status and address. Two statements."""
    inside = sites.filter(latitude__range=(view.south, view.north), longitude__range=(view.west, view.east))
    y, x = Cast("latitude", FloatField()), Cast("longitude", FloatField())
    cells = (
        inside.select_related(None)
        .prefetch_related(None)
        .order_by()
        .values(row=_cell_of(y, view.cell * _HEIGHT), column=_cell_of(x, view.cell))
        .annotate(y=Avg(y), x=Avg(x), number=Count("pk"), first=Min("pk"))
        .values_list("y", "x", "number", "first")
    )
    clusters, alone, shown = [], [], 0
    for latitude, longitude, number, first in cells:
        shown += number
        if number == 1:
            alone.append(first)
        else:
            clusters.append([round(latitude, 5), round(longitude, 5), number])
    singles = ConstructionSite.objects.filter(pk__in=alone).only("latitude", "longitude", *_SHOWN)
    return {"clusters": clusters, "sites": [_single(site) for site in singles], "shown": shown}


def _cell_of(degrees: Combinable, size: float) -> Combinable:
    return Floor(degrees / Value(size))


def _single(site: ConstructionSite) -> dict[str, object]:
    return {
        "at": [float(site.latitude or 0), float(site.longitude or 0)],
        "name": site.localized_name,
        "lang": "" if site.name_is_translated else settings.PROFILE.languages[0],
        "status": site.status,
        "word": str(site.get_status_display()),
        "url": site.get_absolute_url(),
    }
