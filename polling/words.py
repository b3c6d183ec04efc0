"""What is done to surveys, as the audit calls it. Nobody's answer is a deed."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, str | Promise] = {
    "survey.save": _("wrote at a survey"),
    "survey.submit": _("laid a survey before another official"),
    "survey.return": _("returned a survey"),
    "survey.release": _("released a survey"),
    "survey.withdraw": _("withdrew a survey"),
}
