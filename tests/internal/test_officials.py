"""Officials, their roles and passwords, and signing in."""

from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import translation

from desk import role_table
from desk.models import AuditEntry, Official, Role
from sites.models import Department, Officer
from tests.internal.personas import ANONYMOUS, World

GOOD = "푸른-다리-위의-고양이-7"
LISTED = "admin:desk_official_changelist"


def text(response: Any) -> str:
    return str(response.content.decode())


def new_official(world: World, *names: Role, **values: Any) -> dict[str, Any]:
    groups = [group.pk for group in Group.objects.filter(name__in=names)]
    return {
        "username": "kim.hana",
        "usable_password": "true",
        "password1": GOOD,
        "password2": GOOD,
        "groups": groups,
        "full_name": "김하나",
        "department": world.department.pk,
        "post": "주무관",
        **values,
    }


def test_an_administrator_adds_an_official_who_can_sign_in(world: World) -> None:
    client = world.client(Role.ADMINISTRATOR)
    page = client.post(reverse("admin:desk_official_add"), new_official(world, Role.EDITOR))
    assert page.status_code == 302
    official = Official.objects.get(username="kim.hana")
    assert official.is_staff
    assert not official.is_superuser
    assert official.password.startswith("argon2")
    entry = AuditEntry.objects.filter(action="official.add").latest("id")
    assert (entry.subject, entry.details["roles"]) == ("official:kim.hana", ["editor"])
    assert "full_name" in entry.details["changed"]
    assert GOOD not in str(entry.details)
    fresh = Client()
    answer = fresh.post(reverse("admin:login"), {"login": "kim.hana", "password": GOOD})
    assert answer.status_code == 302


@pytest.mark.parametrize("password", ["short-7", "123456789012", "password1234", "kim.hana.2026"])
def test_a_weak_password_is_refused(world: World, password: str) -> None:
    data = new_official(world, Role.EDITOR, password1=password, password2=password)
    page = world.client(Role.ADMINISTRATOR).post(reverse("admin:desk_official_add"), data)
    assert "errorlist" in text(page)
    assert not Official.objects.filter(username="kim.hana").exists()


@pytest.mark.parametrize(("first", "second"), role_table.INCOMPATIBLE)
def test_roles_that_control_and_decide_do_not_go_together(world: World, first: Role, second: Role) -> None:
    page = world.client(Role.ADMINISTRATOR).post(reverse("admin:desk_official_add"), new_official(world, first, second))
    assert "errorlist" in text(page)
    assert not Official.objects.filter(username="kim.hana").exists()


def test_a_forged_form_makes_no_superuser(world: World) -> None:
    editor = world.officials[Role.EDITOR]
    url = reverse("admin:desk_official_change", args=[editor.pk])
    data = new_official(world, Role.EDITOR, username=editor.username, is_active="on", is_superuser="on", is_staff="on")
    world.client(Role.ADMINISTRATOR).post(url, data)
    editor.refresh_from_db()
    assert editor.full_name == "김하나"
    assert not editor.is_superuser


def test_an_administrator_cannot_take_over_a_superuser(world: World) -> None:
    root = Official.objects.create_superuser("root", password=None)
    client = world.client(Role.ADMINISTRATOR)
    assert client.post(reverse("admin:desk_official_change", args=[root.pk]), {}).status_code == 403
    url = reverse("admin:auth_user_password_change", args=[root.pk])
    assert client.post(url, {"password1": GOOD, "password2": GOOD}).status_code == 403


def test_a_new_password_is_audited_without_it(world: World) -> None:
    editor = world.officials[Role.EDITOR]
    url = reverse("admin:auth_user_password_change", args=[editor.pk])
    data = {"usable_password": "true", "password1": GOOD, "password2": GOOD}
    assert world.client(Role.ADMINISTRATOR).post(url, data).status_code == 302
    entry = AuditEntry.objects.get(action="official.password")
    assert entry.subject == f"official:{editor.username}"
    assert GOOD not in str(entry.details)


def test_a_listed_official_reaches_the_public_directory_without_the_direct_number(world: World) -> None:
    data = new_official(world, Role.EDITOR, in_directory="on", office_phone="02-2133-1", direct_phone="010-1")
    client = world.client(Role.ADMINISTRATOR)
    client.post(reverse("admin:desk_official_add"), new_official(world, Role.EDITOR))
    official = Official.objects.get(username="kim.hana")
    client.post(reverse("admin:desk_official_change", args=[official.pk]), {**data, "is_active": "on"})
    officer = Officer.objects.get(post="주무관", department=world.department)
    assert (officer.name, officer.phone) == ("김○○", "02-2133-1")


def test_departments_are_kept_by_the_administrator_and_audited(world: World) -> None:
    data = {"code": "D-77", "name": "교량안전과", "name_en": "Bridge Safety Division", "phone": "02-2133-7000"}
    world.client(Role.ADMINISTRATOR).post(reverse("admin:sites_department_add"), data)
    assert Department.objects.get(code="D-77").name_en == "Bridge Safety Division"
    assert AuditEntry.objects.filter(action="department.save", subject="department:D-77").exists()


@pytest.mark.parametrize(("language", "words"), [("ko", "한 시간 동안 잠깁니다"), ("en", "It is locked for one hour")])
def test_five_wrong_passwords_lock_the_account_and_say_what_to_do(world: World, language: str, words: str) -> None:
    editor = world.officials[Role.EDITOR]
    editor.set_password(GOOD)
    editor.save()
    client = world.client(ANONYMOUS)
    with translation.override(language):
        url = reverse("admin:login")
    for _attempt in range(4):
        assert client.post(url, {"login": editor.username, "password": "wrong"}).status_code == 200
    answer = client.post(url, {"login": editor.username, "password": "wrong"})
    assert answer.status_code == 429
    assert words in text(answer)
    assert client.post(url, {"login": editor.username, "password": GOOD}).status_code == 429


def test_an_administrator_unlocks_an_account(world: World) -> None:
    editor = world.officials[Role.EDITOR]
    editor.set_password(GOOD)
    editor.save()
    for _attempt in range(5):
        world.client(ANONYMOUS).post(reverse("admin:login"), {"login": editor.username, "password": "wrong"})
    attempt = AccessAttempt.objects.get(username=editor.username)
    url = reverse("admin:axes_accessattempt_delete", args=[attempt.pk])
    assert world.client(Role.ADMINISTRATOR).post(url, {"post": "yes"}).status_code == 302
    assert AuditEntry.objects.filter(action="official.unlock", subject=f"official:{editor.username}").exists()
    answer = world.client(ANONYMOUS).post(reverse("admin:login"), {"login": editor.username, "password": GOOD})
    assert answer.status_code == 302


def test_signing_in_changes_the_session(world: World) -> None:
    editor = world.officials[Role.EDITOR]
    editor.set_password(GOOD)
    editor.save()
    client = world.client(ANONYMOUS)
    session = client.session
    session["planted"] = "by someone else"
    session.save()
    client.cookies["allimi_desk"] = session.session_key
    planted = session.session_key
    client.post(reverse("admin:login"), {"login": editor.username, "password": GOOD})
    assert client.session.session_key != planted


def test_the_login_page_tells_of_the_lock_in_both_languages(world: World) -> None:
    client = world.client(ANONYMOUS)
    assert "건설알림이 업무" in text(client.get("/admin/login/"))
    assert "After five wrong passwords" in text(client.get("/en/admin/login/"))


def test_pages_run_no_inline_script_or_style(world: World) -> None:
    client = world.client(Role.EDITOR)
    for url in (
        reverse("admin:index"),
        reverse("admin:desk-queue"),
        reverse("admin:desk_managedsite_change", args=[world.site.pk]),
        reverse("admin:desk_photodraft_change", args=[world.drafts["photo"].pk]),
    ):
        page = client.get(url)
        policy = page["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert " style=" not in text(page)
        assert "<script>" not in text(page)
        assert "onclick" not in text(page)


def test_sync_roles_is_idempotent_and_takes_away_what_the_table_does_not_name(db: None) -> None:
    group = Group.objects.get(name=Role.EDITOR)
    before = set(group.permissions.values_list("codename", flat=True))
    group.permissions.add(*Group.objects.get(name=Role.APPROVER).permissions.all())
    call_command("sync_roles", verbosity=0)
    assert set(group.permissions.values_list("codename", flat=True)) == before


def test_sync_roles_before_a_migrate_says_what_to_do(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    grant = role_table.Grant(others=("desk.fly",))
    monkeypatch.setitem(role_table.GRANTS, Role.EDITOR, grant)
    with pytest.raises(CommandError, match="migrate"):
        call_command("sync_roles", verbosity=0)


def test_an_administrator_may_not_approve_by_the_table() -> None:
    for role in (Role.ADMINISTRATOR, Role.AUDITOR, Role.REPORTER, Role.SUPERVISOR, Role.EDITOR):
        assert f"desk.{role_table.Duty.APPROVE.value}" not in role_table.permissions_of(role)
