"""The kinds of an invented site, and the site itself, version by version."""

from collections.abc import Iterator

from desk.demo.plan import SitePlan
from desk.demo.versions import Version

from . import basics, changes, hearings, money, reports


def versions_of(plan: SitePlan) -> Iterator[Version]:
    """Everything that was ever released of the site. The order is that of the kinds, not of time."""
    yield from basics.site_record(plan)
    yield from basics.overview(plan)
    yield from basics.location(plan)
    yield from basics.rendering(plan)
    yield from basics.participants(plan)
    yield from basics.webcam(plan)
    yield from money.contracts(plan)
    yield from hearings.hearings(plan)
    if plan.has_begun:
        yield from reports.progress(plan)
        yield from reports.work_schedules(plan)
        yield from reports.photos(plan)
        yield from money.subcontracts(plan)
        yield from money.payments(plan)
        yield from changes.design_changes(plan)
        yield from changes.time_extensions(plan)
        yield from changes.penalties(plan)
