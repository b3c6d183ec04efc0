"""The particulars of an audit entry in words: the names under which they are kept, and values that are names, too."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

NAMES: dict[str, str | Promise] = {
    "about": gettext_lazy("about"),
    "address": gettext_lazy("network address"),
    "after": gettext_lazy("after"),
    "as_of_on": gettext_lazy("as of"),
    "asked_by": gettext_lazy("asked by"),
    "assignments": gettext_lazy("assignments"),
    "before": gettext_lazy("before"),
    "by": gettext_lazy("by means of"),
    "call": gettext_lazy("call no."),
    "changed": gettext_lazy("changed"),
    "deed": gettext_lazy("deed"),
    "deputy": gettext_lazy("deputy"),
    "deputyships": gettext_lazy("absences stood in for"),
    "digest": gettext_lazy("digest"),
    "drafts": gettext_lazy("drafts"),
    "duty": gettext_lazy("duty"),
    "first_on": gettext_lazy("from"),
    "form": gettext_lazy("format"),
    "from": gettext_lazy("from"),
    "ground": gettext_lazy("ground"),
    "last_on": gettext_lazy("to"),
    "leaver": gettext_lazy("handed over by"),
    "lines": gettext_lazy("lines"),
    "name": gettext_lazy("name"),
    "new": gettext_lazy("new"),
    "officers": gettext_lazy("officers"),
    "official": gettext_lazy("official"),
    "person": gettext_lazy("person"),
    "reason": gettext_lazy("reason"),
    "release": gettext_lazy("release no."),
    "removed": gettext_lazy("removed"),
    "review_on": gettext_lazy("review on"),
    "roles": gettext_lazy("roles"),
    "rows": gettext_lazy("rows"),
    "sessions": gettext_lazy("sessions ended"),
    "site": gettext_lazy("site"),
    "sites_opened": gettext_lazy("sites opened"),
    "source": gettext_lazy("source"),
    "successor": gettext_lazy("successor"),
    "taken": gettext_lazy("taken over"),
    "template": gettext_lazy("template"),
    "to": gettext_lazy("to"),
    "told_by": gettext_lazy("told by"),
    "type": gettext_lazy("type"),
    "unchanged": gettext_lazy("unchanged"),
    "versions": gettext_lazy("versions"),
}
_VALUES: dict[tuple[str, str], str | Promise] = {
    ("by", "password"): gettext_lazy("password"),
    ("by", "passkey"): gettext_lazy("passkey"),
    ("by", "webauthn"): gettext_lazy("passkey"),
    ("by", "totp"): gettext_lazy("authenticator app"),
    ("about", "daily"): gettext_lazy("what is due"),
}


def name_in_words(name: str) -> str:
    """A name that has no words yet stands for itself."""
    return str(NAMES.get(name, name))


def value_in_words(name: str, value: Any) -> Any:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return [value_in_words(name, each) for each in value]
    return str(_VALUES[name, value]) if isinstance(value, str) and (name, value) in _VALUES else value
