"""The facts of one invented site: what is built where, by whom, when and for how much."""

import datetime
import math
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property
from random import Random
from typing import Any

from django.conf import settings

from sites.models import SiteStatus

from .data import table
from .firms import DemoFirm, firm
from .turns import district_and_visit

_DAY = datetime.timedelta(days=1)
# Eleven has no divisor in common with the 300 turns of the districts: every mixture comes up.
_STATUSES = (
    SiteStatus.ONGOING,
    SiteStatus.ONGOING,
    SiteStatus.COMPLETED,
    SiteStatus.ONGOING,
    SiteStatus.PLANNED,
    SiteStatus.ONGOING,
    SiteStatus.SUSPENDED,
    SiteStatus.ONGOING,
    SiteStatus.COMPLETED,
    SiteStatus.ONGOING,
    SiteStatus.ONGOING,
)
_TYPES = (
    "road",
    "public-building",
    "water-supply",
    "park",
    "bridge-tunnel",
    "road",
    "river",
    "sewerage",
    "public-building",
    "electric",
    "road",
    "urban-rail",
    "other",
)
# What a template may leave open, with the range it is drawn from unless the template has its own.
_RANGES = {"a": (8, 12), "b": (15, 25), "n": (2, 6), "length": (180, 1900), "area": (1500, 9500), "floors": (3, 5)}


CODE_PREFIX = "DEMO-"


def site_code(index: int) -> str:
    return f"{CODE_PREFIX}{index:06}"


@dataclass(frozen=True)
class Extension:
    number: int
    before_on: datetime.date
    after_on: datetime.date
    decided_on: datetime.date
    reason: str


@dataclass
class SitePlan:
    """One site. Amounts in won, dates relative to the day the demo was made for."""

    index: int
    today: datetime.date
    rng: Random  # the site's own: nothing of another site changes it
    work_type: str
    kind_of_works: dict[str, Any]  # the work type's table
    template: dict[str, Any]
    district: str
    words: dict[str, Any]
    latitude: Decimal
    longitude: Decimal
    status: SiteStatus
    starts_on: datetime.date
    first_ends_on: datetime.date
    budget: int
    contractor: DemoFirm
    supervisor: DemoFirm
    designer: DemoFirm
    phase: int
    extensions: list[Extension] = field(default_factory=list)

    @property
    def code(self) -> str:
        return site_code(self.index)

    @cached_property
    def name(self) -> str:
        part = f" 제{self.phase + 1}공구" if self.phase else ""
        return self.template["name"].format(**self.words) + part

    @cached_property
    def name_en(self) -> str:
        part = f", lot {self.phase + 1}" if self.phase else ""
        return self.template["name_en"].format(**self.words) + part

    @property
    def address(self) -> str:
        return f"서울특별시 {self.words['district']} {self.words['dong']} 일대"

    @property
    def has_begun(self) -> bool:
        return self.status != SiteStatus.PLANNED

    @property
    def record(self) -> dict[str, Any]:
        """The site's record as it stands today. Its department the writer adds, by key."""
        return {
            "name": self.name,
            "name_en": self.name_en,
            "district_codes": [self.district],
            "work_type": self.work_type,
            "status": self.status,
            "starts_on": self.starts_on,
            "ends_on": self.ends_on,
            "address": self.address,
            "latitude": self.latitude,
            "longitude": self.longitude,
        }

    @property
    def department(self) -> str:
        return self.kind_of_works["department"]

    @property
    def ends_on(self) -> datetime.date:
        return self.extensions[-1].after_on if self.extensions else self.first_ends_on

    def ends_on_as_of(self, day: datetime.date) -> datetime.date:
        """The completion that was planned on that day."""
        decided = [extension for extension in self.extensions if extension.decided_on <= day]
        return decided[-1].after_on if decided else self.first_ends_on

    @property
    def first_shown_on(self) -> datetime.date:
        """When the site first appeared in public, about six weeks before the works begin."""
        return min(self.starts_on - 45 * _DAY, self.today - 20 * _DAY)

    @property
    def stopped_on(self) -> datetime.date | None:
        """When a suspended site came to a halt."""
        if self.status != SiteStatus.SUSPENDED:
            return None
        return self.starts_on + (self.today - self.starts_on) * 2 // 3

    @property
    def reported_until(self) -> datetime.date:
        """The last day on which something could be reported."""
        return min(self.today, self.ends_on)

    def fraction(self, day: datetime.date) -> float:
        """How much of the contract's time has passed, 0 to 1."""
        total = (self.ends_on_as_of(day) - self.starts_on).days
        return min(1.0, max(0.0, (day - self.starts_on).days / total))

    def stage(self, day: datetime.date) -> list[str]:
        """What is being built: work item, the work in words, what is loud about it."""
        stages = self.kind_of_works["stages"]
        return stages[min(len(stages) - 1, int(self.fraction(day) * len(stages)))]


def plan_site(index: int, *, seed: int, today: datetime.date) -> SitePlan:
    """Site number `index` of the demo. Depends on these three alone, not on how many sites are made."""
    rng = Random(f"{seed}:{index}")  # noqa: S311  (invents data, guards nothing)
    district, visit = district_and_visit(index)
    offset = list(table("places")).index(district)
    slot = (visit + offset * 5) % len(_TYPES)
    work_type = _TYPES[slot]
    repeats = _TYPES.count(work_type)
    number = (visit // len(_TYPES)) * repeats + _TYPES[:slot].count(work_type)
    combinations = _combinations(work_type, district)
    template, place = combinations[(number + offset) % len(combinations)]
    status = _STATUSES[index % len(_STATUSES)]
    days = rng.randint(*template["days"])
    starts_on = _start(rng, status, days, today)
    low, high = template["budget"]
    budget = round(math.exp(rng.uniform(math.log(low), math.log(high))) * 100) * 1_000_000
    words = _words(rng, template, district, place)
    _ko, _en, latitude, longitude = table("places")[district]["dongs"][place % len(table("places")[district]["dongs"])]
    plan = SitePlan(
        index=index,
        today=today,
        rng=rng,
        work_type=work_type,
        kind_of_works=table("works")[work_type],
        template=template,
        district=district,
        words=words,
        latitude=_coordinate(latitude + rng.uniform(-0.0025, 0.0025)),
        longitude=_coordinate(longitude + rng.uniform(-0.003, 0.003)),
        status=status,
        starts_on=starts_on,
        first_ends_on=starts_on + datetime.timedelta(days=days - 1),
        budget=budget,
        contractor=firm("contractor", rng.randrange(40)),
        supervisor=firm("supervisor", rng.randrange(24)),
        designer=firm("designer", rng.randrange(20)),
        phase=number // len(combinations),
    )
    plan.extensions = _extensions(plan)
    return plan


@cache
def _combinations(work_type: str, district: str) -> list[tuple[dict[str, Any], int]]:
    """Each template of the type with each place it can name in the district."""
    places = table("places")[district]
    found = []
    for template in table("works")[work_type]["works"]:
        name = template["name"]
        choices = len(places["dongs"]) if "{dong}" in name else len(places["roads"]) if "{road}" in name else 1
        found += [(place, template) for place in range(choices)]
    found.sort(key=lambda each: each[0])
    return [(template, place) for place, template in found]


def _words(rng: Random, template: dict[str, Any], district: str, place: int) -> dict[str, Any]:
    places = table("places")[district]
    dong, road = places["dongs"][place % len(places["dongs"])], places["roads"][place % len(places["roads"])]
    numbers: dict[str, Any] = {
        name: f"{rng.randint(*template.get(name, default)):,}" for name, default in _RANGES.items()
    }
    return {
        **numbers,
        "district": district_name(district),
        "dong": dong[0],
        "dong_en": dong[1],
        "road": road[0],
        "road_en": road[1],
        "water": places["water"][0],
        "water_en": places["water"][1],
        "park": places["park"][0],
        "park_en": places["park"][1],
    }


def district_name(code: str) -> str:
    return next(entry.names["ko"] for entry in settings.PROFILE.districts if entry.code == code)


def _coordinate(degrees: float) -> Decimal:
    return Decimal(f"{degrees:.6f}")


def _start(rng: Random, status: SiteStatus, days: int, today: datetime.date) -> datetime.date:
    """So that the site has its status today."""
    if status == SiteStatus.PLANNED:
        return today + rng.randint(15, 150) * _DAY
    if status == SiteStatus.COMPLETED:
        # Late sites finish later than planned: the days of their extensions come on top (_extensions).
        return today - (days + rng.randint(260, 700)) * _DAY
    return today - int(days * rng.uniform(0.08, 0.93)) * _DAY


def _extensions(plan: SitePlan) -> list[Extension]:
    """At most two; the last one is decided before today."""
    number_wanted = plan.rng.choice((0, 0, 1, 1, 2)) if plan.status != SiteStatus.PLANNED else 0
    found: list[Extension] = []
    before, decided = plan.first_ends_on, plan.starts_on
    for number in range(1, number_wanted + 1):
        choice = plan.rng.choice(table("words")["extension"])
        # Some are decided only when the old completion has passed, as the real lists show.
        earliest, latest = decided + 60 * _DAY, min(before + 4 * _DAY, plan.today - 10 * _DAY)
        if earliest >= latest:
            break
        decided = latest - (latest - earliest) * (plan.rng.random() ** 2)
        after = before + plan.rng.randint(*choice["days"]) * _DAY
        found.append(Extension(number, before, after, decided, choice["reason"]))
        before = after
    if plan.status == SiteStatus.COMPLETED:
        return [extension for extension in found if extension.after_on < plan.today - 20 * _DAY]
    return found
