"""The pages of the link: how it goes, what both sides changed, what is approved automatically."""

from decimal import Decimal

import pytest
from django.conf import LazySettings
from django.urls import reverse
from django.utils import timezone

from desk.actions.pulls import advance, note_failure, start_pull
from desk.models import AutomaticApproval, Conflict, Decision, Pull, Role
from desk.onepmis.actions import Summary
from tests.internal.personas import OTHER_EDITOR, World
from tests.internal.stories import one_pmis_differs

STATUS, AUTOMATIC, CONFLICTS = (reverse(f"admin:desk-{name}") for name in ("link", "automatic", "conflicts"))


def test_the_status_tells_how_far_a_pull_came_and_why_it_broke_off(world: World, settings: LazySettings) -> None:
    settings.ONEPMIS_ADDRESS = "http://openapi.example.org"
    pull = start_pull(service="pmisPjtList", by=None, now=timezone.now())
    summary = Summary()
    summary.add("new")
    told = {"row": 7, "code": "C7", "field": "LAT", "value": "x", "reason": "no number", "사유": "숫자가 아닙니다."}
    advance(pull=pull, now=timezone.now(), next_row=1001, total=6000, summary=summary, refusals=[told])
    note_failure(pull=pull, why="INFO-100", now=timezone.now())
    page = world.client(Role.ADMINISTRATOR).get(STATUS).content.decode()
    assert "INFO-100" in page
    assert "숫자가 아닙니다." in page
    assert "6000" in page


def test_an_administrator_asks_for_a_pull_and_an_auditor_does_not(world: World, settings: LazySettings) -> None:
    settings.ONEPMIS_ADDRESS = "http://openapi.example.org"
    assert world.client(Role.AUDITOR).post(STATUS, {"service": "pmisPjtList"}).status_code == 403
    assert not Pull.objects.exists()
    client = world.client(Role.ADMINISTRATOR)
    for _twice in range(2):
        assert client.post(STATUS, {"service": "pmisPjtList"}).status_code == 302
    assert Pull.objects.unfinished().get().service == "pmisPjtList"
    assert client.post(STATUS, {"service": "nonsense"}).status_code == 403


def test_an_administrator_chooses_what_is_approved_automatically(world: World) -> None:
    client = world.client(Role.ADMINISTRATOR)
    assert client.post(AUTOMATIC, {"chosen": ["one-pmis:progress", "one-pmis:photo"]}).status_code == 302
    assert set(AutomaticApproval.objects.values_list("kind", flat=True)) == {"progress", "photo"}
    page = client.get(AUTOMATIC).content.decode()
    assert page.count("checked") == 2
    assert client.post(AUTOMATIC, {"chosen": ["official:progress"]}).status_code == 200
    assert AutomaticApproval.objects.count() == 2
    assert world.client(Role.AUDITOR).post(AUTOMATIC, {}).status_code == 403


def test_both_sides_are_shown_and_the_editor_decides_field_by_field(world: World) -> None:
    conflict = one_pmis_differs(world)
    client = world.client(Role.EDITOR)
    assert world.site.name in client.get(CONFLICTS).content.decode()
    url = reverse("admin:desk-conflict", args=[conflict.pk])
    page = client.get(url)
    assert [side.name for side in page.context["sides"]] == ["actual_percent"]  # the planned rate is the same
    [side] = page.context["sides"]
    assert (side.earlier, side.ours, side.theirs) == ("60.00", "62.10", "63.50")
    answer = client.post(url, {"chosen": "1", "side-actual_percent": "theirs"})
    assert answer.status_code == 302
    draft = world.drafts["progress"]
    draft.refresh_from_db()
    assert draft.actual_percent == Decimal("63.50")  # type: ignore[attr-defined]
    conflict.refresh_from_db()
    assert (conflict.decision, conflict.decided_by) == (Decision.THEIRS, world.officials[Role.EDITOR])


@pytest.mark.parametrize("persona", [Role.APPROVER.value, Role.AUDITOR.value])
def test_who_does_not_enter_there_reads_and_does_not_decide(world: World, persona: str) -> None:
    conflict = one_pmis_differs(world)
    url = reverse("admin:desk-conflict", args=[conflict.pk])
    client = world.client(persona)
    assert client.get(url).status_code == 200
    assert client.post(url, {"ours": "1"}).status_code == 403
    assert Conflict.objects.undecided().exists()


def test_a_conflict_elsewhere_does_not_exist(world: World) -> None:
    conflict = one_pmis_differs(world)
    client = world.client(OTHER_EDITOR)
    assert client.post(reverse("admin:desk-conflict", args=[conflict.pk]), {"ours": "1"}).status_code == 404
    assert world.site.name not in client.get(CONFLICTS).content.decode()


def test_a_conflict_stands_on_the_first_page_of_who_answers_for_the_site(world: World) -> None:
    conflict = one_pmis_differs(world)
    url = reverse("admin:desk-conflict", args=[conflict.pk])
    assert url in world.client(Role.EDITOR).get(reverse("admin:index")).content.decode()
    assert url not in world.client(OTHER_EDITOR).get(reverse("admin:index")).content.decode()
