"""A site in a few rows, for benchmarks: what lists, filters and the top of a site's page read."""

from collections.abc import Iterator

from desk.demo.plan import SitePlan
from desk.demo.versions import Version, version

from .basics import location_values, overview_values
from .money import contract_values
from .price import contract_number
from .reports import progress_values, report_days

_REPORTS = 3


def thin_versions_of(plan: SitePlan) -> Iterator[Version]:
    """Record, overview, location and, where the works have begun, a contract, the contractor and three reports."""
    shown = plan.first_shown_on
    yield version(plan, "site", as_of_on=shown, values=plan.record)
    yield version(plan, "overview", as_of_on=shown, values=overview_values(plan))
    yield version(plan, "location", as_of_on=shown, values=location_values(plan))
    if not plan.has_begun:
        return
    signed = plan.starts_on
    yield version(plan, "contract", contract_number(plan), as_of_on=signed, values=contract_values(plan))
    contractor = {
        "role": "contractor",
        "organisation": plan.contractor.name,
        "registration_number": plan.contractor.registration_number,
    }
    yield version(plan, "participant", "contractor", as_of_on=signed, values=contractor)
    for day in report_days(plan)[-_REPORTS:]:
        yield version(plan, "progress", day, as_of_on=day, values=progress_values(plan, day))
