"""Places within so many kilometres of a point."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from django.db.models import FloatField, QuerySet
from django.db.models.expressions import Combinable, Value
from django.db.models.functions import ASin, Cast, Cos, Least, Power, Radians, Sin, Sqrt

from .models.construction_site import BANDS_A_DEGREE, LATITUDE_BAND, ConstructionSiteQuerySet

EARTH_METRES = 6_371_008.8  # mean radius
RADII_KM = ("0.5", "1", "2", "3", "5")
DEFAULT_RADIUS_KM = "1"
_SMALLEST_KM = Decimal("0.5")  # the middle of a wider circle: smaller ones hold few sites
# The widest circle touches twenty. A part of the map that touches more is read without them.
_BANDS_AT_MOST = 100

Span = tuple[Decimal, Decimal]  # from one degree to another, both included


@dataclass(frozen=True)
class Point:
    """Degrees of WGS 84."""

    latitude: float
    longitude: float

    def __str__(self) -> str:
        return f"{self.latitude:.5f},{self.longitude:.5f}"


def parse_point(text: str) -> Point:
    """«37.5665,126.9780». Raises ValueError for anything else."""
    latitude, longitude = (float(part) for part in text.split(","))
    if not (abs(latitude) <= 85 and abs(longitude) <= 180):  # false for NaN too
        raise ValueError("out of range")
    return Point(latitude, longitude)


@dataclass(frozen=True)
class Circle:
    """A point and the kilometres around it."""

    centre: Point
    kilometres: Decimal

    def narrow(self, sites: ConstructionSiteQuerySet) -> ConstructionSiteQuerySet:
        """The sites inside, each with its `distance` in metres."""
        return self.inside(sites.annotate(distance=distance_from(self.centre)))

    def inside(self, sites: ConstructionSiteQuerySet) -> ConstructionSiteQuerySet:
        """Of sites with their distances those inside."""
        return within(sites, *self.box).filter(("distance__lte", self.metres))

    def hold(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Of any rows with a latitude and a longitude those inside."""
        latitudes, longitudes = self.box
        boxed = rows.filter(latitude__range=latitudes, longitude__range=longitudes)
        return boxed.alias(distance=distance_from(self.centre)).filter(("distance__lte", self.metres))

    @property
    def metres(self) -> float:
        return float(self.kilometres) * 1000

    @property
    def box(self) -> tuple[Span, Span]:
        """From which latitude to which, and from which longitude to which, in degrees: the circle lies within."""
        # A metre more, for coordinates are rounded and the box must not cut the circle.
        height = math.degrees((self.metres + 1) / EARTH_METRES)
        width = height / math.cos(math.radians(self.centre.latitude))
        return _between(self.centre.latitude, height), _between(self.centre.longitude, width)

    def growing(self, *, parts: int) -> Iterator["Circle"]:
        """Circles around the same point, from a part of the radius on, each twice as wide; this one is the last."""
        kilometres = self.kilometres / parts
        while kilometres < self.kilometres:
            if kilometres >= _SMALLEST_KM:
                yield Circle(self.centre, kilometres)
            kilometres *= 2
        yield self


def distance_from(point: Point) -> Combinable:
    """Metres from the point along a great circle, in SQL (the haversine formula)."""
    latitude, longitude = Cast("latitude", FloatField()), Cast("longitude", FloatField())
    across = Power(Sin(Radians(latitude - Value(point.latitude)) / 2), 2)
    along = Power(Sin(Radians(longitude - Value(point.longitude)) / 2), 2)
    half = across + Cos(Radians(latitude)) * Value(math.cos(math.radians(point.latitude))) * along
    return Value(2 * EARTH_METRES) * ASin(Sqrt(Least(half, Value(1.0))))


def within(sites: ConstructionSiteQuerySet, latitudes: Span, longitudes: Span) -> ConstructionSiteQuerySet:
    """The sites in this box of degrees; an index finds them."""
    boxed = sites.filter(latitude__range=latitudes, longitude__range=longitudes)
    first, last = (int((edge * BANDS_A_DEGREE).to_integral_value(ROUND_FLOOR)) for edge in latitudes)
    if last - first >= _BANDS_AT_MOST:
        return boxed
    return boxed.alias(latitude_band=LATITUDE_BAND).filter(latitude_band__in=range(first, last + 1))


def _between(middle: float, half: float) -> Span:
    # Decimals, as the columns are: against a float PostgreSQL would cast the column and use no index.
    return Decimal(f"{middle - half:.6f}"), Decimal(f"{middle + half:.6f}")
