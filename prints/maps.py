"""A district with its works as numbered dots."""

import json
import math
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders

from sites.maps import boundary_file

Point = tuple[float, float]

_WIDTH = 1000.0
_MARGIN = 40.0
_DOT = 26.0  # radius
_ROUNDS = 40  # of pushing dots apart that lie upon each other


def district_svg(code: str, places: Iterable[tuple[int, Point]]) -> str:
    """The district's outline with a dot for each number at its latitude and longitude; empty where none is drawn."""
    rings = _rings_of(settings.PROFILE.slug).get(code)
    if not rings:
        return ""
    project, height = _projection(rings)
    paths = " ".join(_path(project(lat, lon) for lon, lat in ring) for ring in rings)
    dots = _apart([(number, *project(*place)) for number, place in places])
    drawn = "".join(_dot(number, x, y) for number, x, y in dots)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH:.0f} {height:.0f}">'
        f'<path d="{paths}" fill="#ecf2fe" stroke="#063a74" stroke-width="3" fill-rule="evenodd"/>{drawn}</svg>'
    )


@cache
def _rings_of(profile: str) -> dict[str, list[list[Point]]]:
    """The outer and inner rings of every district, as longitude and latitude, by its official code."""
    name = boundary_file(profile)
    path = finders.find(name) if name else None
    if path is None:
        return {}
    data = json.loads(Path(str(path)).read_text(encoding="utf-8"))
    return {each["properties"]["code"]: list(_rings(each["geometry"])) for each in data["features"]}


def _rings(geometry: dict[str, Any]) -> Iterator[list[Point]]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in polygons:
        yield from polygon


def _projection(rings: list[list[Point]]) -> tuple[Any, float]:
    """From latitude and longitude to the drawing, and how high that is: true to scale at the district's middle."""
    longitudes = [lon for ring in rings for lon, _lat in ring]
    latitudes = [lat for ring in rings for _lon, lat in ring]
    west, north = min(longitudes), max(latitudes)
    narrowing = math.cos(math.radians((north + min(latitudes)) / 2))
    scale = (_WIDTH - 2 * _MARGIN) / ((max(longitudes) - west) * narrowing)

    def project(latitude: float, longitude: float) -> Point:
        return _MARGIN + (longitude - west) * narrowing * scale, _MARGIN + (north - latitude) * scale

    return project, (north - min(latitudes)) * scale + 2 * _MARGIN


def _path(points: Iterable[Point]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"


def _apart(dots: list[tuple[int, float, float]]) -> list[tuple[int, float, float]]:
    """The dots moved as far as their numbers need to be read."""
    moved = [[x, y] for _number, x, y in dots]
    for _round in range(_ROUNDS):
        for first in range(len(moved)):
            for second in range(first):
                _push(moved[first], moved[second], first)
    return [(number, x, y) for (number, _x, _y), (x, y) in zip(dots, moved, strict=True)]


def _push(one: list[float], other: list[float], turn: int) -> None:
    across, down = one[0] - other[0], one[1] - other[1]
    distance = math.hypot(across, down)
    if distance >= 2 * _DOT:
        return
    if distance < 0.01:  # in the very same place: each in a direction of its own
        across, down, distance = math.cos(turn), math.sin(turn), 1.0
    by = (2 * _DOT - distance) / 2 / distance
    one[0], one[1] = one[0] + across * by, one[1] + down * by
    other[0], other[1] = other[0] - across * by, other[1] - down * by


def _dot(number: int, x: float, y: float) -> str:
    size = 31 if number < 100 else 24
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_DOT}" fill="#063a74" stroke="#fff" stroke-width="2"/>'
        f'<text x="{x:.1f}" y="{y + size * 0.36:.1f}" font-family="Pretendard GOV" font-weight="700" '
        f'font-size="{size}" fill="#fff" text-anchor="middle">{number}</text>'
    )
