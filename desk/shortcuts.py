"""The buttons on top of the first page: what each reader opens most."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .addresses import page_url
from .models import Official
from .role_table import Duty, draft_permission


class Shortcut(NamedTuple):
    label: str | Promise
    page: str  # its name after `admin:`
    permissions: tuple[str, ...]  # one of these is enough


_SHORTCUTS = (
    Shortcut(_("Sites"), "desk_managedsite_changelist", ("desk.view_managedsite",)),
    Shortcut(_("Progress of many sites"), "desk-progress-grid", (draft_permission("add", "progress"),)),
    Shortcut(_("Spreadsheets"), "desk-spreadsheets", (draft_permission("view", "site"),)),
    Shortcut(_("Signboards and brochures"), "printing_printorder_changelist", (draft_permission("view", "site"),)),
    Shortcut(_("Questions and complaints"), "casework_case_changelist", ("casework.view_case",)),
    Shortcut(_("Review queue"), "desk-queue", (draft_permission("view", "site"),)),
    Shortcut(_("Withheld"), "desk-withheld", (draft_permission("view", "site"),)),
    Shortcut(_("Take something down at once"), "desk-emergency", (f"desk.{Duty.TAKE_DOWN.value}",)),
    Shortcut(_("Erasures"), "desk_erasure_changelist", ("desk.view_erasure",)),
    Shortcut(_("Audit"), "desk-audit", ("desk.view_auditentry",)),
    Shortcut(_("Calls"), "desk-calls", ("desk.view_callnote", "desk.add_callnote")),
    Shortcut(_("Link to One-PMIS"), "desk-link", ("desk.view_pull",)),
    Shortcut(_("Officials"), "desk_official_changelist", ("desk.add_official",)),
    Shortcut(_("Absence and deputy"), "desk-absence", (f"desk.{Duty.SUBMIT.value}", f"desk.{Duty.APPROVE.value}")),
)


def shortcuts_of(user: Official) -> list[tuple[str | Promise, str]]:
    """Label and address of each page that this reader may open here."""
    return [
        (shortcut.label, url)
        for shortcut in _SHORTCUTS
        if any(user.has_perm(permission) for permission in shortcut.permissions) and (url := page_url(shortcut.page))
    ]
