"""Who proposes, releases and sees safety messages: the rights over disclosures, by site or by department."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from desk import roles
from desk.models import Official
from desk.role_table import AS, Duty
from desk.standing import Standing, standings
from sites.models import Department

from .models import ProposalState, SafetyProposal, SafetyProposalQuerySet


def may_read(user: Official) -> bool:
    return user.has_perm("safety.view_safetyproposal")


def may_propose(user: Official) -> bool:
    return user.has_perm("safety.add_safetyproposal") and not user.is_superuser


def visible_proposals(user: Official) -> SafetyProposalQuerySet:
    """Those of the own department and of the sites within reach, and what is meant for the whole city."""
    proposals = SafetyProposal.objects.for_pages()
    if not may_read(user):
        return proposals.none()
    if roles.has_duty(user, Duty.EVERYWHERE):
        return proposals
    departments = [each.official.department_id for each in standings(user)]
    own = Q(site=None, department__in=departments) | Q(site__in=roles.own_sites(user).values("pk"))
    return proposals.filter(own | Q(is_citywide=True))


def departments_of(user: Official) -> QuerySet[Department]:
    """In whose name this person can propose one."""
    return Department.objects.filter(pk__in=[each.official.department_id for each in standings(user)])


def may_decide(user: Official, proposal: SafetyProposal) -> bool:
    """Release or return it: another official, who approves disclosures of that site or that department."""
    return (
        proposal.state == ProposalState.PROPOSED
        and not proposal.has_hand_of(user)
        and any(_authorities(user, proposal, Duty.APPROVE))
    )


def may_withdraw(user: Official, proposal: SafetyProposal) -> bool:
    message = proposal.message
    return message is not None and message.is_shown and any(_authorities(user, proposal, Duty.TAKE_DOWN))


def authority(user: Official, proposal: SafetyProposal) -> Official | None:
    """The absent official in whose place the user releases it; None in one's own right."""
    leading = next(_authorities(user, proposal, Duty.APPROVE), None)
    return None if leading is None or leading.pk == user.pk else leading


def _authorities(user: Official, proposal: SafetyProposal, duty: Duty) -> Iterator[Official]:
    if user.is_superuser:
        return
    for standing in standings(user):
        if standing.holds(f"desk.{duty.value}") and _reaches(standing, proposal, duty):
            yield standing.official


def _reaches(standing: Standing, proposal: SafetyProposal, duty: Duty) -> bool:
    if proposal.site is not None:
        return standing.reaches(proposal.site, AS[duty])
    return standing.department == proposal.department_id
