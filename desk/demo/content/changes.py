"""Design changes, extensions of time and penalty points."""

import datetime
from collections.abc import Iterator
from decimal import Decimal

from desk.demo.data import table
from desk.demo.papers import Paper
from desk.demo.plan import SitePlan
from desk.demo.versions import Version, version

from .money import contract_amount, contract_number

_DAY = datetime.timedelta(days=1)


def design_changes(plan: SitePlan) -> Iterator[Version]:
    changes = table("words")["change"]
    before = contract_amount(plan)
    for number in range(1, 1 + (0, 1, 2, 1)[plan.index % 4]):
        decided = plan.starts_on + (plan.first_ends_on - plan.starts_on) * number / 3.4
        if decided > plan.reported_until - 12 * _DAY:
            return
        change = changes[(plan.index + number) % len(changes)]
        # In permille of the amount before: mostly dearer, a change of price alone may make it cheaper.
        share = -8 - plan.index % 9 if change["type"] == "value" else 11 + (plan.index * 17 + number * 5) % 52
        after = before + before * share // 1000 // 1000 * 1000
        words = {key: change[key].format(n=(plan.index * 7 + number * 13) % 80 + 12) for key in ("what", "why")}
        values = {
            "number": f"제{number}회",
            "contract_number": contract_number(plan),
            "change_type": change["type"],
            **words,
            "amount_before": before,
            "amount_after": after,
            "decided_on": decided,
        }
        if plan.index % 2:
            values["document"] = Paper(
                title=f"설계변경 승인서 제{number}회",
                lines=(
                    plan.name,
                    f"변경 내용: {words['what']}",
                    f"변경 사유: {words['why']}",
                    f"계약금액: {before:,}원 → {after:,}원",
                    f"결정일: {decided:%Y. %-m. %-d.}",
                    "이 문서는 시연을 위해 만든 것으로 실제 공사와 관계가 없습니다.",
                ),
            )
        yield version(plan, "design-change", number, as_of_on=decided, released_on=decided + 7 * _DAY, values=values)
        before = after


def time_extensions(plan: SitePlan) -> Iterator[Version]:
    for extension in plan.extensions:
        values = {
            "number": f"제{extension.number}차",
            "completion_before_on": extension.before_on,
            "completion_after_on": extension.after_on,
            "days": (extension.after_on - extension.before_on).days,
            "reason": extension.reason,
            "decided_on": extension.decided_on,
        }
        day = extension.decided_on
        yield version(plan, "time-extension", extension.number, as_of_on=day, released_on=day + 6 * _DAY, values=values)


def penalties(plan: SitePlan) -> Iterator[Version]:
    if plan.index % 9 != 3:
        return
    imposed = plan.starts_on + (plan.reported_until - plan.starts_on) * 0.7
    choice = table("words")["penalty"][plan.index % len(table("words")["penalty"])]
    supervisor = plan.index % 2 == 0
    firm = plan.supervisor if supervisor else plan.contractor
    values = {
        "number": f"DP{imposed.year}-{plan.index:04}",
        "firm_name": firm.name,
        "registration_number": firm.registration_number,
        "role": "supervisor" if supervisor else "contractor",
        "inspection": choice["inspection"],
        "points": Decimal(choice["points"]),
        "imposed_on": imposed,
        "reason": choice["reason"],
    }
    yield version(plan, "penalty", 1, as_of_on=imposed, released_on=imposed + 5 * _DAY, values=values)
