"""The people of the permission tests, each by what he or she is, and the site they meet at."""

import time
from dataclasses import dataclass, field

from axes.models import AccessAttempt
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from desk.models import DRAFT_MODELS, AuditEntry, Draft, ManagedSite, Official, Role
from sites.models import Department
from tests.factories import make_department, make_draft, make_official, make_site

BACKEND = "django.contrib.auth.backends.ModelBackend"

ANONYMOUS = "anonymous"
NOBODY = "nobody"  # may sign in, and has no role
OTHER_EDITOR = "editor elsewhere"
OTHER_APPROVER = "approver elsewhere"
PERSONAS = (ANONYMOUS, NOBODY, *Role.values, OTHER_EDITOR, OTHER_APPROVER)


def make_persona(role: Role | None, department: Department, **values: object) -> Official:
    """An official of the department with one role, or none."""
    official = make_official(department=department, is_staff=True, **values)
    if role is not None:
        official.groups.set([Group.objects.get(name=role.value)])
    return official


def signed_in(official: Official, *, method: str = "password", minutes_ago: float = 0) -> Client:
    """A browser in which the official has signed in, just now or some minutes ago."""
    client = Client()
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
        for slug in DRAFT_MODELS:
            self.drafts[slug] = make_draft(slug, site=self.site, by=self.officials[Role.REPORTER])

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
