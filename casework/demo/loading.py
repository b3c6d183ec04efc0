"""Loads the demo's cases as citizens and officials would have made them: received, taken, asked back, answered."""

import datetime
import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from casework import actions
from casework.actions.publishing import propose, release
from casework.models import CannedParagraph, Case, Route
from complaints.petitions import Petition, Place, Rating, ReceiptKey, Writer
from complaints.sealing.receipts import new_receipt
from desk.demo.officials import HOME_DEPARTMENT, demo_approver
from desk.models import ManagedSite, Official
from sites.models import Department

_HOUR = datetime.timedelta(hours=1)
_TEN = datetime.time(10)


def load_cases(today: datetime.date) -> str:
    """Everything or nothing; nothing where the demo's cases are there already."""
    home = Department.objects.filter(code=HOME_DEPARTMENT).first()
    editor = Official.objects.filter(username="editor").first()
    if home is None or editor is None or Case.objects.filter(is_demo=True).exists():
        return "no demo cases loaded: they are there already, or the demo's officials are not"
    given = tomllib.loads((Path(__file__).parent / "petitions.toml").read_text(encoding="utf-8"))
    with transaction.atomic():
        _prepare(home, given["paragraph"])
        sites = list(ManagedSite.objects.filter(department=home, code__startswith="DEMO-").order_by("code")[:8])
        for number, entry in enumerate(given["petition"]):
            _load(entry, sites[number % len(sites)] if sites else None, editor, today)
    return f"{len(given['petition'])} demo cases loaded"


def _prepare(home: Department, paragraphs: list[dict[str, str]]) -> None:
    Route.objects.get_or_create(place=1000, department=home)
    for paragraph in paragraphs:
        CannedParagraph.objects.get_or_create(title=paragraph["title"], defaults={"text": paragraph["text"]})


def _load(entry: dict[str, Any], site: ManagedSite | None, editor: Official, today: datetime.date) -> None:
    at = timezone.make_aware(datetime.datetime.combine(today - datetime.timedelta(days=entry["days"]), _TEN))
    at = min(at, timezone.now())
    made = new_receipt()
    petition = Petition(
        post=entry["post"],
        place=Place(site=site.code if site else ""),
        title=entry["title"],
        text=entry["text"],
        writer=Writer(
            method="phone", subject=f"0100000{Case.objects.count():04}", name="홍길동", phone="010-0000-0000"
        ),
        receipt=ReceiptKey(number=made.number, locator=made.locator, public_key=made.public_key),
        public=entry.get("public", False),
        written_at=at,
        language="ko",
    )
    case = actions.receive(petition=petition, received_at=at, arrival=None, is_demo=True)
    if entry["state"] != "new":
        _handle(case, entry, editor, at + _HOUR)
    if petition.public:
        _publish(case, entry, editor, min(at + 2 * _HOUR, timezone.now()))


def _publish(case: Case, entry: dict[str, Any], editor: Official, at: datetime.datetime) -> None:
    words = {"title": entry["title"], "text": entry["text"], "answer": entry.get("answer", "")}
    release(publication=propose(case=case, **words, by=editor, now=at), by=demo_approver(), now=at)


def _handle(case: Case, entry: dict[str, Any], editor: Official, at: datetime.datetime) -> None:
    """As far as the entry says."""
    actions.assign(case=case, officer=editor, by=editor, now=at)
    if back := entry.get("back"):
        actions.ask_back(case=case, text=back, by=editor, now=at)
    if text := entry.get("answer"):
        reason, remedy = entry.get("reason", ""), entry.get("remedy", "")
        actions.save_draft(
            case=case, text=text, is_refusal=bool(reason), reason=reason, remedy=remedy, by=editor, now=at
        )
    if entry["state"] == "submitted":
        actions.submit_draft(case=case, by=editor, now=at)
    elif "answer" in entry:
        actions.answer(case=case, by=editor, now=at)
    if points := entry.get("rating"):
        rating = Rating(locator=case.locator, points=points, written_at=at, language="ko")
        actions.rate(rating=rating, received_at=at + _HOUR)
