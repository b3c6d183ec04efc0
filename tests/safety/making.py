"""Safety messages as tests need them: proposed by one official, released by another."""

from typing import Any

from django.utils import timezone

from desk.models import ManagedSite, Official
from safety.actions import propose, release
from safety.models import SafetyProposal
from screens.models import SafetyMessage
from sites.models import Department
from tests.factories import make_official

WORDS = {
    "ko": {"title": "안전모를 쓰십시오", "text": "턱끈은 끝까지 조이십시오."},
    "en": {"title": "Wear your helmet", "text": "Fasten the chin strap."},
    "vi": {"title": "Hãy đội mũ bảo hộ", "text": "Cài chặt quai mũ."},
}


def make_proposal(
    *,
    by: Official | None = None,
    site: ManagedSite | None = None,
    department: Department | None = None,
    words: dict[str, dict[str, str]] | None = None,
    picture: str = "",
    **occasion: Any,
) -> SafetyProposal:
    by = by or make_official()
    department = department or (site.department if site else by.department)
    assert department is not None
    return propose(
        site=site,
        department=department,
        words=words or WORDS,
        occasion=occasion,
        picture=picture,
        by=by,
        now=timezone.now(),
    )


def make_message(*, approver: Official | None = None, **values: Any) -> SafetyMessage:
    return release(proposal=make_proposal(**values), by=approver or make_official(post="팀장"), now=timezone.now())
