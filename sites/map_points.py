"""What the large map shows of a list: single sites, and clusters of those too near each other to be told apart.

Sites fall into the cells of a grid whose size follows the zoom, and the database counts them: every site is in the
answer, which stays small however many there are. Of all sites, the cells of the zooms that show a city or a district
are counted inside beforehand.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.conf import settings
from django.db.models import Avg, Count, FloatField, Min
from django.db.models.expressions import Combinable, Value
from django.db.models.functions import Cast, Floor

from .models import ConstructionSite, CountedCell
from .models.construction_site import ConstructionSiteQuerySet
from .near import within

# About as many cells are in an answer at most; a larger part of the map than a screen shows has larger cells.
MOST_CELLS = 2_500
# A marker needs about so many pixels of its own; the world is 256 px wide at zoom 0.
_CELL_PX = 72
# A cell's height in its widths: about square where Korea lies.
_HEIGHT = 0.8
DEEPEST = 18
# Further out, whole countries are one cell; closer by, few sites are in sight.
COUNTED_ZOOMS = range(6, 16)
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
        return max(_width(self.zoom), math.sqrt(area / (MOST_CELLS * _HEIGHT)))

    @property
    def is_counted(self) -> bool:
        """Whether cells of just this size may have been counted beforehand."""
        return self.zoom in COUNTED_ZOOMS and self.cell == _width(self.zoom)


@dataclass(frozen=True)
class _Cell:
    row: int
    column: int
    latitude: float  # of the middle of its sites
    longitude: float
    sites: int
    first: int  # the lowest key of a site in it


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


def map_points(sites: ConstructionSiteQuerySet, view: View, *, are_all: bool) -> dict[str, object]:
    """Clusters as [latitude, longitude, number], single sites with name, status and address. At most three statements.

    `are_all` says that the sites are all that are disclosed.
    """
    cells = _counted_cells(view) if are_all and view.is_counted else []
    if not cells:
        inside = within(sites, (view.south, view.north), (view.west, view.east))
        cells = list(_cells(inside, view.cell))
    singles = ConstructionSite.objects.filter(pk__in=[cell.first for cell in cells if cell.sites == 1])
    return {
        "clusters": [
            [round(cell.latitude, 5), round(cell.longitude, 5), cell.sites] for cell in cells if cell.sites > 1
        ],
        "sites": [_single(site) for site in singles.only("latitude", "longitude", *_SHOWN)],
        "shown": sum(cell.sites for cell in cells),
    }


def count_cells() -> Iterator[CountedCell]:
    """The cells of all disclosed sites at the zooms that are counted beforehand: one statement."""
    deepest = COUNTED_ZOOMS[-1]
    cells = list(_cells(ConstructionSite.objects.disclosed(), _width(deepest)))
    for zoom in reversed(COUNTED_ZOOMS):
        if zoom < deepest:
            cells = _halved(cells)
        for cell in cells:
            yield CountedCell(
                zoom=zoom,
                row=cell.row,
                column=cell.column,
                sites=cell.sites,
                latitude=cell.latitude,
                longitude=cell.longitude,
                alone_id=cell.first if cell.sites == 1 else None,
            )


def _counted_cells(view: View) -> list[_Cell]:
    """The counted cells whose middle is in sight; empty where none are counted."""
    counted = CountedCell.objects.filter(
        zoom=view.zoom, latitude__range=(view.south, view.north), longitude__range=(view.west, view.east)
    )
    return [
        _Cell(cell.row, cell.column, cell.latitude, cell.longitude, cell.sites, cell.alone_id or 0) for cell in counted
    ]


def _cells(sites: ConstructionSiteQuerySet, width: float) -> Iterator[_Cell]:
    y, x = Cast("latitude", FloatField()), Cast("longitude", FloatField())
    rows = (
        sites.filter(latitude__isnull=False, longitude__isnull=False)
        .select_related(None)
        .prefetch_related(None)
        .order_by()
        .values(row=_cell_of(y, width * _HEIGHT), column=_cell_of(x, width))
        .annotate(y=Avg(y), x=Avg(x), number=Count("pk"), first=Min("pk"))
        .values_list("row", "column", "y", "x", "number", "first")
    )
    for row, column, latitude, longitude, number, first in rows:
        yield _Cell(int(row), int(column), latitude, longitude, number, first)


def _halved(cells: Iterable[_Cell]) -> list[_Cell]:
    """The same sites in cells twice as wide and high, as one zoom further out has them."""
    found: dict[tuple[int, int], list[_Cell]] = {}
    for cell in cells:
        found.setdefault((cell.row // 2, cell.column // 2), []).append(cell)
    return [_together(row, column, parts) for (row, column), parts in found.items()]


def _together(row: int, column: int, parts: list[_Cell]) -> _Cell:
    sites = sum(part.sites for part in parts)
    latitude = sum(part.latitude * part.sites for part in parts) / sites
    longitude = sum(part.longitude * part.sites for part in parts) / sites
    return _Cell(row, column, latitude, longitude, sites, min(part.first for part in parts))


def _width(zoom: int) -> float:
    return 360 * _CELL_PX / (256 * 2**zoom)


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
