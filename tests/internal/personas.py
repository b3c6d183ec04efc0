"""The people of the permission tests, each by what he or she is, and the site they meet at."""

import time
from dataclasses import dataclass, field

from axes.models import AccessAttempt
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from desk import actions
from desk.models import DRAFT_MODELS, AuditEntry, Draft, ManagedSite, Official, OutsideFirm, Role, SiteDuty
from sites.models import Department
from tests.factories import make_department, make_draft, make_official, make_site

BACKEND = "django.contrib.auth.backends.ModelBackend"

ANONYMOUS = "anonymous"
NOBODY = "nobody"  # may sign in, and has no role
OTHER_EDITOR = "editor elsewhere"
OTHER_APPROVER = "approver elsewhere"
ASSIGNED = "editor from elsewhere, assigned to the site"
DEPUTY = "deputy of the approver"  # has no role of his own
LIMITED = "editor of assigned sites only, this one not among them"
OUTSIDER = "contractor's reporter"  # has the reporters' desk
INSIDERS = (NOBODY, *Role.values, OTHER_EDITOR, OTHER_APPROVER, ASSIGNED, DEPUTY, LIMITED)
PERSONAS = (ANONYMOUS, *INSIDERS, OUTSIDER)


def make_persona(role: Role | None, department: Department | None, **values: object) -> Official:
    """An official of the department with one role, or none."""
    official = make_official(department=department, is_staff=True, **values)
    if role is not None:
        official.groups.set([Group.objects.get(name=role.value)])
    return official


def signed_in(
    official: Official, *, method: str = "password", minutes_ago: float = 0, client: Client | None = None
) -> Client:
    """A browser in which the official has signed in, just now or some minutes ago."""
    client = client or Client()
    client.force_login(official, backend=BACKEND)
    session = client.session
    session["account_authentication_methods"] = [{"method": method, "at": time.time() - minutes_ago * 60}]
    session["account_authentication_methods_user"] = str(official.pk)
    session.save()
    return client


@dataclass
class World:
    """A department with a site and one draft of each kind, and everyone who may come by."""

    department: Department = field(default_factory=make_department)
    elsewhere: Department = field(default_factory=make_department)
    officials: dict[str, Official] = field(default_factory=dict)
    drafts: dict[str, Draft] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.officials[NOBODY] = make_persona(None, self.department)
        for role in Role:
            self.officials[role.value] = make_persona(role, self.department, full_name=f"김{role.value}")
        self.officials[OTHER_EDITOR] = make_persona(Role.EDITOR, self.elsewhere)
        self.officials[OTHER_APPROVER] = make_persona(Role.APPROVER, self.elsewhere)
        self.site: ManagedSite = make_site(by=self.officials[Role.EDITOR])
        self._arrange()
        for slug in DRAFT_MODELS:
            self.drafts[slug] = make_draft(slug, site=self.site, by=self.officials[Role.REPORTER])

    def _arrange(self) -> None:
        """Those who come by something else than their department."""
        today, head = timezone.localdate(), self.officials[Role.APPROVER]
        self.officials[ASSIGNED] = make_persona(Role.EDITOR, self.elsewhere)
        self.officials[DEPUTY] = make_persona(None, self.department)
        self.officials[LIMITED] = make_persona(Role.EDITOR, self.department, own_sites_only=True)
        firm = OutsideFirm.objects.create(name=f"{self.site.code}건설")
        self.officials[OUTSIDER] = make_persona(Role.REPORTER, None, firm=firm)
        self.assignment, _reporting = (
            actions.assign(
                official=self.officials[who], site=self.site, duty=duty, starts_on=today, ends_on=None, by=head
            )
            for who, duty in ((ASSIGNED, SiteDuty.OFFICER), (OUTSIDER, SiteDuty.REPORTING))
        )
        self.deputy = actions.arrange_deputy(
            absent=head,
            deputy=self.officials[DEPUTY],
            starts_on=today,
            ends_on=today,
            reason="연가",
            by=head,
            now=timezone.now(),
        )

    def client(self, persona: str) -> Client:
        return Client() if persona == ANONYMOUS else signed_in(self.officials[persona])

    def newest_audit(self) -> AuditEntry:
        entry = AuditEntry.objects.first()
        assert entry is not None
        return entry

    def failed_sign_in(self) -> AccessAttempt:
        """A wrong password that was tried for the editor."""
        data = {"login": self.officials[Role.EDITOR].username, "password": "wrong"}
        self.client(ANONYMOUS).post(reverse("admin:login"), data)
        return AccessAttempt.objects.latest("attempt_time")
