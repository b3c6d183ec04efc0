"""Boxes of the first page for who decides: what waits for a second approver, and what is to be reviewed."""

import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import roles
from .first_page import SHOWN, Found, Line, Provider, register
from .models import Official
from .taking_down import confirm_url, to_confirm
from .withholding_reviews import reviews_of


def confirm_lines(user: Official, now: datetime.datetime) -> list[Line]:
    """What another approver took down and this one may confirm, the longest waiting first."""
    return [
        Line(
            url=confirm_url(each),
            label=f"{capfirst(each._meta.verbose_name)} – {roles.site_of(each.release).name}",
            detail=_("%(who)s, %(at)s: %(ground)s")
            % {
                "who": each.acted_by.get_full_name(),
                "at": f"{timezone.localtime(each.acted_at):%m-%d %H:%M}",
                "ground": each.ground,
            },
            is_late=each.is_overdue(now),
        )
        for each in to_confirm(user)
    ]


def _to_confirm(user: Official, now: datetime.datetime) -> Found | None:
    if not roles.has_duty(user, roles.Duty.TAKE_DOWN):
        return None
    lines = confirm_lines(user, now)
    return Found(len(lines), lines[:SHOWN], reverse("admin:desk-queue"))


def _reviews(user: Official, now: datetime.datetime) -> Found | None:
    if not roles.has_duty(user, roles.Duty.DISCLOSE):
        return None
    today = timezone.localdate(now)
    due = [each for each in reviews_of(user) if each.is_due(today) and roles.may_lift(user, each.site)]
    lines = [
        Line(
            url=reverse("admin:desk-review-withholding", args=[each.decision.pk]),
            label=f"{each.kind.title}, {each.field} – {each.site.name}",
            due_on=each.decision.review_on,
            detail=str(each.decision.get_ground_display()),
            is_late=True,
        )
        for each in due[:SHOWN]
    ]
    return Found(len(due), lines, reverse("admin:desk-withheld"))


register(Provider("to-confirm", gettext_lazy("Taken down, to be confirmed within a day"), _to_confirm, place=5))
register(Provider("withholding-reviews", gettext_lazy("Withheld, and to be reviewed"), _reviews, place=60))
