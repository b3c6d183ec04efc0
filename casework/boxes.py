"""Casework's boxes on the first page: what is overdue, what is mine, what is new, what waits for the head."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from desk.first_page import MOST, Found, Line, Provider, register
from desk.models import Official

from .models import Case
from .notices import case_path
from .queues import QUEUES, Queue, queue_url


def _found(user: Official, queue: Queue, now: datetime.datetime) -> Found | None:
    if user.is_superuser or not queue.concerns(user):
        return None
    cases = queue.cases(user, now)
    return Found(cases.count(), [_line(case, now) for case in cases[:MOST]], more_url=queue_url(queue))


def _line(case: Case, now: datetime.datetime) -> Line:
    detail = case.get_state_display()
    if case.is_demo:
        detail += " · " + _("demonstration")
    return Line(
        url=case_path(case),
        label=f"{case.number} {case.title}",
        due_on=timezone.localdate(case.due_at),
        detail=detail,
        is_late=case.is_late(now),
    )


def _provider(queue: Queue, place: int) -> Provider:
    return Provider(f"cases-{queue.slug}", queue.title, lambda user, now: _found(user, queue, now), place)


for _place, _queue in enumerate(QUEUES):
    if _queue.on_first_page:
        register(_provider(_queue, 12 + _place))
