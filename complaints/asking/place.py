"""The point of a place that a citizen describes in words, as coordinates or on a map."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sites.gazetteer import Place, neighbourhoods_in
from sites.near import Point

# Three decimals are some 100 m: what has fewer is no point. Latitude comes first, and «127.07» is none.
_POINT = re.compile(r"(?<![\d.])(-?\d{1,2}\.\d{3,})[°,;/\s]+(-?\d{1,3}\.\d{3,})°?")
# None of the neighbourhoods that the words may mean.
NONE = "none"


@dataclass(frozen=True)
class Spot:
    """Where it is, as far as it is known; `middle_of` where the point is no more than a neighbourhood's middle."""

    words: str
    point: Point | None = None
    middle_of: Place | None = None

    @property
    def coordinates(self) -> str:
        """As people write them: a neighbourhood's middle is not told more finely than it is meant."""
        if self.point is None:
            return ""
        decimals = 5 if self.middle_of is None else 3
        return f"{self.point.latitude:.{decimals}f}, {self.point.longitude:.{decimals}f}"


def point_in(words: str) -> Point | None:
    """A point (WGS 84, degrees) that somebody copied from a map; None where there are only words."""
    found = _POINT.search(words)
    if found is None:
        return None
    point = Point(float(found[1]), float(found[2]))
    return point if abs(point.latitude) <= 90 and abs(point.longitude) <= 180 else None


def spot_of(kept: Mapping[str, str]) -> Spot:
    """Of the page's fields `words`, `point` and `place`. A point that was given goes before any that is looked up.

    Only the city's own gazetteer is asked: a petition's words go to no service outside.
    """
    words = kept.get("words", "").strip()
    given = point_in(kept.get("point", "")) or point_in(words)
    if given is not None:
        return Spot(words, given)
    meant = _meant(neighbourhoods_in(words), kept.get("place", ""))
    return Spot(words, meant.point if meant else None, meant)


def places_to_choose(kept: Mapping[str, str]) -> list[Place]:
    """Neighbourhoods among which only the citizen can tell: several are called so, and there is no other point."""
    words = kept.get("words", "")
    if point_in(kept.get("point", "")) or point_in(words):
        return []
    found = neighbourhoods_in(words)
    return found if len(found) > 1 else []


def _meant(found: list[Place], code: str) -> Place | None:
    if len(found) == 1:
        return found[0]
    return next((place for place in found if place.code == code), None)
