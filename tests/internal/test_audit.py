"""Who saw, changed, exported and approved what: found again, and beyond the reach of who wrote it."""

import datetime
from contextlib import suppress
from typing import Any

import psycopg
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from allimi.embedded.running import Running
from allimi.wall import connections
from allimi.wall.connections import values
from desk import actions
from desk.auditing import retention, words
from desk.auditing.search import Question, found_deeds, found_looks
from desk.models import HISTORIES, AuditEntry, Official, Role, Viewing
from desk.models.history import TrackedRole
from sites.models import Department
from tests.factories import make_official, make_release, make_site
from tests.internal.personas import World

APPEND_ONLY = ["desk_auditentry", "desk_viewing", *(model._meta.db_table for model in HISTORIES.values())]


def history_of(model: Any) -> Any:
    return HISTORIES[model]._default_manager.order_by("pgh_id")


def test_deeds_are_found_by_person_deed_site_and_day(world: World) -> None:
    editor, draft = world.officials[Role.EDITOR], world.drafts["progress"]
    actions.submit(draft=draft, by=editor, now=timezone.now())
    actions.return_to_editor(
        draft=draft, by=world.officials[Role.APPROVER], reason="단위를 고치세요.", now=timezone.now()
    )
    today = timezone.localdate()
    at_site = Question(site=world.site.code)
    assert {"site.open", "draft.save", "draft.submit", "draft.return"} <= {
        entry.action for entry in found_deeds(at_site)
    }
    named = Question(site=world.site.name, person="김editor", deed="entering", first_on=today, last_on=today)
    found = list(found_deeds(named))
    assert [entry.action for entry in found if entry.subject.startswith("progress:")] == ["draft.submit"]
    assert {entry.by for entry in found} == {editor}
    decided = found_deeds(Question(site=world.site.code, deed="deciding"))
    assert [entry.action for entry in decided] == ["draft.return"]
    assert not found_deeds(Question(site=world.site.code, last_on=today - datetime.timedelta(days=1)))
    assert not found_deeds(Question(site=make_site(by=make_official()).code, person="김editor"))


def test_what_was_done_to_a_person_is_found_by_the_person(world: World) -> None:
    editor = world.officials[Role.EDITOR]
    actions.record(
        by=world.officials[Role.ADMINISTRATOR], action="official.unlock", subject=f"official:{editor.username}"
    )
    assert "official.unlock" in {entry.action for entry in found_deeds(Question(person=editor.username))}


def test_the_auditor_s_page_shows_words_and_goes_on_to_older_ones(world: World) -> None:
    client, auditor = world.client(Role.AUDITOR), world.officials[Role.AUDITOR]
    for number in range(51):
        actions.record(
            by=auditor, action="draft.release", subject=f"site:NR{number:02}", details={"reason": "<b>확인</b>"}
        )
    page = client.get(reverse("admin:desk-audit"))
    assert page.context["lines"][0].subject.endswith("NR50")
    assert "&lt;b&gt;확인" in page.content.decode()
    older = client.get(reverse("admin:desk-audit"), {"before": page.context["next_before"]})
    assert older.context["lines"][0].subject.endswith("NR00")
    wrong = client.get(reverse("admin:desk-audit"), {"first_on": "gestern"})
    assert wrong.context["form"].errors and not wrong.context["lines"]


def test_the_export_has_what_was_asked_for_and_is_itself_recorded(world: World) -> None:
    answer = world.client(Role.AUDITOR).get(
        reverse("admin:desk-audit-csv"), {"site": world.site.code, "deed": "people"}
    )
    rows = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert any(world.site.code in row for row in rows[1:])
    assert not any(words.deed("draft.save") in row for row in rows)
    entry = AuditEntry.objects.get(action="audit.export")
    assert (entry.by, entry.details) == (world.officials[Role.AUDITOR], {"site": world.site.code, "deed": "people"})


def test_a_look_is_noted_once_a_day_with_who_and_where_from(world: World) -> None:
    draft = world.drafts["progress"]
    client = world.client(Role.APPROVER)
    for _look in range(2):
        client.get(reverse("admin:desk-review", args=["progress", draft.pk]))
        client.get(reverse("admin:desk_progressdraft_change", args=[draft.pk]))
    [look] = found_looks(Question(person="김approver", deed=words.LOOKING, site=world.site.code))
    assert (look.subject, look.address) == (f"progress:{draft.item}", "127.0.0.1")
    tomorrow = Viewing(official=look.official, subject=look.subject, seen_on=look.seen_on + datetime.timedelta(days=1))
    tomorrow.seen_at = timezone.now()
    tomorrow.save()
    assert found_looks(Question(person="김approver", site=world.site.code)).count() == 2


def test_people_files_and_lists_are_noted_and_what_is_refused_is_not(world: World) -> None:
    editor = world.officials[Role.EDITOR]
    auditor = world.client(Role.AUDITOR)
    auditor.get(reverse("admin:desk_official_change", args=[editor.pk]))
    auditor.get(reverse("admin:desk_official_changelist"))
    auditor.get(reverse("admin:desk_managedsite_change", args=[world.site.pk]))
    world.client(Role.EDITOR).get(reverse("admin:desk_official_change", args=[editor.pk]))
    seen = set(Viewing.objects.values_list("official", "subject"))
    pk = world.officials[Role.AUDITOR].pk
    assert seen >= {(pk, f"official:{editor.username}"), (pk, "list:official"), (pk, f"site:{world.site.code}")}
    assert (editor.pk, f"official:{editor.username}") not in seen


def test_every_deed_of_the_groups_has_words() -> None:
    for action in words.DEEDS:
        begins = [name for name, (_words, starts) in words.GROUPS.items() if action.startswith(starts)]
        assert begins or action == words.LOOKING, f"{action} is found by no group"


# Histories that triggers write


def test_a_history_names_who_asked_for_the_change_and_keeps_no_content(world: World) -> None:
    draft, editor = world.drafts["progress"], world.officials[Role.EDITOR]
    client = world.client(Role.EDITOR)
    url = reverse("admin:desk-submit", args=["progress", draft.pk])
    assert client.post(url).status_code == 302
    [row] = history_of(type(draft)).filter(pgh_obj=draft)
    assert (row.state, row.pgh_context["user"], row.pgh_context["url"]) == ("submitted", editor.pk, url)
    assert not hasattr(row, "actual_percent")


def test_a_change_by_hand_in_the_database_leaves_a_row_that_names_nobody(world: World) -> None:
    draft = world.drafts["progress"]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE desk_progressdraft SET actual_percent = 99 WHERE id = %s", [draft.pk])
    [row] = history_of(type(draft)).filter(pgh_obj=draft)
    assert (row.pgh_label, row.pgh_context) == ("update", None)


def test_roles_and_departments_have_a_history(world: World) -> None:
    nobody = world.officials["nobody"]
    nobody.groups.set(world.officials[Role.APPROVER].groups.all())
    nobody.groups.clear()
    rows = history_of(TrackedRole).filter(official=nobody)
    assert [row.pgh_label for row in rows] == ["insert", "delete"]
    Department.objects.filter(pk=world.department.pk).update(name="교량과")
    names = [row.name for row in history_of(Department).filter(pgh_obj=world.department.pk)]
    assert names == [world.department.name, "교량과"]


def test_the_page_of_a_history_shows_what_changed_and_at_whose_request(world: World) -> None:
    department = world.department
    was = department.name
    client = world.client(Role.ADMINISTRATOR)
    change = reverse("admin:sites_department_change", args=[department.pk])
    data = {"code": department.code, "name": "교량과", "name_en": "Bridges", "phone": department.phone}
    assert client.post(change, data).status_code == 302
    page = client.get(reverse("admin:sites_department_history", args=[department.pk])).content.decode()
    assert f"<del>{was}</del> <ins>교량과</ins>" in page
    assert world.officials[Role.ADMINISTRATOR].get_full_name() in page


def test_a_new_password_leaves_no_trace_of_it_in_the_history(world: World) -> None:
    official = world.officials[Role.EDITOR]
    before = history_of(Official).filter(pgh_obj=official).count()
    official.set_password("푸른-다리-위의-고양이-7")
    official.save()
    assert history_of(Official).filter(pgh_obj=official).count() == before
    assert not hasattr(HISTORIES[Official], "password")


# What nobody can take back


def test_the_application_cannot_change_what_was_recorded(live: Running) -> None:
    allowed = []
    with connections.connect("primary") as application:
        for table in APPEND_ONLY:
            key = "id" if table in ("desk_auditentry", "desk_viewing") else "pgh_id"
            for statement in (f"UPDATE {table} SET {key} = {key}", f"DELETE FROM {table}", f"TRUNCATE {table}"):
                with suppress(psycopg.errors.InsufficientPrivilege), application.transaction(force_rollback=True):
                    application.execute(statement.encode())
                    allowed.append(statement)
    assert len(APPEND_ONLY) > 20
    assert not allowed


def test_the_operator_s_schedule_deletes_what_is_old_and_says_so(live: Running) -> None:
    make_release("progress")
    old, young = f"site:OLD-{timezone.now():%H%M%S%f}", f"site:YOUNG-{timezone.now():%H%M%S%f}"
    signed = old.replace("site", "official")
    with connections.connect("primary_admin") as primary:
        for subject, action, years in ((old, "site.open", 11), (young, "site.open", 9), (signed, "sign-in", 3)):
            primary.execute(
                "INSERT INTO desk_auditentry (occurred_at, action, subject, details)"
                f" VALUES (now() - interval '{years} years', %s, %s, '{{}}')".encode(),
                (action, subject),
            )
        call_command("prune_audit", verbosity=0)
        left = values(primary, "SELECT subject FROM desk_auditentry WHERE subject = ANY(%s)", [old, young, signed])
        assert left == [young]
        told = values(primary, "SELECT details->>'rows' FROM desk_auditentry WHERE action = 'audit.prune'")
    assert told


def test_the_schedule_keeps_what_the_law_asks_for() -> None:
    rules = retention.schedule()
    assert rules["deeds"].years >= 10
    assert rules["signing-in"].years >= 2 and rules["viewing"].years >= 2
    assert rules["deeds"].until(datetime.date(2028, 2, 29)) == datetime.date(2018, 2, 28)
    assert all(rule.basis for rule in rules.values())
