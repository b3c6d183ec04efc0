"""What the demo leaves behind after the releases: things taken down, and work waiting at the desk."""

import datetime
from collections.abc import Mapping, Sequence

from desk.actions import confirm_erasure, erase, return_to_editor, save_draft, start_correction, submit, withdraw
from desk.actions.withdrawing import confirm_withdrawal
from desk.items import item_uuid
from desk.models import Draft, DraftState, ManagedSite, Official, Withdrawal, draft_model
from disclosures.models import Release, Source
from sites.models import SiteStatus

from .content.reports import progress_values
from .data import table
from .editing import at_office_hour
from .officials import HOME_DEPARTMENT, Staff, demo_approver
from .plan import SitePlan
from .versions import working_day

_EVERY = 40  # of so many sites, one has something taken down in each way
_OPEN_DRAFTS = 12
_OPEN_CORRECTIONS = 3


def take_some_down(plans: Sequence[SitePlan], *, staff: Mapping[str, Staff]) -> None:
    """A work schedule that belonged elsewhere is withdrawn; a photo that shows faces is erased."""
    words = table("words")["taken_down"]
    for plan in plans:
        people = staff[plan.department]
        now = at_office_hour(working_day(plan.today, latest=plan.today), late=True) + datetime.timedelta(hours=1)
        if plan.index % _EVERY == 1:
            schedules = _current(plan, "work-schedule")
            if len(schedules) > 1:
                withdraw(releases=schedules[:1], by=people.approver, reason=words["withdraw"], now=now)
                withdrawal = Withdrawal.objects.get(release=schedules[0])
                confirm_withdrawal(withdrawal=withdrawal, by=demo_approver(), now=now + datetime.timedelta(minutes=30))
        if plan.index % _EVERY == 3:
            photos = _current(plan, "photo")
            if len(photos) > 1:
                erased = erase(releases=photos[:1], by=people.approver, ground=words["erase"], now=now)
                confirm_erasure(erasure=erased[0], by=demo_approver(), now=now + datetime.timedelta(minutes=30))


def _current(plan: SitePlan, kind: str) -> list[Release]:
    """The oldest first."""
    found = Release.objects.current().filter(site__code=plan.code, kind=kind).select_related("site", "department")
    return list(found.order_by("as_of_on", "pk"))


def leave_work_open(
    plans: Sequence[SitePlan], *, sites: Mapping[str, ManagedSite], staff: Mapping[str, Staff], today: datetime.date
) -> None:
    """Some reports of today wait where the logins can see them: as drafts, for approval, returned."""
    ongoing = [
        plan
        for plan in plans
        if plan.status == SiteStatus.ONGOING and plan.starts_on < today and plan.department == HOME_DEPARTMENT
    ]
    now = at_office_hour(working_day(today, latest=today))
    for number, plan in enumerate(ongoing[:_OPEN_DRAFTS]):
        people = staff[plan.department]
        draft = save_draft(draft=_report(plan, sites[plan.code], people.editor, today), by=people.editor)
        if number % 3 == 0:
            continue
        draft = submit(draft=draft, by=people.editor, now=now)
        if number % 3 == 2:
            reason = "실적 공정률의 근거가 되는 기성검사 자료를 확인하고 다시 올려 주십시오."
            later = now + datetime.timedelta(hours=2)
            return_to_editor(draft=draft, by=people.approver, reason=reason, now=later)
    for plan in ongoing[_OPEN_DRAFTS : _OPEN_DRAFTS + _OPEN_CORRECTIONS]:
        released = draft_model("overview")._default_manager.filter(
            managed_site=sites[plan.code], state=DraftState.RELEASED
        )
        reason = "사업비 재원 비율이 바뀌어 바로잡습니다."
        start_correction(draft=released.get(), by=staff[plan.department].editor, reason=reason)


def _report(plan: SitePlan, site: ManagedSite, by: Official, today: datetime.date) -> Draft:
    return draft_model("progress")(
        managed_site=site,
        item=item_uuid("progress", plan.code, today),
        as_of_on=today,
        source_department=site.department,
        source=Source.DEMO,
        entered_by=by,
        **progress_values(plan, today),
    )
