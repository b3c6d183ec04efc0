"""The call centre's pages: found by what a caller says, told what the caller sees, noted for good."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from desk.actions.calls import note_call
from desk.calls import receipts
from desk.models import AuditEntry, CallNote, Role
from tests.factories import make_draft, make_site, make_submitted
from tests.internal.personas import OTHER_APPROVER, OTHER_EDITOR, World
from tests.internal.stories import release_all

CALLS = "admin:desk-calls"
ASKED = {"question": "야간 공사는 언제 끝납니까?", "answer": "11월 8일까지라고 안내했습니다.", "receipt": ""}


def text(response: Any) -> str:
    assert response.status_code == 200
    return str(response.content.decode())


def page_of(world: World) -> str:
    return reverse("admin:desk-call", args=[world.site.pk])


def found(world: World, words: str, persona: str = Role.AGENT) -> str:
    return text(world.client(persona).get(reverse(CALLS), {"q": words}))


def test_a_site_is_found_by_its_code_and_by_words(world: World) -> None:
    release_all(world)
    for words in (world.site.code, world.site.code.lower(), "금호로"):
        assert page_of(world) in found(world, words), words
    assert page_of(world) not in found(world, "없는이름의현장")


def test_a_department_is_found_by_name_with_its_number(world: World) -> None:
    world.department.phone = "02-2133-7777"
    world.department.save()
    assert "02-2133-7777" in found(world, world.department.name)


def test_an_agent_reads_what_is_public_and_that_something_newer_waits(world: World) -> None:
    release_all(world)
    make_submitted("progress", site=world.site, by=world.officials[Role.EDITOR], gap_reason="비밀스러운 사유")
    shown = text(world.client(Role.AGENT).get(page_of(world)))
    assert "62.10%" in shown
    assert world.department.phone in shown
    assert reverse("disclosures:site-detail", args=[world.site.code]) in shown
    assert "비밀스러운 사유" not in shown
    lines = world.client(Role.AGENT).get(page_of(world)).context["called"].lines
    waiting = {line.state.kind.slug for line in lines if line.is_waiting}
    assert waiting == {"progress"}


def test_a_site_that_is_not_public_says_so(world: World) -> None:
    called = world.client(Role.AGENT).get(page_of(world)).context["called"]
    assert called.public is None
    assert not called.is_readable


def test_who_is_not_the_call_centre_finds_no_unpublished_site_of_others(world: World) -> None:
    for persona in (OTHER_EDITOR, OTHER_APPROVER):
        assert world.client(persona).get(page_of(world)).status_code == 404
        assert page_of(world) not in found(world, world.site.code, persona)
        assert world.client(persona).post(page_of(world), ASKED).status_code == 404
    assert world.client(Role.EDITOR).get(page_of(world)).status_code == 200
    assert not CallNote.objects.exists()


def test_a_call_is_noted_with_its_audit_and_read_again(world: World) -> None:
    client = world.client(Role.AGENT)
    assert client.post(page_of(world), ASKED).status_code == 302
    note = CallNote.objects.get()
    assert (note.site, note.by, note.answer) == (world.site, world.officials[Role.AGENT], ASKED["answer"])
    entry = AuditEntry.objects.get(action="call.note")
    assert (entry.by, entry.subject) == (note.by, f"site:{world.site.code}")
    assert ASKED["answer"] in text(client.get(page_of(world)))
    assert ASKED["answer"] in text(client.get(reverse(CALLS), {"about": "야간 11월"}))
    assert ASKED["answer"] not in text(client.get(reverse(CALLS), {"about": "소음"}))


def test_a_visit_at_the_counter_is_noted_as_one(world: World) -> None:
    client = world.client(Role.EDITOR)
    assert client.post(page_of(world), {**ASKED, "came_by": "counter"}).status_code == 302
    assert CallNote.objects.get().came_by == "counter"
    assert f"{CallNote.objects.get().get_came_by_display()} · " in text(client.get(page_of(world)))
    assert "errorlist" in text(client.post(page_of(world), {**ASKED, "came_by": "pigeon"}))


def test_a_call_about_no_site_is_noted_too(world: World) -> None:
    assert world.client(Role.AGENT).post(reverse("admin:desk-call-note"), ASKED).status_code == 302
    assert CallNote.objects.get().site is None


@pytest.mark.parametrize("missing", ["question", "answer"])
def test_a_half_note_is_asked_for_again_and_keeps_what_was_typed(world: World, missing: str) -> None:
    shown = text(world.client(Role.AGENT).post(page_of(world), {**ASKED, missing: " "}))
    assert "errorlist" in shown
    assert next(value for name, value in ASKED.items() if name not in (missing, "receipt")) in shown
    assert not CallNote.objects.exists()


def test_an_auditor_reads_calls_and_notes_none(world: World) -> None:
    note_call(site=None, **ASKED, by=world.officials[Role.AGENT], now=timezone.now())
    client = world.client(Role.AUDITOR)
    assert ASKED["question"] in text(client.get(reverse(CALLS)))
    assert "<textarea" not in text(client.get(page_of(world)))
    assert client.post(page_of(world), ASKED).status_code == 403


def test_an_editor_reads_the_calls_about_own_sites_and_own_ones_alone(world: World) -> None:
    elsewhere = make_site(by=world.officials[OTHER_EDITOR], department=world.elsewhere)
    agent, now = world.officials[Role.AGENT], timezone.now()
    for site, question in ((world.site, "우리 현장 질문"), (elsewhere, "남의 현장 질문"), (None, "일반 질문")):
        note_call(site=site, question=question, answer="안내함", by=agent, now=now)
    note_call(site=None, question="내가 받은 전화", answer="안내함", by=world.officials[Role.EDITOR], now=now)
    shown = text(world.client(Role.EDITOR).get(reverse(CALLS)))
    assert "우리 현장 질문" in shown and "내가 받은 전화" in shown
    assert "남의 현장 질문" not in shown and "일반 질문" not in shown


def test_nothing_noted_can_be_changed_or_deleted(world: World) -> None:
    note_call(site=None, **ASKED, by=world.officials[Role.AGENT], now=timezone.now())
    for forbidden in (lambda: CallNote.objects.update(answer="다른 말"), lambda: CallNote.objects.all().delete()):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            forbidden()


def test_a_receipt_is_found_where_somebody_keeps_them(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receipts, "_FINDERS", [])
    assert not world.client(Role.AGENT).get(reverse(CALLS)).context["receipts_are_kept"]
    kept = receipts.Receipt("2026-000123", "소음 문의", "답변 준비 중", "/admin/")
    receipts.register(lambda number, _user: kept if number == kept.number else None)
    assert "소음 문의" in found(world, "2026-000123")
    assert "소음 문의" not in found(world, "2026-000124")


def test_a_role_taken_away_closes_the_page_at_once(world: World) -> None:
    client = world.client(Role.AGENT)
    assert client.get(reverse(CALLS)).status_code == 200
    world.officials[Role.AGENT].groups.set(Group.objects.none())
    assert client.get(reverse(CALLS)).status_code == 403


def test_a_draft_in_the_making_is_told_as_no_more_than_that(world: World) -> None:
    release_all(world)
    make_draft("photo", site=world.site, by=world.officials[Role.EDITOR])
    lines = world.client(Role.AGENT).get(page_of(world)).context["called"].lines
    assert [line.state.kind.slug for line in lines if line.is_begun] == ["photo"]
