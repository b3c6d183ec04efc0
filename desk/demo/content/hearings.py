"""Briefings before the works, and one that is still to come."""

import datetime
from collections.abc import Iterator
from typing import Any

from desk.demo.data import table
from desk.demo.papers import Paper
from desk.demo.plan import SitePlan
from desk.demo.versions import Version, version

_DAY = datetime.timedelta(days=1)
_AFTER = "설명회를 마치고 회의록과 질의답변을 추가했습니다."


def hearings(plan: SitePlan) -> Iterator[Version]:
    """Of each third site the briefing before its works; of some that go on, the next one and a banner."""
    if plan.index % 3 == 0 and plan.has_begun:
        yield from _briefing(plan)
    if plan.index % 6 == 0 and plan.status == "ongoing":
        yield _coming(plan)


def _announced(plan: SitePlan, *, title: str, day: datetime.date) -> dict[str, Any]:
    return {
        "hearing_type": "briefing",
        "title": f"{plan.name} {title}",
        "held_on": day,
        "hours": "14:00–16:00",
        "place": f"{plan.words['dong']} 주민센터 3층 대회의실",
        "about": "공사 기간과 작업 시간, 교통 처리, 소음과 먼지를 줄이는 방법을 설명하고 의견을 듣습니다.",
        "taking_part": "누구나 참석할 수 있습니다. 수어통역이 필요하시면 3일 전까지 전화로 알려 주십시오.",
        "announcement": Paper(
            title="주민설명회 개최 공고",
            lines=(
                plan.name,
                f"일시: {day:%Y. %-m. %-d.} 14:00",
                f"장소: {plan.words['dong']} 주민센터 3층 대회의실",
                "이 문서는 시연을 위해 만든 것으로 실제 공사와 관계가 없습니다.",
            ),
        ),
    }


def _briefing(plan: SitePlan) -> Iterator[Version]:
    day = plan.first_shown_on + 21 * _DAY
    values = _announced(plan, title="착공 주민설명회", day=day)
    announced_on = day - 16 * _DAY
    yield version(plan, "hearing", "start", as_of_on=announced_on, values=values)
    if day >= plan.today:
        return
    asked = table("words")["hearing"]
    pairs = [asked[(plan.index + number) % len(asked)] for number in range(3)]
    after = {
        **values,
        "attendance": 18 + plan.index % 40,
        "exchanges": "\n".join(f"문: {each['question']}\n답: {each['answer']}" for each in pairs),
        "outcome": "통학 시간에는 공사 차량을 운행하지 않고, 야간작업은 사흘 전에 알리기로 했습니다.",
    }
    yield version(
        plan,
        "hearing",
        "start",
        as_of_on=day,
        released_on=max(day + 7 * _DAY, announced_on + 8 * _DAY),
        values=after,
        number=2,
        reason=_AFTER,
    )


def _coming(plan: SitePlan) -> Version:
    day = plan.today + (9 + plan.index % 20) * _DAY
    values = _announced(plan, title="중간 주민설명회", day=day)
    return version(plan, "hearing", "midway", as_of_on=plan.today - 6 * _DAY, values=values)
