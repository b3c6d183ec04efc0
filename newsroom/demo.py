"""The demo's newsletter, press release and notice, as officials would have written and released them."""

import datetime
import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from desk.demo.officials import HOME_DEPARTMENT, demo_approver
from desk.models import Official
from newsletters.models import Bulletin
from sites.models import ConstructionSite, Department, SiteStatus

from .actions import release, submit
from .drafting import Month, draft_issue
from .models import BulletinDraft, DraftText

_SITES = 3  # that the demo's notice concerns


def load_bulletins(today: datetime.date) -> str:
    """Everything or nothing; nothing where something was written already."""
    home = Department.objects.filter(code=HOME_DEPARTMENT).first()
    editor = Official.objects.filter(username="editor").first()
    if home is None or editor is None or BulletinDraft.objects.exists():
        return "no demo newsletter loaded: there is one already, or the demo's officials are not"
    given = tomllib.loads((Path(__file__).parent / "bulletins.toml").read_text(encoding="utf-8"))["bulletin"]
    with transaction.atomic():
        for entry in given:
            _release(_written(entry, home), editor)
        issue = draft_issue(Month.before(today), department=home, now=timezone.now())
        if issue is not None:
            _release(issue, editor)
    return f"{Bulletin.objects.shown().count()} demo newsletters, press releases and notices loaded"


def _written(entry: dict[str, Any], department: Department) -> BulletinDraft:
    draft = BulletinDraft.objects.create(kind=entry["kind"], department=department, created_at=timezone.now())
    if entry["concerns_sites"]:
        ongoing = ConstructionSite.objects.disclosed().filter(department=department, status=SiteStatus.ONGOING)
        draft.sites.set(ongoing.order_by("pk")[:_SITES])
    DraftText.objects.bulk_create(
        DraftText(draft=draft, language=language, title=words["title"], body=words["body"].strip())
        for language, words in entry["words"].items()
    )
    return draft


def _release(draft: BulletinDraft, editor: Official) -> None:
    now = timezone.now()
    release(draft=submit(draft=draft, by=editor, now=now), by=demo_approver(), now=now)
