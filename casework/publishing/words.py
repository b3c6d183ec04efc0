"""What publishing is called in the audit."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, str | Promise] = {
    "publication.propose": _("proposed a question for publication"),
    "publication.return": _("returned a publication"),
    "publication.release": _("published a question"),
    "publication.withdrawn": _("withdrew a public question"),
    "publication.erased": _("erased a public question"),
}
