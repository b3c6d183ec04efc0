"""What is done to safety messages, as the audit calls it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, str | Promise] = {
    "safety.propose": _("proposed a safety message"),
    "safety.return": _("returned a safety message"),
    "safety.release": _("released a safety message"),
    "safety.withdraw": _("withdrew a safety message"),
    "safety.warn": _("announced a weather"),
    "safety.call-off": _("called a weather off"),
}
