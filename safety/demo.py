"""The demo's safety messages, as officials would have proposed and released them."""

import datetime
import tomllib
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from desk.demo.officials import HOME_DEPARTMENT, demo_approver
from desk.models import Official
from sites.models import Department

from .actions import propose, release
from .models import SafetyProposal


def load_messages(today: datetime.date) -> str:
    """Everything or nothing; nothing where there are messages already."""
    home = Department.objects.filter(code=HOME_DEPARTMENT).first()
    editor = Official.objects.filter(username="editor").first()
    if home is None or editor is None or SafetyProposal.objects.exists():
        return "no demo safety messages loaded: they are there already, or the demo's officials are not"
    given = tomllib.loads((Path(__file__).parent / "messages.toml").read_text(encoding="utf-8"))["message"]
    now = timezone.now()
    with transaction.atomic():
        for entry in given:
            occasion = {"is_citywide": True, **entry.get("occasion", {})}
            words = entry["words"]
            proposal = propose(site=None, department=home, words=words, occasion=occasion, by=editor, now=now)
            release(proposal=proposal, by=demo_approver(), now=now)
    return f"{len(given)} demo safety messages loaded"
