"""Who is what at a site."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from desk.models import ManagedSite, Official, Role, SiteAssignment, SiteDuty
from desk.standing import role_names

from .audit import record
from .errors import ActionError

# The role that makes use of a duty; an assignment without it would let nobody do anything.
NEEDS = {
    SiteDuty.REPORTING: Role.REPORTER,
    SiteDuty.SUPERVISING: Role.SUPERVISOR,
    SiteDuty.OFFICER: Role.EDITOR,
    SiteDuty.APPROVING: Role.APPROVER,
}
OUTSIDE = (SiteDuty.REPORTING, SiteDuty.SUPERVISING)


@transaction.atomic
def assign(
    *,
    official: Official,
    site: ManagedSite,
    duty: SiteDuty,
    starts_on: datetime.date,
    ends_on: datetime.date | None,
    by: Official,
) -> SiteAssignment:
    """Give somebody a duty at a site. The role says what may be done; this says that it may be done here."""
    # So that two who assign at once do not both find that nothing stands against it.
    ManagedSite.objects.select_for_update().get(pk=site.pk)
    _check_person(official, duty)
    _check_firm(official, site, duty, starts_on)
    if ends_on is not None and ends_on < starts_on:
        raise ActionError({"ends_on": _("The last day is before the first.")})
    there = SiteAssignment.objects.current_or_coming(starts_on).for_site(site).filter(official=official, duty=duty)
    if there.exists():
        raise ActionError(
            _("%(who)s has this duty at the site already. End that first.") % {"who": official.get_full_name()},
            code="twice",
        )
    assignment = SiteAssignment.objects.create(
        official=official, managed_site=site, duty=duty, starts_on=starts_on, ends_on=ends_on
    )
    details = {"official": official.username, "duty": str(duty), "from": starts_on.isoformat()}
    if ends_on is not None:
        details["to"] = ends_on.isoformat()
    record(by=by, action="site.assign", subject=f"site:{site.code}", details=details)
    return assignment


@transaction.atomic
def end_assignment(*, assignment: SiteAssignment, by: Official, now: datetime.datetime) -> None:
    """At once, whatever its dates say. The row stays, and tells who was in charge until when."""
    assignment = SiteAssignment.objects.select_for_update().get(pk=assignment.pk)
    if assignment.ended_at is not None:
        raise ActionError(_("This assignment has ended already."))
    assignment.ended_at = now
    assignment.save(update_fields=["ended_at"])
    record(
        by=by,
        action="site.unassign",
        subject=f"site:{assignment.managed_site.code}",
        details={"official": assignment.official.username, "duty": assignment.duty},
    )


def _check_person(official: Official, duty: SiteDuty) -> None:
    if not official.is_active:
        raise ActionError(_("This account is closed."))
    if official.is_outside and duty not in OUTSIDE:
        raise ActionError(_("A firm’s people report or supervise; the department’s own officials do the rest."))
    if NEEDS[duty] not in role_names(official):
        raise ActionError(
            _("%(who)s lacks the role “%(role)s”. An administrator gives it.")
            % {"who": official.get_full_name(), "role": NEEDS[duty].label},
            code="role",
        )


def _check_firm(official: Official, site: ManagedSite, duty: SiteDuty, today: datetime.date) -> None:
    """Whoever builds does not supervise."""
    if not official.is_outside:
        return
    other = SiteDuty.SUPERVISING if duty == SiteDuty.REPORTING else SiteDuty.REPORTING
    there = SiteAssignment.objects.current_or_coming(today).for_site(site)
    if there.filter(official__firm=official.firm_id, duty=other).exists():
        raise ActionError(
            _("%(firm)s cannot both report and supervise at one site.") % {"firm": official.firm}, code="same-firm"
        )
