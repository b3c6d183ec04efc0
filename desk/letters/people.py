"""Who is written to about a site: its officers, its approvers, and who stands in for them."""

import datetime
from collections import defaultdict
from collections.abc import Iterable

from desk.models import Deputy, ManagedSite, Official, Role, SiteAssignment, SiteDuty


class People:
    """The officials of the whole city as they are on one day. Four statements, however many sites are asked about."""

    def __init__(self, today: datetime.date) -> None:
        self._assigned: dict[tuple[int, str], list[Official]] = defaultdict(list)
        assignments = SiteAssignment.objects.active(today).filter(duty__in=(SiteDuty.OFFICER, SiteDuty.APPROVING))
        for each in assignments.filter(official__is_active=True).select_related("official"):
            self._assigned[each.managed_site_id, each.duty].append(each.official)
        self._editors = self._by_department(Role.EDITOR)
        self._approvers = self._by_department(Role.APPROVER)
        self._deputies: dict[int, list[Official]] = defaultdict(list)
        for deputy in Deputy.objects.active(today).select_related("deputy"):
            self._deputies[deputy.absent_id].append(deputy.deputy)

    def officers(self, site: ManagedSite) -> list[Official]:
        """Who is in charge of the site; where nobody was assigned, all editors of its department."""
        return self._present(self._assigned[site.pk, SiteDuty.OFFICER] or self._editors[site.department_id])

    def approvers(self, site: ManagedSite) -> list[Official]:
        """Who decides about the site; where nobody was assigned, all approvers of its department."""
        return self._present(self._assigned[site.pk, SiteDuty.APPROVING] or self._approvers[site.department_id])

    def heads(self, site: ManagedSite) -> list[Official]:
        """Who leads the department: who approves for all of it."""
        return self.heads_of(site.department_id)

    def heads_of(self, department: int) -> list[Official]:
        """Who leads the department of this key."""
        return self._present(self._approvers[department])

    def editors_of(self, department: int) -> list[Official]:
        """Who works in the department of this key."""
        return self._present(self._editors[department])

    def in_place_of(self, official: Official) -> list[Official]:
        """The official himself, or whoever stands in for him today."""
        return self._present([official])

    def _present(self, officials: Iterable[Official]) -> list[Official]:
        """Each once; instead of an absent one, who stands in for him. Only whom a letter can reach."""
        found: dict[int, Official] = {}
        for official in officials:
            for person in self._deputies.get(official.pk) or [official]:
                if person.email:
                    found[person.pk] = person
        return list(found.values())

    def _by_department(self, role: Role) -> dict[int, list[Official]]:
        found: dict[int, list[Official]] = defaultdict(list)
        members = Official.objects.filter(groups__name=role.value, is_active=True, own_sites_only=False)
        for official in members.filter(department__isnull=False).order_by("pk"):
            found[official.department_id or 0].append(official)
        return found
