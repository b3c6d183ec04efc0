"""The demo's departments and officials: one login for every role, and who answers for the sites."""

from typing import Any, NamedTuple

from django.contrib.auth.models import Group
from django.utils.crypto import salted_hmac

from desk.actions import publish_directory, record
from desk.models import Official, Role
from desk.role_table import OUTSIDE_ROLES, sync_roles
from sites.models import Department

from .data import table
from .firms import person

HOME_DEPARTMENT = "DEMO-CIVIL"  # where the logins work: it has the most sites


class DemoLogin(NamedTuple):
    username: str
    password: str
    role: str

    @property
    def is_outside(self) -> bool:
        """Whether this is a firm's person, who signs in at the reporters' desk."""
        return self.role in OUTSIDE_ROLES


def _password(username: str) -> str:
    """Differs from installation to installation, and can be told again: it derives from the secret key."""
    digest = salted_hmac("desk.demo.officials", username).hexdigest()
    return f"Allimi-{digest[:4]}-{digest[4:8]}-{digest[8:12]}"


# Two approvers, because an erasure takes two.
_WHO = (
    ("reporter", Role.REPORTER),
    ("supervisor", Role.SUPERVISOR),
    ("editor", Role.EDITOR),
    ("approver", Role.APPROVER),
    ("approver2", Role.APPROVER),
    ("auditor", Role.AUDITOR),
    ("administrator", Role.ADMINISTRATOR),
    ("agent", Role.AGENT),
)
_POSTS = {
    Role.REPORTER: "현장대리인",
    Role.SUPERVISOR: "책임건설사업관리기술인",
    Role.EDITOR: "주무관",
    Role.APPROVER: "공사팀장",
    Role.AUDITOR: "감사담당관",
    Role.ADMINISTRATOR: "시스템관리자",
    Role.AGENT: "상담원",
}
DEMO_LOGINS: tuple[DemoLogin, ...] = tuple(
    DemoLogin(username, _password(username), role.value) for username, role in _WHO
)


class Staff(NamedTuple):
    """Who enters and who approves in a department."""

    editor: Official
    approver: Official


def install_officials() -> dict[str, Staff]:
    """Departments, roles, logins and the directory, as far as they are missing. The staff by department code."""
    departments = _departments()
    sync_roles()
    before = Official.objects.count()
    staff = {code: _staff(department, number) for number, (code, department) in enumerate(departments.items())}
    for number, login in enumerate(DEMO_LOGINS):
        _login(login, departments[HOME_DEPARTMENT], number)
    if Official.objects.count() != before:
        record(by=None, action="demo.officials", subject="officials", details={"logins": len(DEMO_LOGINS)})
        publish_directory(by=None)
    return staff


def demo_approver() -> Official:
    """The last of the approvers with a login: who decides where a department's own has acted already."""
    names = [login.username for login in DEMO_LOGINS if login.role == Role.APPROVER]
    return Official.objects.get(username=names[-1])


def demo_login(role: Role) -> Official:
    """The first of the logins with this role."""
    return Official.objects.get(username=next(login.username for login in DEMO_LOGINS if login.role == role))


def _departments() -> dict[str, Department]:
    entries = table("departments")["departments"]
    Department.objects.bulk_create([Department(**entry) for entry in entries], ignore_conflicts=True)
    codes = [entry["code"] for entry in entries]
    found = {department.code: department for department in Department.objects.filter(code__in=codes)}
    return {code: found[code] for code in codes}


def _staff(department: Department, number: int) -> Staff:
    """The posts of a department. They cannot log in: the demo acts in their name alone."""
    posts = {}
    for place, entry in enumerate(table("departments")["posts"]):
        post, duty, line = entry["post"], entry["duty"], entry["line"]
        posts[line] = _official(
            f"{department.code.lower()}-{line}",
            department=department,
            post=post,
            duty=duty,
            full_name=person(number * 3 + place + 40),
            office_phone=f"{department.phone[:-1]}{line}",
            password=None,
        )
    return Staff(editor=posts[1], approver=posts[2])


def _login(login: DemoLogin, department: Department, number: int) -> None:
    role = Role(login.role)
    official = _official(
        login.username,
        department=None if login.is_outside else department,
        post=_POSTS[role],
        duty="시연용 계정",
        full_name=person(number + 70),
        email=f"{login.username}@demo.invalid",  # letters to the logins can be read in the worker's log
        office_phone=f"{department.phone[:-2]}{number + 10}",
        password=login.password,
        in_directory=False,
    )
    official.groups.set(Group.objects.filter(name=role.value))


def _official(username: str, *, password: str | None, in_directory: bool = True, **values: Any) -> Official:
    found = Official.objects.filter(username=username).first()
    if found is not None:
        return found
    return Official.objects.create_user(username, password=password, in_directory=in_directory, is_staff=True, **values)
