"""Districts and neighbourhoods by name: `sites/gazetteers/<profile>.csv`, read once. What it holds is in its README."""

import csv
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language

from .near import Point

GAZETTEERS = Path(__file__).parent / "gazetteers"
# As many as a reader can choose from.
MOST = 8
# What Korean hangs onto a name: «역삼동에서».
_PARTICLE = re.compile(r"(에서|에|의|쪽)$")


@dataclass(frozen=True)
class Place:
    code: str
    name: str
    district: str  # official code; empty where it is not known
    point: Point

    @property
    def full_name(self) -> str:
        """The name that means this place alone: «강남구 신사동»."""
        district = district_names().get(self.district, "")
        return self.name if self.code == self.district or not district else f"{district} {self.name}"


def has_gazetteer() -> bool:
    return bool(places())


@cache
def places() -> tuple[Place, ...]:
    path = GAZETTEERS / f"{settings.PROFILE.slug}.csv"
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8", newline="") as rows:
        return tuple(
            Place(row["code"], row["name"], row["district"], Point(float(row["latitude"]), float(row["longitude"])))
            for row in csv.DictReader(rows)
        )


@cache
def _codes_by_name() -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for place in places():
        found.setdefault(_key(place.name), []).append(place.code)
    return found


def find_places(text: str) -> list[Place]:
    """The places a citizen may mean, the likeliest alone where there is one: all named so, else all that begin so."""
    words = [_key(word) for word in text.split()]
    words = [word for word in words if word and word not in _city_words()]
    districts = {code for word in words for code in _districts_named(word)}
    rest = "".join(word for word in words if not _districts_named(word))
    if not rest:
        return [place for place in places() if place.code in districts][:MOST]
    inside = [place for place in places() if not districts or place.district in districts]
    for wanted in dict.fromkeys((rest, re.sub(r"\d+동$", "동", rest), f"{rest}동")):
        exact = [place for place in inside if _key(place.name) == wanted]
        if exact:
            return exact[:MOST]
    return [place for place in inside if _key(place.name).startswith(rest)][:MOST]


def neighbourhoods_in(text: str) -> list[Place]:
    """Those that a sentence names in full: «강남구 역삼동 사거리». A district is none: nobody is sent to its middle."""
    words = [_key(word) for word in re.split(r"[\s,()]+", text)]
    districts = {code for word in words for code in _districts_named(word)}
    names = {name for word in words if word for name in _forms(word)}
    named = {code for name in names for code in _codes_by_name().get(name, ())}
    if not named:
        return []
    return [
        place
        for place in places()
        if place.code in named and place.code != place.district and (not districts or place.district in districts)
    ][:MOST]


def middle_at(point: Point) -> Place | None:
    """The place of which this very point is the middle."""
    return next((place for place in places() if place.point == point), None)


def district_names() -> dict[str, str]:
    """By code, in the language of content."""
    return {entry.code: entry.names[settings.PROFILE.languages[0]] for entry in settings.PROFILE.districts}


def district_label(code: str) -> str:
    """The district's name in the reader's language."""
    names = next((entry.names for entry in settings.PROFILE.districts if entry.code == code), {})
    return names.get(get_language() or "") or names.get(settings.PROFILE.languages[0], "")


def _forms(word: str) -> set[str]:
    """A word as it stands and without its particle; both of «역삼1동» as «역삼동» too."""
    bare = {word, _PARTICLE.sub("", word)}
    return bare | {re.sub(r"\d+동$", "동", name) for name in bare}


def _key(text: str) -> str:
    return re.sub(r"[\s·.\-]+", "", unicodedata.normalize("NFKC", text)).casefold()


def _city_words() -> set[str]:
    full = _key(settings.PROFILE.city[settings.PROFILE.languages[0]])
    return {full, re.sub(r"(특별|광역)?시$", "", full), re.sub(r"(특별|광역)시$", "시", full)}


def _districts_named(word: str) -> set[str]:
    """Districts by any of their names or their official code; «강남» alone is left to the neighbourhoods."""
    return {
        entry.code
        for entry in settings.PROFILE.districts
        if word in {entry.code, *(_key(name) for name in entry.names.values())}
    }
