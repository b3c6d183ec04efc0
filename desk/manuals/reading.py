"""Which manuals a reader has, and which section explains the page that he or she is on."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import get_language

from desk.addresses import page_url
from desk.models import Official
from desk.role_table import Duty, draft_permission

from .book import MANUALS, Manual, manual

# Whose a manual is: who has the permission. The others are a firm's people's, everybody's, and a training ground's.
_PERMISSIONS = {
    "officer": draft_permission("add", "site"),
    "approver": f"desk.{Duty.APPROVE.value}",
    "auditor": "desk.view_auditentry",
    "administrator": "desk.add_official",
    "calls": "desk.add_callnote",
}
# How the manuals' steps name a page, by the name of its URL: the first that matches, and the better place first.
_PLACES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"mfa_index", ("my-sign-in",)),
    (r"mfa_add_webauthn", ("new-passkey", "my-sign-in")),
    (r"mfa_activate_totp", ("new-app", "my-sign-in")),
    (r"desk_managedsite_changelist", ("sites", "site")),
    (r"desk_managedsite_(add|change)", ("site",)),
    (r"desk_hearingdraft_(add|change)", ("new-hearing",)),
    (r"desk_\w+draft_add", ("new-progress",)),
    (r"desk_\w+draft_change", ("draft", "new-progress", "released")),
    (r"desk_\w+draft_changelist", ("site",)),
    (r"desk-review", ("review", "reported")),
    (r"desk-approve", ("approve-many",)),
    (r"desk-progress-grid", ("progress-grid",)),
    (r"desk-spreadsheets?", ("spreadsheet", "spreadsheets")),
    (r"desk-conflicts?", ("conflict",)),
    (r"desk-(confirm-withdrawal|confirm-erasure)", ("confirm-erasure",)),
    (r"desk-absence(-of)?", ("absence",)),
    (r"desk-link", ("link",)),
    (r"desk-calls", ("calls",)),
    (r"desk-call-note", ("call-note",)),
    (r"desk-training", ("training",)),
    (r"desk-training-anew", ("anew",)),
    (r"desk_official_changelist", ("officials",)),
    (r"desk_official_(add|change)", ("official", "new-official")),
    (r"desk_outsidefirm_\w+", ("firms",)),
    (r"sites_department_\w+", ("departments",)),
    (r"casework_case_changelist", ("cases",)),
    (r"casework_case_change", ("case",)),
    (r"casework-publish", ("publish",)),
    (r"casework_publication_\w+", ("publication",)),
    (r"casework-take-down", ("take-down",)),
    (r"casework_cannedparagraph_\w+", ("new-paragraph",)),
    (r"casework_route_\w+", ("new-route",)),
    (r"complaints_screening(term|threshold)_\w+", ("term",)),
    (r"casework_screeningdecision_\w+", ("term",)),
    (r"safety_safetyproposal_(changelist|add)", ("new-safety", "safety-message")),
    (r"safety_safetyproposal_change", ("safety-message", "new-safety")),
    (r"safety-weather", ("weather",)),
    (r"safety-withdraw", ("shown-safety",)),
    (r"printing_printorder_\w+", ("prints",)),
    (r"newsroom_bulletindraft_\w+|newsroom-review", ("bulletin",)),
    (r"polling_surveydraft_\w+|polling-review", ("survey",)),
    (r"axes_accessattempt_\w+", ("failed-sign-ins",)),
    (r"desk_erasure_\w+", ("erasures",)),
)
_NO_HELP = ("desk-manual", "desk-manuals")


class Shelf(NamedTuple):
    """All manuals, the reader's own apart."""

    own: list[Manual]
    others: list[Manual]


def shelf_of(user: Official) -> Shelf:
    language = get_language() or settings.LANGUAGE_CODE
    own = [name for name in MANUALS if _is_for(name, user)]
    return Shelf(
        [manual(name, language) for name in own], [manual(name, language) for name in MANUALS if name not in own]
    )


def _is_for(name: str, user: Official) -> bool:
    if user.is_outside:
        return name == "reporter"
    if name == "training":
        return bool(settings.TRAINING)
    return name in _PERMISSIONS and user.has_perm(_PERMISSIONS[name])


def help_url(url_name: str, user: Official) -> str:
    """The section about a page, in the reader's own manuals before the others'; empty where none is about it."""
    if url_name in _NO_HELP:
        return ""
    shelf = shelf_of(user)
    if url_name == "index":  # no section is about everything that one does
        return page_url("desk-manual", shelf.own[0].name) if shelf.own else ""
    found = (_section(place, [*shelf.own, *shelf.others]) for place in _places(url_name))
    return next(filter(None, found), "")


def _places(url_name: str) -> tuple[str, ...]:
    found = next((places for pattern, places in _PLACES if re.fullmatch(pattern, url_name)), None)
    return found or (url_name.removeprefix("desk-"),)


def _section(place: str, manuals: Iterable[Manual]) -> str:
    for each in manuals:
        if section := each.explaining(place):
            return f"{page_url('desk-manual', each.name)}#{section.anchor}"
    return ""
