"""A jurisdiction profile: what a city discloses, in which languages, units and districts.

Data, not code: one TOML file a city in `sites/profiles/`. Settings load it before any model exists,
so this module knows nothing of Django.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

PROFILES = Path(__file__).parent / "profiles"


class ProfileError(ValueError):
    """The profile's file is missing or wrong; the message says where and what to do."""


@dataclass(frozen=True)
class DistrictEntry:
    code: str  # the country's official code, e.g. 11110
    names: Mapping[str, str]  # by language


@dataclass(frozen=True)
class Duty:
    """What the city owes for one kind of disclosure: its legal basis and how often it is renewed."""

    kind: str
    cycle: str  # a key of CYCLES
    legal_basis: str


@dataclass(frozen=True)
class PhonePlan:
    """How mobile numbers of the country look. No others are sent anything: foreign ones cost the city money."""

    country: str  # the country's calling code
    mobile: re.Pattern[str]  # as dialled in the country, digits alone
    example: str


# Days after which a kind counts as late; None where it is renewed by events, not by the calendar.
CYCLES: Mapping[str, int | None] = {"once": None, "on-change": None, "daily": 1, "weekly": 7, "monthly": 31}


@dataclass(frozen=True)
class Profile:
    slug: str
    city: Mapping[str, str]
    languages: tuple[str, ...]  # the first is the default
    time_zone: str
    currency: str  # ISO 4217
    currency_decimals: int  # digits of the minor unit; money is an integer of it
    district_level: Mapping[str, str]  # what a district is called there
    districts: tuple[DistrictEntry, ...]
    duties: tuple[Duty, ...]
    centre: tuple[float, float]  # latitude, longitude
    call_centre: str
    phone: PhonePlan

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The slugs of the kinds this city discloses, in its own order."""
        return tuple(duty.kind for duty in self.duties)

    def duty(self, kind: str) -> Duty:
        return next(duty for duty in self.duties if duty.kind == kind)


def load_profile(slug: str) -> Profile:
    """Reads `sites/profiles/<slug>.toml`. Raises ProfileError with what to do."""
    path = PROFILES / f"{slug}.toml"
    if not path.is_file():
        known = ", ".join(sorted(found.stem for found in PROFILES.glob("*.toml")))
        raise ProfileError(f"ALLIMI_PROFILE={slug!r} is no known profile. Known: {known}.")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    try:
        return _profile(slug, data)
    except (KeyError, TypeError, ValueError) as error:
        raise ProfileError(f"{path.name}: {error!r}. Compare with seoul.toml, which is complete.") from error


def _profile(slug: str, data: dict) -> Profile:
    duties = tuple(Duty(kind=kind, **duty) for kind, duty in data["kinds"].items())
    for duty in duties:
        if duty.cycle not in CYCLES:
            raise ValueError(f"kind {duty.kind}: cycle {duty.cycle!r} is none of {', '.join(CYCLES)}")
        if not duty.legal_basis:
            raise ValueError(f"kind {duty.kind}: legal_basis is empty")
    districts = tuple(DistrictEntry(code=code, names=names) for code, names in data["districts"].items())
    return Profile(
        slug=slug,
        city=data["city"],
        languages=tuple(data["languages"]),
        time_zone=data["time_zone"],
        currency=data["currency"]["code"],
        currency_decimals=data["currency"]["decimals"],
        district_level=data["district_level"],
        districts=districts,
        duties=duties,
        centre=(data["centre"]["latitude"], data["centre"]["longitude"]),
        call_centre=data["call_centre"],
        phone=_phone(data["phone"]),
    )


def _phone(data: Mapping[str, str]) -> PhonePlan:
    try:
        mobile = re.compile(data["mobile"], re.ASCII)
    except re.error as error:
        raise ValueError(f"phone.mobile: {error}") from error
    return PhonePlan(country=data["country"], mobile=mobile, example=data["example"])
