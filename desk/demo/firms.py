"""The invented firms and people of the demo."""

from dataclasses import dataclass
from functools import cache

from .data import table


@dataclass(frozen=True)
class DemoFirm:
    name: str
    name_en: str
    registration_number: str
    representative: str
    seat: str


@cache
def firm(role: str, number: int) -> DemoFirm:
    """The firm with this number among those of a role. The same number is the same firm."""
    words = table("firms")
    first, first_en = words["first"][number % len(words["first"])]
    suffixes = words["suffix"][role]
    turn = number // len(words["first"])
    suffix, suffix_en = suffixes[(number + turn) % len(suffixes)]
    roles = list(words["suffix"])
    return DemoFirm(
        name=f"(주){first}{suffix}" if number % 3 else f"{first}{suffix} 주식회사",
        name_en=f"{first_en} {suffix_en}",
        registration_number=f"000-{81 + roles.index(role)}-{10000 + number * 7:05}",
        representative=person(number * 3 + roles.index(role)),
        seat=words["seats"][number % len(words["seats"])],
    )


def person(number: int) -> str:
    """An invented name; like all names here it means nobody."""
    people = table("firms")["people"]
    surname, given = people[number % len(people)][0], people[(number * 7 + number // len(people)) % len(people)][1:]
    return surname + given
