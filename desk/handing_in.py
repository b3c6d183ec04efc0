"""Handing a draft in: to an approver, or, for who reports from the field, to the site's supervisor first."""

import datetime

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from . import actions, roles
from .models import Draft, Official


def hand_in(user: Official, draft: Draft, *, now: datetime.datetime) -> str:
    """Submit or report the draft, whichever the user may. Returns what to tell him.

    Raises PermissionDenied where he may do neither, ActionError where the draft lacks something.
    """
    if roles.may_submit(user, draft):
        actions.submit(draft=draft, by=user, now=now)
        return _("Submitted for review: %(what)s.") % {"what": draft}
    if roles.may_report(user, draft):
        actions.report(draft=draft, by=user, now=now)
        return _("Reported to the supervisor: %(what)s.") % {"what": draft}
    raise PermissionDenied
