"""A map in a form, on which a point is chosen. The coordinates can always be typed; the map needs no tiles."""

from dataclasses import dataclass
from typing import Any

from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpResponse

from disclosures.kinds import Kind
from disclosures.kinds.fields import CoordinateField
from sites.maps import boundary_file
from sites.tiles import Tiles, tiles


@dataclass(frozen=True)
class PointPicker:
    """What the map is drawn with."""

    centre: tuple[float, float]  # of the city, where nothing is chosen yet
    boundaries: str  # a static file; empty where the city's are not drawn
    tiles: Tiles | None


def point_picker(kind: Kind) -> PointPicker | None:
    """None for kinds without a point."""
    if not any(isinstance(field, CoordinateField) for field in kind.fields):
        return None
    return PointPicker(centre=settings.PROFILE.centre, boundaries=boundary_file(settings.PROFILE.slug), tiles=tiles())


def admitting_tiles(response: HttpResponse) -> HttpResponse:
    """Lets the page load the map's background from the one host that the city chose."""
    background = tiles()
    if background is None:
        return response
    response["Referrer-Policy"] = "strict-origin-when-cross-origin"
    admitted: Any = csp_update({"img-src": [background.host]})
    return admitted(lambda _request: response)(None)
