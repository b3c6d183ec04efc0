"""In whose place somebody acts, and which sites that reaches: one's own standing, and those of absent officials.

Each is judged for itself. A deputy's own sites and an absent approver's right to approve do not add up to a right
to approve on the deputy's sites.
"""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth.backends import BaseBackend, ModelBackend
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone

from .models import Deputy, DraftState, ManagedSite, Official, Role, SiteAssignment, SiteDuty

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

    User = Official | AnonymousUser

# What can be stood in for: the chain of a disclosure. Nobody controls or administers in another's place.
DEPUTISED = frozenset({Role.REPORTER, Role.SUPERVISOR, Role.EDITOR, Role.APPROVER})
CONTROLLING = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})
# What an outside firm may read of its sites that it has not entered itself: what citizens read, too.
PUBLIC = (DraftState.RELEASED, DraftState.SUPERSEDED)

_OWN_RIGHTS = ModelBackend()
_KEPT = "_standings"  # on the user, as Django keeps his permissions


@dataclass(frozen=True)
class Standing:
    """One person whose authority counts."""

    official: Official
    duties: Mapping[int, frozenset[str]]  # by the key of the site that he or she is assigned to

    @property
    def department(self) -> int | None:
        """The department all of whose sites are within reach."""
        return None if self.official.own_sites_only else self.official.department_id

    def holds(self, permission: str) -> bool:
        """Whether one of this person's own roles has the permission."""
        return _OWN_RIGHTS.has_perm(self.official, permission)

    def reaches(self, site: ManagedSite, duties: Collection[str] = SiteDuty.values) -> bool:
        """By the department, or by an assignment with one of these duties."""
        if self.department is not None and site.department_id == self.department:
            return True
        return not self.duties.get(site.pk, frozenset()).isdisjoint(duties)

    def sites(self, path: str = "") -> Q:
        """The sites within reach; `path` leads to the site from what is asked, and ends with two underscores."""
        assigned = Q(**{f"{path}pk__in": list(self.duties)})
        return assigned if self.department is None else assigned | Q(**{f"{path}department": self.department})

    def drafts(self) -> Q:
        """The drafts within reach. An outside firm reads its own, those it supervises, and what is public."""
        if not self.official.is_outside:
            return self.sites("managed_site__")
        firm = self.official.firm_id
        supervised = [site for site, duties in self.duties.items() if SiteDuty.SUPERVISING in duties]
        # By keys, not by a join: at the reporters' desk the city's own officials are hidden (allimi/wall/reporters.py).
        colleagues = Official.objects.filter(firm=firm).values("pk")
        outsiders = Official.objects.filter(firm__isnull=False).values("pk")
        own = Q(entered_by__in=colleagues) | Q(submitted_by__in=colleagues)
        reported = Q(entered_by__in=outsiders) | Q(submitted_by__in=outsiders)
        public = Q(state__in=PUBLIC)
        return Q(managed_site__in=list(self.duties)) & (own | public) | Q(managed_site__in=supervised) & reported


def standings(user: "User") -> tuple[Standing, ...]:
    """The user's own, then that of everyone he or she stands in for today. Read once a request."""
    if isinstance(user, AnonymousUser):
        return ()
    kept: tuple[Standing, ...] | None = getattr(user, _KEPT, None)
    if kept is None:
        today = timezone.localdate()
        kept = tuple(Standing(person, _assigned(person, today)) for person in (user, *_absent(user)))
        setattr(user, _KEPT, kept)
    return kept


def may_be_stood_in_for(roles: Collection[str]) -> bool:
    return bool(roles) and DEPUTISED.issuperset(roles)


def may_stand_in(roles: Collection[str]) -> bool:
    """Who controls decides nothing, in nobody's place."""
    return CONTROLLING.isdisjoint(roles)


def role_names(official: Official) -> set[str]:
    return {group.name for group in official.groups.all()} & set(Role.values)


def _absent(user: Official) -> list[Official]:
    """Asked anew each time: whoever has changed roles or left meanwhile is not stood in for."""
    if user.is_superuser or not may_stand_in(role_names(user)):
        return []
    arranged = Deputy.objects.active(timezone.localdate()).filter(deputy=user).select_related("absent")
    people = {deputy.absent_id: deputy.absent for deputy in arranged.order_by("starts_on", "pk")}
    return [person for person in people.values() if not person.is_superuser and may_be_stood_in_for(role_names(person))]


def _assigned(official: Official, today: datetime.date) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = {}
    assignments = SiteAssignment.objects.active(today).filter(official=official)
    for site, duty in assignments.values_list("managed_site", "duty"):
        found.setdefault(site, set()).add(duty)
    return {site: frozenset(duties) for site, duties in found.items()}


class DeputyBackend(BaseBackend):
    """Lets a deputy open the pages that the absent official's roles open; `desk.roles` then asks for each site."""

    def has_perm(self, user_obj: "AbstractBaseUser | AnonymousUser", perm: str, obj: Any = None) -> bool:
        if not isinstance(user_obj, Official) or not user_obj.is_active:
            return False
        return any(standing.holds(perm) for standing in standings(user_obj)[1:])

    def has_module_perms(self, user_obj: "AbstractBaseUser | AnonymousUser", app_label: str) -> bool:
        if not isinstance(user_obj, Official) or not user_obj.is_active:
            return False
        return any(_OWN_RIGHTS.has_module_perms(standing.official, app_label) for standing in standings(user_obj)[1:])
