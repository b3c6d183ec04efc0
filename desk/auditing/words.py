"""The audit's short names in words."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from desk.models import DRAFT_MODELS
from disclosures.kinds import kind_by_slug

from .particulars import name_in_words, value_in_words

LOOKING = "view"

# Groups of deeds to search by: the beginnings of their names.
GROUPS: dict[str, tuple[str | Promise, tuple[str, ...]]] = {
    "entering": (_("Entering and handing in"), ("draft.", "conflict.")),
    "deciding": (
        _("Approving, returning, withdrawing, erasing"),
        ("draft.release", "draft.return", "draft.confirm", "release.", "erasure.", "withdrawal.", "automatic."),
    ),
    "withholding": (_("Withholding and disclosing again"), ("withholding.",)),
    "people": (
        _("Officials, roles, deputies, assignments"),
        ("official.", "deputy.", "department.", "site.", "directory."),
    ),
    "exchanging": (_("Imports, exports, letters"), ("import.", "pull.", "letter.", "spreadsheet.", "audit.")),
    "answering": (_("Calls, and the training"), ("call.", "training.")),
    "signing-in": (_("Signing in"), ("sign-",)),
}
DEEDS: dict[str, str | Promise] = {
    LOOKING: _("looked at"),
    "audit.export": _("exported the audit"),
    "audit.prune": _("deleted what was kept long enough"),
    "automatic.begin": _("chose a kind for automatic approval"),
    "automatic.end": _("ended the automatic approval of a kind"),
    "conflict.decide": _("decided a conflict with One-PMIS"),
    "call.note": _("noted a call"),
    "department.save": _("saved a department"),
    "deputy.arrange": _("arranged a deputy"),
    "deputy.end": _("ended a deputy"),
    "directory.publish": _("published the directory"),
    "draft.confirm": _("confirmed a report"),
    "draft.correct": _("began a correction"),
    "draft.discard": _("discarded a draft"),
    "draft.hand-over": _("handed a draft over"),
    "draft.release": _("approved and released"),
    "draft.report": _("reported to the supervisor"),
    "draft.return": _("returned a draft"),
    "draft.save": _("saved a draft"),
    "draft.submit": _("submitted a draft"),
    "erasure.confirm": _("confirmed an erasure"),
    "import.put": _("imported"),
    "letter.send": _("sent a letter"),
    "official.add": _("added an official"),
    "official.change": _("changed an official"),
    "official.hand-over": _("handed everything over"),
    "official.password": _("set a password"),
    "official.reset-sign-in": _("removed passkeys and codes"),
    "official.unlock": _("unlocked an account"),
    "pull.ask": _("asked for a pull of One-PMIS"),
    "release.erased": _("erased"),
    "release.withdrawn": _("withdrew"),
    "sign-in": _("signed in"),
    "sign-in.codes-renewed": _("made new recovery codes"),
    "sign-in.factor-added": _("set up a passkey or an app"),
    "sign-in.factor-removed": _("removed a passkey or an app"),
    "sign-in.failed": _("failed to sign in"),
    "sign-in.locked": _("was locked out"),
    "sign-out": _("signed out"),
    "training.ask": _("asked for the training to begin anew"),
    "training.begin": _("began the training anew"),
    "site.assign": _("assigned somebody to a site"),
    "site.open": _("opened a site"),
    "site.rename": _("renamed a site"),
    "site.unassign": _("ended an assignment"),
    "spreadsheet.export": _("took a spreadsheet out"),
    "spreadsheet.put": _("handed a spreadsheet in"),
    "withdrawal.confirm": _("confirmed a withdrawal"),
    "withholding.decide": _("withheld a field"),
    "withholding.keep": _("kept a field withheld"),
    "withholding.lift": _("disclosed a field again"),
}
SUBJECTS: dict[str, str | Promise] = {
    "site": _("site"),
    "official": _("official"),
    "department": _("department"),
    "file": _("file"),
    "list": _("list"),
}


def name_deeds(words: Mapping[str, str | Promise], *, group: str, title: str | Promise, subject: str | Promise) -> None:
    """Take in the deeds of an app above the desk, which begin with `group` and a dot; so does what they are done to."""
    DEEDS.update(words)
    GROUPS[group] = (title, (f"{group}.",))
    SUBJECTS[group] = subject


def deed(action: str) -> str:
    """What was done; a name that has no words yet stands for itself."""
    return str(DEEDS.get(action, action))


def subject(name: str) -> str:
    """“progress:1f0…:v3” as “Progress 1f0… v3”."""
    kind, _colon, rest = name.partition(":")
    words = kind_by_slug(kind).title if kind in DRAFT_MODELS else SUBJECTS.get(kind, kind)
    return f"{words} {rest.replace(':', ' ')}".strip()


def details(told: Mapping[str, Any]) -> str:
    """The particulars on one line."""
    return ", ".join(
        f"{name_in_words(name)}: {_value(value_in_words(name, value))}"
        for name, value in told.items()
        if value not in ("", [], None)
    )


def _value(value: Any) -> str:
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return " ".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
