"""The first page's box for who releases: surveys that wait."""

import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy

from desk.first_page import SHOWN, Found, Line, Provider, register
from desk.models import Official

from .access import RELEASE, may_decide, visible_drafts


def _to_release(user: Official, now: datetime.datetime) -> Found | None:
    if not user.has_perm(RELEASE):
        return None
    waiting = [each for each in visible_drafts(user).submitted() if may_decide(user, each)]
    lines = [
        Line(url=reverse("admin:polling-review", args=[each.pk]), label=str(each), detail=str(each.department))
        for each in waiting[:SHOWN]
    ]
    return Found(len(waiting), lines, reverse("admin:polling_surveydraft_changelist"))


register(Provider("surveys", gettext_lazy("Surveys to release"), _to_release, place=33))
