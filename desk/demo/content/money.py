"""Contracts, subcontracts and payments."""

import datetime
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from desk.demo.data import table
from desk.demo.firms import firm
from desk.demo.plan import SitePlan
from desk.demo.versions import Version, Withheld, version
from sites.models import SiteStatus

from .basics import department, ground_for
from .price import (
    TEN_BILLION,
    TEN_THOUSAND,
    contract_number,
    contract_rounds,
    estimate,
    price_on,
    signed_rounds,
)
from .reports import actual_percent

_DAY = datetime.timedelta(days=1)
# How a progress payment is divided, in percent, and the days from approval to each payee's account.
_TIERS = (("prime", 34, 3), ("subcontractor", 27, 9), ("labour", 19, 4), ("equipment", 8, 8), ("material", 12, 8))
_ADVANCE_PERCENT = 20
_BEFORE_THE_END_PERCENT = 95  # of what is contracted; the rest when the works are accepted


def contract_values(plan: SitePlan, number: int = 1) -> dict[str, Any]:
    """One round of the contract for the works."""
    rounds = contract_rounds(plan)
    this = rounds[number - 1]
    closed = plan.status == SiteStatus.COMPLETED or this.ends_on < plan.today - 60 * _DAY
    return {
        "number": contract_number(plan),
        "round": number,
        "title": plan.name + (f" {number}차" if len(rounds) > 1 else ""),
        "nature": "construction",
        "status": "closed" if closed else "active",
        "method": "open" if plan.budget > TEN_BILLION else "selective",
        "method_details": "종합심사낙찰제" if plan.budget > TEN_BILLION else "적격심사",
        "procuring_entity": plan.kind_of_works["client"],
        "procuring_contact": department(plan.department)["phone"],
        "tenderers": (12 + plan.index * 7 % 40) if number == 1 else None,
        "estimate": estimate(plan) // len(rounds),
        "winner": plan.contractor.name,
        "winner_registration_number": plan.contractor.registration_number,
        "amount": this.amount,
        "signed_on": this.signed_on,
        "starts_on": this.starts_on,
        "ends_on": this.ends_on,
        "scope": plan.template["scope"].format(**plan.words),
    }


def contracts(plan: SitePlan) -> Iterator[Version]:
    if not plan.has_begun:
        yield _tender(plan)
    several = len(contract_rounds(plan)) > 1
    for each in signed_rounds(plan):
        withheld = (ground_for("contract"),) if each.number == 1 and several and plan.index % 5 == 2 else ()
        yield version(
            plan, "contract", each.number, as_of_on=each.signed_on, released_on=each.signed_on + 6 * _DAY,
            values=contract_values(plan, each.number), withheld=withheld,
        )  # fmt: skip


def _tender(plan: SitePlan) -> Version:
    """Before the award the estimate and, of course, the amount are not disclosed."""
    kept = ("status", "number", "title", "nature", "method", "method_details", "procuring_entity", "procuring_contact")
    values = {name: value for name, value in contract_values(plan).items() if name in kept}
    values |= {"status": "pre-award", "amount": estimate(plan), "estimate": estimate(plan)}
    reason = "입찰이 진행 중이어서 공개하면 공정한 입찰에 지장을 줄 수 있습니다. 낙찰자가 정해지면 공개합니다."
    withheld = tuple(Withheld(field, 5, reason) for field in ("amount", "estimate"))
    return version(plan, "contract", 1, as_of_on=plan.first_shown_on, values=values, withheld=withheld)


def subcontracts(plan: SitePlan) -> Iterator[Version]:
    trades = plan.kind_of_works["trades"]
    for number, (trade, work, _en) in enumerate(trades[: 1 + plan.index % len(trades)]):
        signed = plan.starts_on + (40 + number * 55) * _DAY
        if signed > plan.reported_until - 10 * _DAY:
            return
        price = price_on(plan, signed) * (16 - number * 3) // 100 // TEN_THOUSAND * TEN_THOUSAND
        # Article 31: below 82 % of the prime's price a subcontract's fairness is examined.
        rate = Decimal(8260 + (plan.index * 31 + number * 173) % 1500).scaleb(-2)  # two decimals, as stored
        partner = firm("subcontractor", (plan.index * 3 + number * 11) % 60)
        values = {
            "contract_number": contract_number(plan),
            "subcontractor": partner.name,
            "registration_number": partner.registration_number,
            "representative": partner.representative,
            "trade": trade,
            "seat": partner.seat,
            "work": work,
            "prime_price": price,
            "amount": int(price * rate / 100) // TEN_THOUSAND * TEN_THOUSAND,
            "rate": rate,
            "signed_on": signed,
        }
        withheld = (ground_for("subcontract"),) if plan.index % 14 == 5 and number == 0 else ()
        yield version(
            plan, "subcontract", number, as_of_on=signed, released_on=signed + 12 * _DAY, values=values,
            withheld=withheld,
        )  # fmt: skip


def payments(plan: SitePlan) -> Iterator[Version]:
    """An advance, a payment each quarter (half-year where the works are long), the rest at the end."""
    if not plan.has_begun:
        return
    rounds = contract_rounds(plan)
    whole, advance = sum(each.amount for each in rounds), rounds[0].amount * _ADVANCE_PERCENT // 100
    yield from _payment(plan, 0, "advance", advance, plan.starts_on + 25 * _DAY, tiers=_TIERS[:2])
    every = 91 if (plan.ends_on - plan.starts_on).days < 900 else 182
    paid, number = advance, 0
    day = plan.starts_on + every * _DAY
    while day < plan.reported_until - 15 * _DAY:
        number += 1
        earned = advance + int((whole - advance) * actual_percent(plan, day) / 100)
        due = min(earned, price_on(plan, day) * _BEFORE_THE_END_PERCENT // 100)
        yield from _payment(plan, number, "progress", due - paid, day)
        paid, day = max(due, paid), day + every * _DAY
    if plan.status == SiteStatus.COMPLETED:
        last = min(plan.ends_on + 12 * _DAY, plan.today - 5 * _DAY)
        yield from _payment(plan, number + 1, "final", price_on(plan, last) - paid, last)


def _payment(
    plan: SitePlan, sequence: int, kind: str, total: int, approved: datetime.date, tiers: tuple = _TIERS
) -> Iterator[Version]:
    whole = sum(percent for _tier, percent, _days in tiers)
    for tier, percent, days in tiers:
        amount = total * percent // whole // 1000 * 1000
        paid = approved + days * _DAY
        if amount <= 0 or paid > plan.today:
            continue
        values = {
            "contract_number": contract_number(plan),
            "sequence": sequence,
            "payment_type": kind,
            "payee_tier": tier,
            "amount": amount,
            "approved_on": approved,
            "paid_on": paid,
        }
        wrong = plan.index % 15 == 7 and sequence == 1 and tier == "prime" and paid < plan.today - 40 * _DAY
        first = {**values, "paid_on": approved} if wrong else values
        yield version(plan, "payment", sequence, tier, as_of_on=paid, released_on=paid + 2 * _DAY, values=first)
        if wrong:
            yield version(
                plan, "payment", sequence, tier, as_of_on=paid, released_on=paid + 20 * _DAY, values=values,
                number=2, reason=table("words")["correction"]["payment"],
            )  # fmt: skip
