"""Typed makers of the things tests need. Each call makes a new one; keywords set what matters to the test."""

import datetime
import itertools
import time
from decimal import Decimal
from typing import Any

from django.utils import timezone

from desk.actions import open_site, release_drafts, save_draft, submit
from desk.items import item_uuid
from desk.models import Draft, ManagedSite, Official, StoredFile, draft_model
from disclosures.models import Release
from sites.models import Department

TODAY = datetime.date(2026, 11, 2)
# Unlike in any other process: benchmarks make things from several at once.
_numbers = itertools.count(time.time_ns() // 1000 % 10**9 * 1000)


def make_department(**values: Any) -> Department:
    number = next(_numbers)
    defaults = {"code": f"D{number}", "name": f"도로계획과 {number}", "phone": "02-2133-0000"}
    return Department.objects.create(**{**defaults, **values})


def make_official(**values: Any) -> Official:
    number = next(_numbers)
    values.setdefault("username", f"official{number}")
    values.setdefault("department", Department.objects.filter(name="토목부").first() or make_department(name="토목부"))
    values.setdefault("post", "주무관")
    return Official.objects.create_user(password=None, **values)


def make_site(**values: Any) -> ManagedSite:
    number = next(_numbers)
    by = values.pop("by", None) or make_official()
    defaults = {"code": f"T{number}", "name": f"시험 도로 확장공사 {number}", "department": by.department}
    return open_site(**{**defaults, **values}, by=by)


# Content that is complete for each kind, in Korean as officials write it.
CONTENT: dict[str, dict[str, Any]] = {
    "site": {
        "name": "금호로 확장공사",
        "name_en": "Geumho-ro widening",
        "district_codes": ["11200"],
        "work_type": "road",
        "status": "ongoing",
        "starts_on": datetime.date(2025, 3, 2),
        "ends_on": datetime.date(2027, 8, 31),
        "address": "서울 성동구 금호로 일대",
        "latitude": Decimal("37.551656"),
        "longitude": Decimal("127.025476"),
    },
    "overview": {"purpose": "출퇴근 시간 정체를 줄이려고 2차로를 4차로로 넓힙니다.", "budget": 9_100_000_000},
    "location": {"address": "서울 성동구 금호로 1-1", "latitude": Decimal("37.551656")},
    "rendering": {"caption": "완공 뒤 동쪽에서 본 모습"},
    "participant": {"role": "contractor", "organisation": "(주)한빛가람건설", "phone": "02-300-1000"},
    "progress": {"planned_percent": Decimal("64.00"), "actual_percent": Decimal("62.10")},
    "work-schedule": {
        "starts_on": datetime.date(2026, 11, 2),
        "ends_on": datetime.date(2026, 11, 8),
        "work_now": "3번 교각 철근 조립",
    },
    "photo": {"work_item": "토공", "viewpoint": "북쪽 육교 위"},
    "webcam": {"title": "3번 교각", "address": "https://cam.example.org/still.jpg"},
    "contract": {
        "number": "2025-0001",
        "title": "금호로 확장공사(토목)",
        "winner": "(주)한빛가람건설",
        "amount": 8_800_000_000,
    },
    "subcontract": {"subcontractor": "다온토건 주식회사", "work": "철근콘크리트공", "amount": 1_200_000_000},
    "payment": {"sequence": 1, "payment_type": "progress", "payee_tier": "prime", "amount": 700_000_000},
    "design-change": {
        "number": "1",
        "what": "보도 폭 2 m → 3 m",
        "amount_before": 8_800_000_000,
        "amount_after": 9_000_000_000,
    },
    "time-extension": {
        "number": "1",
        "completion_before_on": datetime.date(2027, 5, 31),
        "completion_after_on": datetime.date(2027, 8, 31),
        "days": 92,
    },
    "hearing": {
        "hearing_type": "briefing",
        "title": "금호로 확장공사 주민설명회",
        "held_on": datetime.date(2026, 11, 20),
        "hours": "14:00–16:00",
        "place": "금호동 주민센터 3층 대강당",
    },
    "penalty": {"number": "1", "firm_name": "(주)한빛가람건설", "points": Decimal("0.500")},
}


def make_file(*, by: Official, media_type: str = "image/jpeg") -> StoredFile:
    """A stored file with made-up bytes; tests of cleaning use real ones."""
    number = next(_numbers)
    return StoredFile.objects.create(
        sha256=f"{number:064x}",
        media_type=media_type,
        width=640,
        height=480,
        size=4,
        content=b"data",
        thumbnail=b"tiny",
        uploaded_by=by,
    )


def make_draft(kind: str, *, site: ManagedSite | None = None, by: Official | None = None, **values: Any) -> Draft:
    """A saved, complete draft of the kind."""
    by = by or make_official()
    site = site or make_site(by=by)
    content = dict(CONTENT[kind])
    if kind == "site":
        content["department"] = site.department
    if kind in ("rendering", "photo") and "image" not in values:
        content["image"] = make_file(by=by).sha256
    header = {
        "managed_site": site,
        "item": item_uuid(kind, site.code, next(_numbers)),
        "as_of_on": TODAY,
        "source_department": site.department,
    }
    return save_draft(draft=draft_model(kind)(**{**header, **content, **values}), by=by)


def make_submitted(kind: str, *, by: Official | None = None, **values: Any) -> Draft:
    by = by or make_official()
    return submit(draft=make_draft(kind, by=by, **values), by=by, now=timezone.now())


def make_release(kind: str, *, site: ManagedSite | None = None, **values: Any) -> Release:
    """A released item of the kind, on a released site."""
    editor, approver = make_official(), make_official(post="팀장")
    site = site or make_site(by=editor)
    drafts = []
    if kind != "site" and not Release.objects.current().filter(kind="site", site__code=site.code).exists():
        drafts.append(make_submitted("site", site=site, by=editor))
    drafts.append(make_submitted(kind, site=site, by=editor, **values))
    return release_drafts(drafts=drafts, by=approver, now=timezone.now())[-1]
