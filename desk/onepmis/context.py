"""What a row leaves to be found out: districts from addresses, the work type from the name, a code from a title."""

import csv
import hashlib
import re
from functools import cache
from pathlib import Path

from django.conf import settings

from sites.models import WorkType

_WORK_TYPES = Path(__file__).with_name("work_types.csv")
# 시설유형 of pmisPjtList, as far as it was seen; what is not here is guessed from the name.
_FACILITIES = {
    "도로": WorkType.ROAD,
    "교량": WorkType.BRIDGE_TUNNEL,
    "터널": WorkType.BRIDGE_TUNNEL,
    "도시철도": WorkType.URBAN_RAIL,
    "지하철": WorkType.URBAN_RAIL,
    "상수도": WorkType.WATER_SUPPLY,
    "하수도": WorkType.SEWERAGE,
    "하천": WorkType.RIVER,
    "치수": WorkType.RIVER,
    "공공건축": WorkType.PUBLIC_BUILDING,
    "건축": WorkType.PUBLIC_BUILDING,
    "공원": WorkType.PARK,
    "조경": WorkType.PARK,
    "전기": WorkType.ELECTRIC,
    "통신": WorkType.ELECTRIC,
}


def district_codes(*places: str) -> list[str]:
    """The city's districts that the first of these texts to name any names, by their official codes."""
    codes = _districts()
    for place in places:
        if found := _district_names().findall(place):
            return sorted({codes[name] for name in found})
    return []


@cache
def _districts() -> dict[str, str]:
    language = settings.PROFILE.languages[0]
    return {district.names[language]: district.code for district in settings.PROFILE.districts}


@cache
def _district_names() -> re.Pattern[str]:
    """A district's name as a word of its own: 중구, but not the end of 인천중구."""
    return re.compile(rf"(?<![가-힣])(?:{'|'.join(map(re.escape, _districts()))})(?![가-힣])")


def facility_work_type(facility: str) -> WorkType | None:
    """The work type of a 시설유형."""
    return _FACILITIES.get(facility.replace(" ", ""))


@cache
def _patterns() -> list[tuple[re.Pattern[str], WorkType]]:
    with _WORK_TYPES.open(encoding="utf-8", newline="") as file:
        return [(re.compile(line["pattern"]), WorkType(line["work_type"])) for line in csv.DictReader(file)]


def guessed_work_type(name: str) -> WorkType:
    """What a project's name says that is built. A guess: it gives way to whatever else says it."""
    for pattern, work_type in _patterns():
        if pattern.search(f"{name} "):
            return work_type
    return WorkType.OTHER


def derived_code(prefix: str, name: str) -> str:
    """A short code for a thing that its source only names: the same name always gets the same one."""
    return f"{prefix}-{hashlib.sha256(name.encode()).hexdigest()[:12]}"


def published_officer_name(name: str) -> str:
    """An official's name where the city publishes its officials' names in full; a mask would tell nobody anything."""
    return name if settings.OFFICER_NAMES == "published" else ""
