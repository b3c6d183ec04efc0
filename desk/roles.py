"""Who may do what to which site.

The table of roles (desk/role_table.py) says what a role may do at all; the rules here say to which site, by the
department or by an assignment to the site, and for whom a deputy acts. Both are asked before an action is called.
A superuser (made on the command line, to create the first administrator) sees everything and decides nothing.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from disclosures.models import Release

from .differences import kind_of
from .models import Draft, DraftState, Erasure, ManagedSite, Official
from .models.taking_down import TakingDown
from .role_table import AS, ENTERING, Duty, draft_permission
from .standing import Standing, standings

if TYPE_CHECKING:
    User = Official | AnonymousUser


def has_duty(user: "User", duty: Duty) -> bool:
    """Whether a role of the user's, or of someone he or she stands in for, carries the duty somewhere.

    Superusers see everywhere, and have no other duty.
    """
    if user.is_superuser:
        return duty == Duty.EVERYWHERE
    return user.has_perm(f"desk.{duty.value}")


def authorities(user: "User", site: ManagedSite, duty: Duty) -> Iterator[Official]:
    """Those by whose authority the user may do this to the site: himself first, then whom he stands in for."""
    if user.is_superuser:
        return
    for standing in standings(user):
        if standing.holds(f"desk.{duty.value}") and _within_reach(standing, site, duty):
            yield standing.official


def _within_reach(standing: Standing, site: ManagedSite, duty: Duty) -> bool:
    # Who administers does so for every department.
    everywhere = duty == Duty.ASSIGN and standing.holds(f"desk.{Duty.EVERYWHERE.value}")
    return everywhere or standing.reaches(site, AS[duty])


def _may(user: "User", site: ManagedSite, duty: Duty) -> bool:
    return any(authorities(user, site, duty))


def stands_in_for(user: "User", site: ManagedSite, duty: Duty) -> Official | None:
    """The absent official in whose place the user does this; None where he does it in his own right."""
    by_authority = next(authorities(user, site, duty), None)
    return None if by_authority is None or by_authority.pk == user.pk else by_authority


def visible_sites(user: "User") -> QuerySet[ManagedSite]:
    """The sites whose desk a user may look at: those within reach, or all."""
    sites = ManagedSite.objects.select_related("department")
    return sites if has_duty(user, Duty.EVERYWHERE) else sites.filter(_any(each.sites() for each in standings(user)))


def own_sites(user: "User") -> QuerySet[ManagedSite]:
    """The sites that a user, or somebody he stands in for, works on; seeing every department's adds none."""
    reached = _any(each.sites() for each in standings(user))
    return ManagedSite.objects.select_related("department").filter(reached)


def visible_drafts(user: "User", drafts: QuerySet[Draft]) -> QuerySet[Draft]:
    if has_duty(user, Duty.EVERYWHERE):
        return drafts
    return drafts.filter(_any(each.drafts() for each in standings(user)))


def visible_erasures(user: "User", erasures: QuerySet[Erasure]) -> QuerySet[Erasure]:
    if has_duty(user, Duty.EVERYWHERE):
        return erasures
    return erasures.filter(release__site__code__in=visible_sites(user).values("code"))


def is_own_site(user: "User", site: ManagedSite) -> bool:
    """Whether the site is within the user's reach; nobody writes elsewhere, whatever the role."""
    return any(standing.reaches(site) for standing in standings(user))


def may_see(user: "User", site: ManagedSite) -> bool:
    return has_duty(user, Duty.EVERYWHERE) or is_own_site(user, site)


def may_enter(user: "User", site: ManagedSite, slug: str) -> bool:
    """Add a draft of this kind to the site."""
    return _enters(user, site, draft_permission("add", slug))


def may_edit(user: "User", draft: Draft) -> bool:
    permission = draft_permission("change", kind_of(draft).slug)
    return draft.is_editable and _enters(user, draft.managed_site, permission)


def may_correct(user: "User", draft: Draft) -> bool:
    """Start a new version of what is released, or of what was taken down and may come back mended."""
    closed = (DraftState.RELEASED, DraftState.WITHDRAWN, DraftState.ERASED)
    return draft.state in closed and may_enter(user, draft.managed_site, kind_of(draft).slug)


def may_report(user: "User", draft: Draft) -> bool:
    """Hand in to the site's supervisor: whoever may not hand in to an approver."""
    return may_edit(user, draft) and _may(user, draft.managed_site, Duty.REPORT) and not may_submit(user, draft)


def may_submit(user: "User", draft: Draft) -> bool:
    return may_edit(user, draft) and _may(user, draft.managed_site, Duty.SUBMIT)


def may_confirm_report(user: "User", draft: Draft) -> bool:
    """Confirm or return what was reported: at the own site, and never what oneself entered."""
    return draft.state == DraftState.REPORTED and _decides(user, draft, Duty.CONFIRM)


def may_decide(user: "User", draft: Draft) -> bool:
    """Approve or return: within reach, and never what oneself entered, submitted or confirmed."""
    return draft.state == DraftState.SUBMITTED and _decides(user, draft, Duty.APPROVE)


def may_return(user: "User", draft: Draft) -> bool:
    return may_decide(user, draft) or may_confirm_report(user, draft)


def may_withhold(user: "User", site: ManagedSite) -> bool:
    return _may(user, site, Duty.WITHHOLD)


def may_lift(user: "User", site: ManagedSite) -> bool:
    """Closing a field is quick; opening one again is an approver's decision."""
    return _may(user, site, Duty.DISCLOSE)


def may_take_down(user: "User", site: ManagedSite) -> bool:
    return _may(user, site, Duty.TAKE_DOWN)


def may_confirm(user: "User", taking_down: TakingDown, site: ManagedSite) -> bool:
    """The second pair of eyes over an erasure or a withdrawal. A deputy is none where the absent official acted."""
    if taking_down.confirmed_at is not None or taking_down.acted_by_id == user.pk:
        return False
    return any(each.pk != taking_down.acted_by_id for each in authorities(user, site, Duty.TAKE_DOWN))


def may_assign(user: "User", site: ManagedSite) -> bool:
    """Say who does what at the site."""
    return _may(user, site, Duty.ASSIGN)


def may_manage(user: "User", person: Official) -> bool:
    """Arrange a deputy for somebody, or hand his work over: an administrator, or an approver of the department.

    In one's own right alone: whoever stands in for a head does not choose who else does.
    """
    for standing in standings(user)[:1]:
        if standing.holds(f"desk.{Duty.ASSIGN.value}") and not user.is_superuser:
            everywhere = standing.holds(f"desk.{Duty.EVERYWHERE.value}")
            return everywhere or person.department_id is not None and person.department_id == standing.department
    return False


def may_arrange_absence(user: "User", absent: Official) -> bool:
    """One's own, or that of somebody one manages."""
    return user.pk == absent.pk or may_manage(user, absent)


def _enters(user: "User", site: ManagedSite, permission: str) -> bool:
    return any(each.holds(permission) and each.reaches(site, ENTERING) for each in standings(user))


def _decides(user: "User", draft: Draft, duty: Duty) -> bool:
    """Four eyes over real people: neither the deputy's own hand may be on it, nor that of whom he stands in for."""
    if draft.has_hand_of(user):
        return False
    return any(not draft.has_hand_of(each) for each in authorities(user, draft.managed_site, duty))


def _any(conditions: Iterable[Q]) -> Q:
    """Either of them; of none, nothing."""
    found = Q(pk__in=[])
    for condition in conditions:
        found |= condition
    return found


def site_of(release: Release) -> ManagedSite:
    """The desk's site of a release. Raises ManagedSite.DoesNotExist."""
    return ManagedSite.objects.select_related("department").get(code=release.site.code)
