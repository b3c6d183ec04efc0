"""A contractor's reporter and a supervisor with a site each their own, and how the tests visit their desk."""

import base64
import io
import json
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.utils import timezone
from PIL import Image

from allimi.embedded.environments import read_environment
from allimi.embedded.running import Running
from allimi.embedded.topology import ROOT
from desk import actions
from desk.models import ManagedSite, Official, OutsideFirm, Role, SiteDuty
from tests.factories import make_official, make_site

PASSWORD = "흙과-철근-사이의-봄-21"


@dataclass(frozen=True)
class Answer:
    status: int
    to: str
    text: str
    url: str

    @property
    def is_refused(self) -> bool:
        return self.status in (403, 404, 405) or self.status == 302 and "/admin/login/" in self.to


@dataclass(frozen=True)
class Visit:
    role: str
    addresses: list[tuple[str, list[str]]]
    signed_in: bool
    answers: list[Answer]


def page(name: str, *args: object, post: bool = False, files: dict[str, bytes] | None = None, **data: Any) -> dict:
    encoded = {field: base64.b64encode(content).decode() for field, content in (files or {}).items()}
    return {"name": name, "args": list(args), "post": post, "data": data, "files": encoded}


def visit(live: Running, who: Official | None, *pages: dict[str, Any]) -> Visit:
    """Sign in by password at the reporters' desk, and ask for these pages."""
    environment = read_environment(live.topology.inside / "reporters.env")
    asked = {"username": who.username if who else "", "password": PASSWORD, "pages": pages}
    done = subprocess.run(
        [sys.executable, "-m", "tests.reporters.visit"],
        cwd=ROOT,
        env={**environment, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        input=json.dumps(asked, default=str),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["urls"] == "allimi.urls.reporters"
    answers = [
        Answer(each["status"], each["to"], each.get("text", ""), each.get("url", "")) for each in found["answers"]
    ]
    entered = answers.pop(0) if who else None
    signed_in = entered is not None and entered.status == 302 and "login" not in entered.to
    for answer in answers:
        assert answer.status < 500, f"{answer.url}: {done.stderr[-3000:]}"
    return Visit(found["role"], found["addresses"], signed_in, answers)


def make_account(role: Role, firm: str | None, **values: Any) -> Official:
    """Somebody of a firm, or (without one) of a department, who can sign in by password."""
    if firm is not None:
        values |= {"department": None, "firm": OutsideFirm.objects.get_or_create(name=firm)[0]}
    account = make_official(is_staff=True, **values)
    account.groups.set(Group.objects.filter(name=role))
    account.set_password(PASSWORD)
    account.save()
    return account


def make_assigned(role: Role, site: ManagedSite, firm: str) -> Official:
    duty = SiteDuty.REPORTING if role == Role.REPORTER else SiteDuty.SUPERVISING
    account = make_account(role, firm)
    actions.assign(
        official=account, site=site, duty=duty, starts_on=timezone.localdate(), ends_on=None, by=make_official()
    )
    return account


@dataclass(frozen=True)
class Field:
    """A site with its people, beside another site with other people."""

    site: ManagedSite
    other: ManagedSite
    reporter: Official
    supervisor: Official


def make_field() -> Field:
    site, other = make_site(), make_site()
    reporter = make_assigned(Role.REPORTER, site, f"{site.code}건설")
    return Field(site, other, reporter, make_assigned(Role.SUPERVISOR, site, f"{site.code}감리"))


def jpeg() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(buffer, "JPEG")
    return buffer.getvalue()
