"""What is told by itself as time passes: overdue cases to the officer, then to the head; progress to the citizen."""

import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from casework.clocks import deadline_of
from casework.models import Case
from casework.notices import alert_officials, tell_citizen
from complaints.deadlines import city_calendar, next_progress_notice
from desk.letters.people import People

from .base import lock, note


def remind_overdue(*, now: datetime.datetime) -> int:
    """To the officer on each working day, to the head, too, after some (Decree 28(2)). Returns how many cases."""
    today = timezone.localdate(now)
    if not city_calendar().is_working(today):
        return 0
    people, reminded = People(today), 0
    for case in Case.objects.overdue(now).for_pages():
        reminded += _remind(case, people, today, now)
    return reminded


@transaction.atomic
def _remind(case: Case, people: People, today: datetime.date, now: datetime.datetime) -> bool:
    days = max(1, (today - timezone.localdate(case.due_at)).days)
    officers = people.in_place_of(case.officer) if case.officer else people.editors_of(case.department_id)
    late_enough = days >= settings.OVERDUE_HEAD_AFTER_DAYS
    heads = people.heads_of(case.department_id) if late_enough or not officers else []
    with override(settings.LANGUAGE_CODE):
        subject = _("%(case)s is overdue for %(days)d days") % {"case": case.number, "days": days}
        alert_officials(case, f"overdue:{today:%Y-%m-%d}", [*officers, *heads], subject=subject)
    if case.overdue_told_on != today:
        case.overdue_told_on = today
        case.save(update_fields=["overdue_told_on"])
        note(case, "case.remind", by=None, details={"days": days, "head": bool(heads)})
        return True
    return False


def tell_progress(*, now: datetime.datetime) -> int:
    """Each 30 days after receipt, while it is not done: how far it is, and until when (Decree 23). How many cases."""
    today, told = timezone.localdate(now), 0
    for case in Case.objects.open().filter(received_at__lte=now - datetime.timedelta(days=30)):
        received = timezone.localdate(case.received_at)
        after = case.progress_told_on or received
        if next_progress_notice(received, after=after) <= today:
            _tell_progress(case, today, now)
            told += 1
    return told


@transaction.atomic
def _tell_progress(case: Case, today: datetime.date, now: datetime.datetime) -> None:
    case = lock(case)
    case.progress_told_on = today
    case.save(update_fields=["progress_told_on"])
    note(case, "case.progress", by=None)
    with override(case.language):
        due = timezone.localtime(deadline_of(case).due_at)
        text = _("It is in the state “%(state)s” and will be answered by %(date)s.") % {
            "state": case.get_state_display(),
            "date": date_format(due, "DATE_FORMAT"),
        }
    tell_citizen(case, "progress", now=now, text=text, deadline=deadline_of(case))
