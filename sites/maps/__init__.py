"""The districts of a city as outlines: a JSON file for each profile, `<slug>.json`, or none."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders

_FOLDER = Path(__file__).parent
_SCRIPT = "allimi-map.js"


@dataclass(frozen=True)
class Outline:
    """A district as an SVG path, and where its label stands; in units of the map's view box."""

    code: str
    path: str
    label: tuple[float, float]


@dataclass(frozen=True)
class DistrictMap:
    view_box: str
    outlines: tuple[Outline, ...]


@cache
def district_map(profile: str) -> DistrictMap | None:
    """The map of a profile's districts; None where nobody has drawn one."""
    file = _FOLDER / f"{profile}.json"
    if not file.is_file():
        return None
    data = json.loads(file.read_text(encoding="utf-8"))
    outlines = (Outline(code, drawn["d"], (drawn["x"], drawn["y"])) for code, drawn in data["districts"].items())
    return DistrictMap(view_box=data["viewBox"], outlines=tuple(outlines))


def boundary_file(profile: str) -> str:
    """The districts' boundaries that maps draw, as a static file's name; empty where there is none."""
    name = f"geo/{profile}.geojson"
    return name if finders.find(name) else ""


def map_script(profile: str) -> str:
    """What draws maps for citizens, as a static file's name: with the city's own boundaries where there are any."""
    name = f"allimi-map-{profile}.js"
    return name if finders.find(name) else _SCRIPT


def has_boundaries(script: str) -> bool:
    """Whether this script of `map_script` brings boundaries."""
    return script != _SCRIPT
