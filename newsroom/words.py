"""What the newsroom's deeds are called, for the audit."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, str | Promise] = {
    "bulletin.save": _("wrote at a bulletin"),
    "bulletin.submit": _("laid a bulletin before another official"),
    "bulletin.return": _("returned a bulletin"),
    "bulletin.release": _("released a bulletin"),
    "bulletin.withdraw": _("withdrew a bulletin"),
    "bulletin.trial": _("sent a trial mail"),
    "bulletin.pause": _("stopped a mailing"),
    "bulletin.resume": _("let a mailing go on"),
}
