"""Design changes, extensions of time and penalty points."""

import datetime
from collections.abc import Iterator
from decimal import Decimal

from desk.demo.data import table
from desk.demo.papers import Paper
from desk.demo.plan import SitePlan
from desk.demo.versions import Version, version

from .price import amendments, contract_number, contract_rounds

_DAY = datetime.timedelta(days=1)


def design_changes(plan: SitePlan) -> Iterator[Version]:
    several = len(contract_rounds(plan)) > 1
    for each in amendments(plan):
        number = f"제{each.number}회" + (f"({each.round}차분)" if several else "")
        count = (plan.index * 7 + each.number * 13) % 80 + 12
        words = {key: each.words[key].format(n=count) for key in ("what", "why")}
        values = {
            "number": number,
            "contract_number": contract_number(plan),
            "change_type": each.words["type"],
            **words,
            "amount_before": each.before,
            "amount_after": each.after,
            "decided_on": each.decided_on,
        }
        if plan.index % 2:
            values["document"] = Paper(
                title=f"설계변경 승인서 {number}",
                lines=(
                    plan.name,
                    f"변경 내용: {words['what']}",
                    f"변경 사유: {words['why']}",
                    f"계약금액: {each.before:,}원 → {each.after:,}원",
                    f"결정일: {each.decided_on:%Y. %-m. %-d.}",
                    "이 문서는 시연을 위해 만든 것으로 실제 공사와 관계가 없습니다.",
                ),
            )
        day = each.decided_on
        yield version(plan, "design-change", each.number, as_of_on=day, released_on=day + 7 * _DAY, values=values)


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
