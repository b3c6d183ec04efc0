"""The queues of cases, each with what is due first on top."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from desk.models import Official
from desk.standing import standings

from . import access
from .models import CaseState, ScreeningDecision
from .models.case import CaseQuerySet


@dataclass(frozen=True)
class Queue:
    slug: str
    title: str | Promise
    permission: str
    choose: Callable[[Official, datetime.datetime], CaseQuerySet]
    on_first_page: bool = False

    def concerns(self, user: Official) -> bool:
        return user.has_perm(self.permission)

    def cases(self, user: Official, now: datetime.datetime) -> CaseQuerySet:
        """What is due first on top."""
        return self.choose(user, now).due_first()


def _mine(user: Official, now: datetime.datetime) -> CaseQuerySet:
    return access.own_cases(user).filter(state__in=(CaseState.HANDLING, CaseState.ASKED_BACK))


def _new(user: Official, now: datetime.datetime) -> CaseQuerySet:
    return access.visible_cases(user).filter(state=CaseState.NEW)


def _before_the_head(user: Official, now: datetime.datetime) -> CaseQuerySet:
    led = [each.department for each in standings(user) if each.holds(access.LEAD) and each.department is not None]
    return access.visible_cases(user).filter(state=CaseState.SUBMITTED, department__in=led)


def _overdue(user: Official, now: datetime.datetime) -> CaseQuerySet:
    return access.visible_cases(user).overdue(now)


def _open(user: Official, now: datetime.datetime) -> CaseQuerySet:
    return access.visible_cases(user).open()


def _done(user: Official, now: datetime.datetime) -> CaseQuerySet:
    return access.visible_cases(user).filter(state__in=(CaseState.ANSWERED, CaseState.CLOSED))


def _held(user: Official, now: datetime.datetime) -> CaseQuerySet:
    held = ScreeningDecision.objects.held().values("case")
    return access.visible_cases(user).filter(pk__in=held)


QUEUES = (
    Queue("overdue", _("Overdue cases"), access.HANDLE, _overdue, on_first_page=True),
    Queue("mine", _("My cases"), access.HANDLE, _mine, on_first_page=True),
    Queue("head", _("Answers before the head"), access.LEAD, _before_the_head, on_first_page=True),
    Queue("new", _("New cases"), access.HANDLE, _new, on_first_page=True),
    Queue("open", _("Open cases"), access.VIEW, _open),
    Queue("done", _("Answered and closed"), access.VIEW, _done),
    Queue("held", _("Held by the screening"), access.HANDLE, _held, on_first_page=True),
)


def queue_of(slug: str) -> Queue:
    """The queue of that name; what is open where there is none."""
    return next((queue for queue in QUEUES if queue.slug == slug), QUEUES[4])


def queue_url(queue: Queue) -> str:
    return f"{reverse('admin:casework_case_changelist')}?queue={queue.slug}"
