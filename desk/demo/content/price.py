"""What the works are contracted for, a round at a time, and how design changes moved it. All amounts in won."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from desk.demo.data import table
from desk.demo.plan import SitePlan

_DAY = datetime.timedelta(days=1)
TEN_BILLION = 10_000_000_000
TEN_THOUSAND = 10_000


@dataclass(frozen=True)
class Round:
    """A contract of its own within the works (차수)."""

    number: int
    amount: int
    signed_on: datetime.date
    starts_on: datetime.date
    ends_on: datetime.date


@dataclass(frozen=True)
class Amendment:
    """A design change of the round that was in force, with the round's amount before and after."""

    number: int
    round: int
    words: dict[str, Any]  # what may be changed, and why
    before: int
    after: int
    decided_on: datetime.date


def estimate(plan: SitePlan) -> int:
    """The cost estimate: about seven tenths of the project's cost; land, design and supervision are the rest."""
    return plan.budget * 72 // 100


def contract_number(plan: SitePlan) -> str:
    return f"D{plan.starts_on.year}-{plan.index:05}"


def contract_rounds(plan: SitePlan) -> list[Round]:
    """Works of more than two years are contracted a budget year at a time; the last round takes what is left."""
    days = (plan.first_ends_on - plan.starts_on).days
    parts = 1 if days <= 730 else min(4, days // 365)
    total = estimate(plan) * _award_permille(plan) // 1000 // TEN_THOUSAND * TEN_THOUSAND
    part = total // parts // TEN_THOUSAND * TEN_THOUSAND
    length = (plan.first_ends_on - plan.starts_on) / parts
    found = []
    for number in range(1, parts + 1):
        begins = plan.starts_on + length * (number - 1)
        ends = plan.first_ends_on if number == parts else begins + length - _DAY
        amount = total - part * (parts - 1) if number == parts else part
        found.append(Round(number, amount, begins - 12 * _DAY, begins, ends))
    return found


def signed_rounds(plan: SitePlan) -> list[Round]:
    """Those that are public today: a contract is released some days after it is signed."""
    if not plan.has_begun:
        return []
    return [each for each in contract_rounds(plan) if each.signed_on <= plan.today - 8 * _DAY]


def price_on(plan: SitePlan, day: datetime.date) -> int:
    """What had been contracted by that day, with the changes decided by then."""
    signed = sum(each.amount for each in signed_rounds(plan) if each.signed_on <= day)
    return signed + sum(each.after - each.before for each in amendments(plan) if each.decided_on <= day)


def amendments(plan: SitePlan) -> Iterator[Amendment]:
    """At most two, in the order of their decisions."""
    choices = table("words")["change"]
    amounts = {each.number: each.amount for each in signed_rounds(plan)}
    for number in range(1, 1 + (0, 1, 2, 1)[plan.index % 4]):
        decided = plan.starts_on + (plan.first_ends_on - plan.starts_on) * number / 3.4
        if decided > plan.reported_until - 12 * _DAY:
            return
        in_force = max(each.number for each in signed_rounds(plan) if each.signed_on <= decided)
        words, before = choices[(plan.index + number) % len(choices)], amounts[in_force]
        # In permille of the amount before: mostly dearer, a change of price alone may make it cheaper.
        share = -8 - plan.index % 9 if words["type"] == "value" else 11 + (plan.index * 17 + number * 5) % 52
        amounts[in_force] = before + before * share // 1000 // TEN_THOUSAND * TEN_THOUSAND
        yield Amendment(number, in_force, words, before, amounts[in_force], decided)


def _award_permille(plan: SitePlan) -> int:
    """Small works are won just above the floor of 87.745 %, large ones near 80 %."""
    base = 799 if plan.budget > TEN_BILLION else 878
    return base + plan.index * 13 % 9
