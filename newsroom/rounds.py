"""What the worker does for the newsroom as time passes (desk/rounds.py)."""

import datetime

from django.conf import settings
from django.utils import timezone

from sites.models import Department

from .drafting import Month, draft_issue
from .feeding import feed


def mail(now: datetime.datetime) -> str:
    """The minute's portion of what is being mailed."""
    number = feed(now=now)
    return f"newsroom: {number} mails handed over" if number else ""


def draft(now: datetime.datetime) -> str:
    """The issue of the month that is over, once."""
    department = Department.objects.filter(code=settings.NEWSLETTER_DEPARTMENT).first()
    if department is None:
        return ""
    made = draft_issue(Month.before(timezone.localdate(now)), department=department, now=now)
    return f"newsroom: drafted {made}" if made else ""
