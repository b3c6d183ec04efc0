"""A department at a glance, for whoever leads it: what is late, due and waiting, kind by kind and site by site."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.utils import timezone

from disclosures.kinds import Kind, kind_by_slug
from disclosures.lateness import calendar_kinds

from . import roles
from .boxes import own_sites
from .due_kinds import DueKind, due_kinds
from .models import ManagedSite, Official
from .review_queue import waiting

WORST = 5  # sites that are named


@dataclass
class KindRow:
    """How the department stands with one kind that the calendar renews."""

    kind: Kind
    late: int = 0
    due: int = 0  # soon
    worst_days: int = 0  # of the latest


@dataclass
class SiteRow:
    """One of the latest sites."""

    site: ManagedSite
    days_late: int
    kinds: list[Kind] = field(default_factory=list)


@dataclass(frozen=True)
class DepartmentBoard:
    name: str
    sites: int
    sites_late: int
    kinds: Sequence[KindRow]
    worst: Sequence[SiteRow]
    waiting: int  # handed in, to be decided in the department
    waiting_since: datetime.datetime | None  # the oldest


def board_of(user: Official, *, now: datetime.datetime) -> DepartmentBoard | None:
    """The board of who leads a department: who approves there. None for everybody else."""
    if user.department is None or not roles.has_duty(user, roles.Duty.APPROVE):
        return None
    sites = own_sites(user)
    dues = due_kinds(sites, today=timezone.localdate(now))
    lines = waiting(user, department=user.department, now=now, order="age")
    oldest = lines.first()
    return DepartmentBoard(
        name=user.department.name,
        sites=sites.count(),
        sites_late=len({due.site.pk for due in dues if due.is_late}),
        kinds=_by_kind(dues),
        worst=_by_site(dues),
        waiting=lines.count(),
        waiting_since=oldest["submitted_at"] if oldest else None,
    )


def _by_kind(dues: Sequence[DueKind]) -> list[KindRow]:
    rows = {slug: KindRow(kind_by_slug(slug)) for slug in calendar_kinds(settings.PROFILE)}
    for due in dues:
        row = rows[due.kind.slug]
        row.late += due.is_late
        row.due += not due.is_late
        row.worst_days = max(row.worst_days, due.days_late)
    return list(rows.values())


def _by_site(dues: Sequence[DueKind]) -> list[SiteRow]:
    """`dues` are the latest first."""
    rows: dict[int, SiteRow] = {}
    for due in dues:
        if due.is_late:
            rows.setdefault(due.site.pk, SiteRow(due.site, due.days_late)).kinds.append(due.kind)
    return list(rows.values())[:WORST]
