"""Loads the invented sites the way officials would: drafted, submitted, approved, released, in order of time."""

import datetime
import uuid
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from django.db import transaction
from django.utils.translation import gettext as _

from desk.actions import ActionError, open_site, release_drafts
from desk.models import ManagedSite
from disclosures.models import Release, Source
from sites.models import Department

from .aftermath import leave_work_open, take_some_down
from .content import versions_of
from .editing import Files, at_office_hour, decide_withholdings, make_draft, submit_drafts
from .field import leave_reports_open
from .officials import Staff, install_officials
from .plan import CODE_PREFIX, SitePlan, plan_site, site_code
from .versions import Version

Step = Callable[[int], object]


def refuse_real_database() -> None:
    """Raises ActionError where invented releases would come to stand beside a city's own."""
    if Release.objects.exists() and not Release.objects.filter(source=Source.DEMO).exists():
        raise ActionError(
            _("This database holds released disclosures that are no demo data. Load the demo into an empty one.")
        )


def missing_indexes(number: int) -> list[int]:
    """Which of the first `number` sites of the demo are not there yet."""
    there = set(ManagedSite.objects.filter(code__startswith=CODE_PREFIX).values_list("code", flat=True))
    return [index for index in range(number) if site_code(index) not in there]


def missing_plans(number: int, *, seed: int, today: datetime.date) -> list[SitePlan]:
    """The first `number` sites of the demo, without those that are there already."""
    return [plan_site(index, seed=seed, today=today) for index in missing_indexes(number)]


def count_versions(plans: Iterable[SitePlan]) -> int:
    """How many releases these sites make, for a progress bar."""
    return sum(1 for plan in plans for _version in versions_of(plan))


@transaction.atomic
def load_sites(plans: Iterable[SitePlan], *, step: Step = lambda _count: None) -> int:
    """Everything about these sites, or nothing at all. Returns the number of releases.

    `step` is told how many versions were dealt with since it was last called.
    """
    plans = list(plans)
    staff = install_officials()
    if not plans:
        return 0
    today = plans[0].today
    sites = _open(plans, staff)
    files = Files(by=next(iter(staff.values())).editor)
    done = 0
    for batch in _batches(version for plan in plans for version in versions_of(plan)):
        done += _release(batch, sites, staff[batch[0].plan.department], files)
        step(len(batch))
    take_some_down(plans, staff=staff)
    leave_work_open(plans, sites=sites, staff=staff, today=today)
    leave_reports_open(plans, sites=sites, staff=staff, today=today)
    return done


def _batches(versions: Iterable[Version]) -> Iterator[list[Version]]:
    """What is released together: one department's, on one day, each item at most once. In order of time."""
    turns = sorted(versions, key=lambda version: (version.released_on, version.plan.department, version.number))
    for _turn, group in groupby(turns, key=lambda version: (version.released_on, version.plan.department)):
        batch: dict[uuid.UUID, Version] = {}
        for version in group:
            if version.item in batch:
                yield list(batch.values())
                batch = {}
            batch[version.item] = version
        yield list(batch.values())


def _open(plans: list[SitePlan], staff: dict[str, Staff]) -> dict[str, ManagedSite]:
    return {
        plan.code: open_site(
            code=plan.code,
            name=plan.name,
            department=_department(staff[plan.department]),
            by=staff[plan.department].editor,
        )
        for plan in plans
    }


def _department(staff: Staff) -> Department:
    department = staff.editor.department
    if department is None:
        raise ActionError(_("The demo's officials have lost their department. Load the demo into an empty database."))
    return department


def _release(versions: list[Version], sites: dict[str, ManagedSite], staff: Staff, files: Files) -> int:
    department, day = _department(staff), versions[0].released_on
    drafts = [
        make_draft(version, site=sites[version.plan.code], department=department, files=files, by=staff.editor)
        for version in versions
    ]
    decide_withholdings(versions, staff=staff, today=versions[0].plan.today)
    submit_drafts(drafts, by=staff.editor, now=at_office_hour(day))
    release_drafts(drafts=drafts, by=staff.approver, now=at_office_hour(day, late=True))
    return len(drafts)
