"""The first page's box for who approves: safety messages that wait."""

import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy

from desk import roles
from desk.first_page import SHOWN, Found, Line, Provider, register
from desk.models import Official

from .access import may_decide, visible_proposals


def _to_release(user: Official, now: datetime.datetime) -> Found | None:
    if not roles.has_duty(user, roles.Duty.APPROVE):
        return None
    waiting = [each for each in visible_proposals(user).proposed() if may_decide(user, each)]
    lines = [
        Line(
            url=reverse("admin:safety_safetyproposal_change", args=[each.pk]),
            label=each.title,
            detail=str(each.site or each.department),
        )
        for each in waiting[:SHOWN]
    ]
    return Found(len(waiting), lines, reverse("admin:safety_safetyproposal_changelist"))


register(Provider("safety", gettext_lazy("Safety messages to release"), _to_release, place=32))
