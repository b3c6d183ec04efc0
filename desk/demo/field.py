"""The firms' people of the demo: a contractor's and a supervisor's, at the sites that their firms build."""

import datetime
from collections.abc import Iterator, Mapping, Sequence

from desk.actions import assign, confirm, report, save_draft
from desk.items import item_uuid
from desk.models import ManagedSite, Official, OutsideFirm, Role, SiteDuty, draft_model
from disclosures.models import Source
from sites.models import SiteStatus

from .content.reports import progress_values
from .editing import at_office_hour
from .firms import DemoFirm
from .officials import HOME_DEPARTMENT, Staff, demo_login
from .plan import SitePlan
from .versions import working_day

_REPORTS = 3  # of which the last is confirmed already


def leave_reports_open(
    plans: Sequence[SitePlan], *, sites: Mapping[str, ManagedSite], staff: Mapping[str, Staff], today: datetime.date
) -> None:
    """A contractor has reported what its supervisor has to confirm, and one report waits for an approver."""
    ongoing = [plan for plan in plans if plan.status == SiteStatus.ONGOING and plan.department == HOME_DEPARTMENT]
    if not ongoing:
        return
    home, head = ongoing[-1], staff[HOME_DEPARTMENT].approver
    built = [plan for plan in ongoing if plan.contractor == home.contractor]
    supervised = [plan for plan in ongoing if plan.supervisor == home.supervisor]
    reporter = _seated(Role.REPORTER, home.contractor)
    supervisor = _seated(Role.SUPERVISOR, home.supervisor)
    for plan in built:
        _assign(reporter, sites[plan.code], SiteDuty.REPORTING, plan, by=head)
    for plan in supervised:
        _assign(supervisor, sites[plan.code], SiteDuty.SUPERVISING, plan, by=head)
    now = at_office_hour(working_day(today, latest=today))
    for number, day in enumerate(_weeks_before(home, today)):
        draft = draft_model("progress")(
            managed_site=sites[home.code],
            item=item_uuid("progress", home.code, "reported", day),
            as_of_on=day,
            source_department=sites[home.code].department,
            source=Source.DEMO,
            **progress_values(home, day),
        )
        draft = report(draft=save_draft(draft=draft, by=reporter), by=reporter, now=now)
        if number == _REPORTS - 1:
            confirm(draft=draft, by=supervisor, now=now + datetime.timedelta(hours=1))


def _seated(role: Role, firm: DemoFirm) -> Official:
    """The login of this role as one of the firm's people."""
    official = demo_login(role)
    official.firm, _new = OutsideFirm.objects.get_or_create(
        name=firm.name, defaults={"registration_number": firm.registration_number}
    )
    official.save(update_fields=["firm"])
    return official


def _assign(official: Official, site: ManagedSite, duty: SiteDuty, plan: SitePlan, *, by: Official) -> None:
    assign(official=official, site=site, duty=duty, starts_on=min(plan.starts_on, plan.today), ends_on=None, by=by)


def _weeks_before(plan: SitePlan, today: datetime.date) -> Iterator[datetime.date]:
    for weeks in range(_REPORTS):
        day = today - datetime.timedelta(weeks=weeks)
        if day > plan.starts_on:
            yield day
