"""Site record, overview, location, rendering, participants and webcam."""

import datetime
from collections.abc import Iterator
from typing import Any

from desk.demo.data import table
from desk.demo.firms import person
from desk.demo.pictures import Picture
from desk.demo.plan import SitePlan
from desk.demo.versions import Version, Withheld, version
from sites.models import SiteStatus

_DAY = datetime.timedelta(days=1)
_NEIGHBOURS_OF_PLANTS = ("water-supply", "sewerage")


def site_record(plan: SitePlan) -> Iterator[Version]:
    """One version at each turn of the site's life: begun, put off, halted, finished."""
    words = table("words")["correction"]
    turns: list[tuple[datetime.date, str, str]] = [(plan.first_shown_on, SiteStatus.PLANNED, "")]
    if plan.has_begun:
        turns.append((plan.starts_on, SiteStatus.ONGOING, words["start"]))
    turns += [(extension.decided_on, SiteStatus.ONGOING, words["site"]) for extension in plan.extensions]
    if plan.stopped_on:
        turns.append((plan.stopped_on, SiteStatus.SUSPENDED, words["suspension"]))
    if plan.status == SiteStatus.COMPLETED:
        turns.append((plan.ends_on, SiteStatus.COMPLETED, words["completion"]))
    turns.sort(key=lambda turn: turn[0])
    status = SiteStatus.PLANNED
    for number, (day, then, reason) in enumerate(turns, start=1):
        # An extension decided while the works stand still does not set them going.
        status = SiteStatus(status if reason == words["site"] else then)
        values = {**plan.record, "status": status, "ends_on": plan.ends_on_as_of(day)}
        yield version(
            plan,
            "site",
            as_of_on=day,
            released_on=day + (number - 1) * _DAY,
            values=values,
            number=number,
            reason=reason,
        )


def overview_values(plan: SitePlan) -> dict[str, Any]:
    template = plan.template
    return {
        "purpose": template["purpose"].format(**plan.words),
        "scale": template["scale"].format(**plan.words),
        "scope": template["scope"].format(**plan.words),
        "client": plan.kind_of_works["client"],
        "administrative_entity": "서울특별시",
        "facility_type": plan.kind_of_works["facility"],
        "project_type": template["project_type"],
        "budget": plan.budget,
        "budget_approved_on": plan.starts_on - 210 * _DAY,
        "funding_source": "시비 100%" if plan.index % 3 else "국비 30%, 시비 70%",
        "starts_on": plan.starts_on,
        "ends_on": plan.first_ends_on,
        "environmental_impact": "소음과 먼지를 매일 측정하고, 기준에 가까워지면 작업을 멈추고 살수합니다.",
        "land_and_settlement": (
            "편입 토지의 보상 협의를 마쳤습니다." if plan.index % 4 else "공공용지 안의 공사로 편입 토지가 없습니다."
        ),
    }


def overview(plan: SitePlan) -> Iterator[Version]:
    """The overview, and its second version once the works moved or ended."""
    values = overview_values(plan)
    yield version(plan, "overview", as_of_on=plan.first_shown_on, values=values)
    if plan.status == SiteStatus.COMPLETED:
        final = {
            **values,
            "ends_on": plan.ends_on,
            "completed_on": plan.ends_on,
            "final_cost": plan.budget * 102 // 100 if plan.extensions else plan.budget,
            "final_scope": values["scope"],
            "audit_reports": "준공검사 적합, 시민감사 지적사항 없음",
        }
        if plan.extensions:
            final["change_summary"] = plan.extensions[-1].reason
        yield _second(plan, final, plan.ends_on + 9 * _DAY)
    elif plan.extensions:
        last = plan.extensions[-1]
        yield _second(plan, {**values, "ends_on": last.after_on, "change_summary": last.reason}, last.decided_on)


def _second(plan: SitePlan, values: dict[str, Any], day: datetime.date) -> Version:
    reason = table("words")["correction"]["overview"]
    return version(plan, "overview", as_of_on=day, released_on=day + 5 * _DAY, values=values, number=2, reason=reason)


def location_values(plan: SitePlan) -> dict[str, Any]:
    return {"address": plan.address, "latitude": plan.latitude, "longitude": plan.longitude}


def location(plan: SitePlan) -> Iterator[Version]:
    """The place; long works as a line. Lines that lead to plants are withheld now and then."""
    values = location_values(plan)
    values["plan_image"] = Picture("plan", "streets", plan.index % 6)
    values["plan_caption"] = f"{plan.words['dong']} 위치도(시연용으로 그린 그림)"
    withheld: tuple[Withheld, ...] = ()
    if plan.work_type in ("road", "water-supply", "sewerage", "river", "electric"):
        step = [(-0.0016, -0.0005), (-0.0004, 0.0002), (0.0007, 0.0001), (0.0018, 0.0008)]
        values["extent"] = {
            "type": "LineString",
            "coordinates": [[round(float(plan.longitude) + x, 6), round(float(plan.latitude) + y, 6)] for x, y in step],
        }
        if plan.work_type in _NEIGHBOURS_OF_PLANTS and plan.index % 3 == 0:
            withheld = (ground_for("location"),)
    yield version(plan, "location", as_of_on=plan.first_shown_on, values=values, withheld=withheld)


def rendering(plan: SitePlan) -> Iterator[Version]:
    view = ("남쪽에서 본", "하늘에서 본", "보행자 눈높이에서 본")[plan.index % 3]
    values = {
        "image": Picture("rendering", plan.kind_of_works["scene"], plan.index % 3),
        "caption": f"{view} 완공 뒤 {plan.words['dong']} 모습(시연용으로 그린 그림)",
        "drawn_on": plan.starts_on - 120 * _DAY,
    }
    yield version(plan, "rendering", 1, as_of_on=plan.first_shown_on, values=values)


def participants(plan: SitePlan) -> Iterator[Version]:
    """Client and designer from the beginning, contractor and supervisor from the contract on."""
    client = {
        "role": "client",
        "organisation": plan.kind_of_works["client"],
        "position": "공사팀장",
        "phone": department(plan.department)["phone"],
    }
    yield version(plan, "participant", "client", as_of_on=plan.first_shown_on, values=client)
    firms = [("designer", plan.designer, "설계책임자", plan.first_shown_on)]
    if plan.has_begun:
        supervisor = "construction-manager" if plan.budget > 20_000_000_000 else "supervisor"
        firms += [
            (supervisor, plan.supervisor, "책임건설사업관리기술인", plan.starts_on),
            ("contractor", plan.contractor, "현장대리인", plan.starts_on),
        ]
    for place, (role, firm, position, day) in enumerate(firms):
        values = {
            "role": role,
            "organisation": firm.name,
            "registration_number": firm.registration_number,
            "responsible_person": person(plan.index * 5 + place),
            "position": position,
            "phone": f"02-000-{3000 + (plan.index * 3 + place) % 6000:04}",
        }
        withheld = (ground_for("participant"),) if role == "designer" and plan.index % 6 == 1 else ()
        yield version(plan, "participant", role, as_of_on=day, values=values, withheld=withheld)
        if role == "contractor" and plan.index % 10 == 3:
            moved = {**values, "phone": f"02-000-{9000 + plan.index % 1000:04}"}
            reason = table("words")["correction"]["participant"]
            later = day + 75 * _DAY
            if later < plan.today - 7 * _DAY:
                yield version(plan, "participant", role, as_of_on=later, values=moved, number=2, reason=reason)


def webcam(plan: SitePlan) -> Iterator[Version]:
    if plan.status != SiteStatus.ONGOING or plan.index % 4 not in (1, 3):
        return
    values = {
        "title": f"{plan.words['dong']} 현장 전경",
        "address": f"https://webcam.example.org/{plan.code.lower()}/still.jpg",
        "hours": "08:00–18:00",
    }
    withheld = (ground_for("webcam"),) if plan.index % 8 == 3 else ()
    yield version(plan, "webcam", 1, as_of_on=plan.starts_on + 20 * _DAY, values=values, withheld=withheld)


def department(code: str) -> dict[str, Any]:
    return next(entry for entry in table("departments")["departments"] if entry["code"] == code)


def ground_for(kind: str) -> Withheld:
    """The decision the demo takes for a field of this kind."""
    entry = next(entry for entry in table("words")["withholding"] if entry["kind"] == kind)
    return Withheld(entry["field"], entry["ground"], entry["reason"])
