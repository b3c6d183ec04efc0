"""Exercises: what was really done is found, what was only opened is not, and nothing of it is there elsewhere."""

import datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from desk import actions
from desk.actions.training import mark_begun
from desk.actions.withdrawing import confirm_withdrawal
from desk.models import Role, TrainingStart, Withdrawal
from desk.training.checks import check_training
from desk.training.exercises import MANY
from disclosures.models import Ground
from tests.factories import make_draft, make_official, make_site, make_submitted
from tests.internal.personas import PERSONAS, World
from tests.internal.stories import release_all

PAGE = "admin:desk-training"


@pytest.fixture
def ground(world: World, settings: Settings) -> World:
    """A training deployment in the middle of its first day."""
    settings.TRAINING = settings.DEMO = True
    mark_begun(asked=None, now=timezone.now())
    return world


def begin(client: Client, slug: str) -> None:
    assert client.post(reverse(PAGE), {"exercise": slug}).status_code == 302


def done(client: Client, slug: str) -> list[bool]:
    lines = client.get(reverse(PAGE)).context["lines"]
    return [check.is_done for line in lines if line.exercise.slug == slug for check in line.checks]


def is_done(client: Client, slug: str) -> bool:
    return any(line.is_done for line in client.get(reverse(PAGE)).context["lines"] if line.exercise.slug == slug)


@pytest.mark.parametrize("page", [PAGE, "admin:desk-training-anew"])
def test_where_there_is_no_training_there_are_no_pages(world: World, page: str) -> None:
    for persona in PERSONAS:
        client = world.client(persona)
        for response in (client.get(reverse(page)), client.post(reverse(page), {"exercise": "progress"})):
            assert response.status_code in (302, 404)
            assert response.status_code == 404 or "/login/" in response["Location"]


def test_every_page_says_that_it_is_a_training(ground: World) -> None:
    client = ground.client(Role.EDITOR)
    for name in ("admin:index", "admin:desk-queue", "mfa_index", "disclosures:home"):
        shown = text(client, name)
        assert 'class="desk-training"' in shown or 'class="demo training"' in shown, name
    assert "desk-training" in text(ground.client("anonymous"), "admin:login")


def test_nowhere_else_does_a_page_say_so(world: World) -> None:
    assert "desk-training" not in text(world.client(Role.EDITOR), "admin:index")


def text(client: Client, name: str) -> str:
    return str(client.get(reverse(name)).content.decode())


def test_an_exercise_that_was_not_begun_finds_nothing(ground: World) -> None:
    assert done(ground.client(Role.EDITOR), "progress") == []


def test_progress_is_found_as_it_is_entered(ground: World) -> None:
    editor, client = ground.officials[Role.EDITOR], ground.client(Role.EDITOR)
    make_submitted("progress", site=ground.site, by=editor)  # before the exercise
    begin(client, "progress")
    assert done(client, "progress") == [False, False, False]
    draft = make_draft("progress", site=ground.site, by=editor, actual_percent=None)
    assert done(client, "progress") == [True, False, False]
    draft.actual_percent = 62  # type: ignore[attr-defined]
    draft = actions.save_draft(draft=draft, by=editor)
    assert done(client, "progress") == [True, True, False]
    actions.submit(draft=draft, by=editor, now=timezone.now())
    assert is_done(client, "progress")
    begin(client, "progress")
    assert done(client, "progress") == [False, False, False]


def test_another_persons_work_does_not_count(ground: World) -> None:
    client = ground.client(Role.EDITOR)
    begin(client, "progress")
    make_submitted("progress", site=ground.site, by=ground.officials[Role.SUPERVISOR])
    assert done(client, "progress") == [False, False, False]


def test_many_sites_are_counted_and_not_many_reports_of_one(ground: World) -> None:
    editor, client = ground.officials[Role.EDITOR], ground.client(Role.EDITOR)
    begin(client, "many")
    for _number in range(MANY):
        make_submitted("progress", site=ground.site, by=editor)
    assert done(client, "many") == [False, False]
    for _number in range(MANY - 1):
        make_submitted("progress", site=make_site(by=editor), by=editor)
    assert is_done(client, "many")


def test_a_correction_must_change_something_and_say_why(ground: World) -> None:
    release_all(ground)
    editor, client = ground.officials[Role.EDITOR], ground.client(Role.EDITOR)
    begin(client, "correct")
    draft = actions.start_correction(draft=ground.drafts["progress"], by=editor, reason="수정")
    assert done(client, "correct") == [True, False, False, False]
    draft.actual_percent = 61  # type: ignore[attr-defined]
    draft = actions.save_draft(draft=draft, by=editor)
    assert done(client, "correct") == [True, True, False, False]
    draft.correction_reason = "기성검사 결과에 맞추어 실적 공정률을 바로잡습니다."
    draft = actions.save_draft(draft=draft, by=editor)
    actions.submit(draft=draft, by=editor, now=timezone.now())
    assert is_done(client, "correct")


def test_an_approver_approves_one_and_returns_another_with_a_sentence(ground: World) -> None:
    approver, client = ground.officials[Role.APPROVER], ground.client(Role.APPROVER)
    begin(client, "decide")
    release_all(ground)  # by somebody else
    assert done(client, "decide") == [False, False, False]
    first, second, third = (make_submitted("photo", site=ground.site) for _number in range(3))
    actions.release_drafts(drafts=[first], by=approver, now=timezone.now())
    actions.return_to_editor(draft=second, by=approver, reason="다시", now=timezone.now())
    assert done(client, "decide") == [True, True, False]
    actions.return_to_editor(
        draft=third, by=approver, reason="촬영 위치가 도면과 다르니 확인해 주십시오.", now=timezone.now()
    )
    assert is_done(client, "decide")


def test_withholding_asks_for_a_reason_and_a_near_review(ground: World) -> None:
    client = ground.client(Role.EDITOR)
    begin(client, "withhold")
    far = timezone.localdate() + datetime.timedelta(days=800)
    decision: dict[str, Any] = {
        "kind": "progress",
        "item": ground.drafts["progress"].item,
        "field": "gap_reason",
        "ground": Ground.INTERNAL_REVIEW,
        "by": ground.officials[Role.EDITOR],
    }
    actions.withhold(**decision, reason="감사", review_on=far)
    assert done(client, "withhold") == [True, False, False]
    near = timezone.localdate() + datetime.timedelta(days=90)
    actions.withhold(**decision, reason="감사가 진행 중이어서 결과가 나온 뒤 공개합니다.", review_on=near)
    assert is_done(client, "withhold")


def test_a_withdrawal_waits_for_the_second_approver(ground: World) -> None:
    release_all(ground)
    approver, client = ground.officials[Role.APPROVER], ground.client(Role.APPROVER)
    begin(client, "withdraw")
    release = ground.drafts["photo"].release
    assert release is not None
    actions.withdraw(releases=[release], by=approver, reason="다른 현장의 사진이 올라가 내립니다.", now=timezone.now())
    assert done(client, "withdraw") == [True, True, False]
    confirm_withdrawal(withdrawal=Withdrawal.objects.get(release=release), by=make_official(), now=timezone.now())
    assert is_done(client, "withdraw")


def test_each_role_finds_its_own_exercises_and_begins_no_other(ground: World) -> None:
    def mine(role: str) -> set[str]:
        return {line.exercise.slug for line in ground.client(role).get(reverse(PAGE)).context["lines"]}

    assert mine(Role.EDITOR) == {"progress", "many", "correct", "withhold"}
    assert mine(Role.APPROVER) == {"decide", "withhold", "withdraw"}
    assert mine(Role.AUDITOR) == set()
    assert ground.client(Role.EDITOR).post(reverse(PAGE), {"exercise": "decide"}).status_code == 403


def test_an_administrator_asks_once_for_a_new_beginning(ground: World) -> None:
    anew = reverse("admin:desk-training-anew")
    for refused in (Role.EDITOR, Role.APPROVER, Role.AUDITOR):
        assert ground.client(refused).post(anew).status_code == 403
    assert not TrainingStart.objects.waiting().exists()
    administrator = ground.client(Role.ADMINISTRATOR)
    for _press in range(2):
        assert administrator.post(anew).status_code == 302
    assert [start.asked_by for start in TrainingStart.objects.waiting()] == [
        ground.officials[Role.ADMINISTRATOR].username
    ]


@pytest.mark.parametrize("what", ["prepare", "reset", "watch"])
def test_the_command_does_nothing_where_there_is_no_training(world: World, what: str) -> None:
    with pytest.raises(CommandError, match="ALLIMI_TRAINING"):
        call_command("training", what)


def test_a_training_reaches_nobody_outside(settings: Settings) -> None:
    settings.TRAINING, settings.DEMO, settings.ONEPMIS_ADDRESS = True, False, "http://pmis.example.org"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert len(check_training(None)) == 3
    settings.TRAINING = False
    assert check_training(None) == []
