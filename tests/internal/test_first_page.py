"""The first page knows who reads it: what is late, due, returned and waiting, a click from its form."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from desk import actions, first_page
from desk.department_board import board_of
from desk.due_kinds import due_kinds
from desk.first_page import Box, Found, Line, Provider, boxes_of
from desk.models import Draft, ManagedSite, Role
from tests.factories import make_draft, make_official, make_site, make_submitted
from tests.internal.personas import NOBODY, OTHER_EDITOR, World
from tests.internal.stories import release_all


def text(response: HttpResponse) -> str:
    return response.content.decode()


def box(world: World, persona: str, slug: str) -> Box:
    boxes = boxes_of(world.officials[persona], now=timezone.now())
    return next(each for each in boxes if each.provider.slug == slug)


def released(kind: str, world: World, *, days_ago: int, site: ManagedSite | None = None) -> Draft:
    editor = world.officials[Role.EDITOR]
    day = timezone.localdate() - datetime.timedelta(days=days_ago)
    draft = make_submitted(kind, site=site or world.site, by=editor, as_of_on=day)
    actions.release_drafts(drafts=[draft], by=make_official(post="팀장"), now=timezone.now())
    return draft


def test_what_is_late_leads_to_its_form_the_latest_first(world: World) -> None:
    site = make_site(by=world.officials[Role.EDITOR], name="늦은 현장")
    released("site", world, days_ago=90, site=site)
    released("work-schedule", world, days_ago=30, site=site)
    released("photo", world, days_ago=0, site=site)
    released("progress", world, days_ago=120, site=site)
    found = box(world, Role.EDITOR, "late").found
    labels = [line.label for line in found.items]
    assert labels == ["공정현황 – 늦은 현장", "작업정보 – 늦은 현장"]
    assert all(line.is_late and line.due_on for line in found.items)
    client = world.client(Role.EDITOR)
    assert found.items[0].url in text(client.get(reverse("admin:index"))).replace("&amp;", "&")
    assert client.get(found.items[0].url).status_code == 200
    begun = make_draft("progress", site=site, by=world.officials[Role.EDITOR])
    line = box(world, Role.EDITOR, "late").found.items[0]
    assert line.url == reverse("admin:desk_progressdraft_change", args=[begun.pk])


def test_what_was_handed_in_is_no_longer_due(world: World) -> None:
    site = make_site(by=world.officials[Role.EDITOR])
    released("site", world, days_ago=90, site=site)
    released("progress", world, days_ago=120, site=site)
    mine = ManagedSite.objects.filter(pk=site.pk)
    today = timezone.localdate()
    assert "progress" in [due.kind.slug for due in due_kinds(mine, today=today)]
    make_submitted("progress", site=site, by=world.officials[Role.EDITOR], as_of_on=today)
    assert "progress" not in [due.kind.slug for due in due_kinds(mine, today=today)]


def test_what_was_never_given_is_owed_from_the_beginning_of_the_works(world: World) -> None:
    site = make_site(by=world.officials[Role.EDITOR])
    mine = ManagedSite.objects.filter(pk=site.pk)
    assert due_kinds(mine, today=timezone.localdate()) == []  # nobody sees the site yet
    released("site", world, days_ago=1, site=site)
    dues = due_kinds(mine, today=timezone.localdate())
    assert {due.kind.slug for due in dues} == {"progress", "work-schedule", "photo"}
    assert all(due.as_of_on is None and due.is_late for due in dues)


def test_a_returned_draft_comes_back_to_who_entered_it_with_the_reason(world: World) -> None:
    editor = world.officials[Role.EDITOR]
    draft = make_submitted("payment", site=world.site, by=editor)
    actions.return_to_editor(
        draft=draft, by=world.officials[Role.APPROVER], reason="금액을 확인하십시오.", now=timezone.now()
    )
    line = box(world, Role.EDITOR, "returned").found.items[0]
    assert (line.url, line.detail) == (
        reverse("admin:desk_paymentdraft_change", args=[draft.pk]),
        "금액을 확인하십시오.",
    )
    assert box(world, Role.REPORTER, "returned").found.count == 0


def test_an_approver_sees_what_waits_but_not_the_own(world: World) -> None:
    draft = make_submitted("payment", site=world.site, by=world.officials[Role.EDITOR])
    found = box(world, Role.APPROVER, "to-approve").found
    assert [line.url for line in found.items] == [reverse("admin:desk-review", args=["payment", draft.pk])]
    draft.submitted_by = world.officials[Role.APPROVER]
    draft.save()
    assert box(world, Role.APPROVER, "to-approve").found.count == 0


def test_nobody_sees_what_is_not_his_to_do(world: World) -> None:
    release_all(world)
    assert [each.provider.slug for each in boxes_of(world.officials[NOBODY], now=timezone.now())] == []
    assert box(world, OTHER_EDITOR, "late").found.count == box(world, OTHER_EDITOR, "due").found.count == 0
    slugs = {each.provider.slug for each in boxes_of(world.officials[Role.AUDITOR], now=timezone.now())}
    assert not slugs & {"late", "due", "returned", "unfinished", "to-approve"}


def test_the_head_of_a_department_sees_how_it_stands(world: World) -> None:
    site = make_site(by=world.officials[Role.EDITOR])
    released("site", world, days_ago=90, site=site)
    released("progress", world, days_ago=120, site=site)
    make_submitted("payment", site=site, by=world.officials[Role.EDITOR])
    board = board_of(world.officials[Role.APPROVER], now=timezone.now())
    assert board is not None
    assert (board.sites, board.sites_late, board.waiting) == (2, 1, 1)
    assert {row.kind.slug: row.late for row in board.kinds}["progress"] == 1
    assert [row.site for row in board.worst] == [site]
    assert board_of(world.officials[Role.EDITOR], now=timezone.now()) is None
    assert site.name in text(world.client(Role.APPROVER).get(reverse("admin:index")))


@pytest.fixture
def complaints_box(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(first_page, "_PROVIDERS", dict(first_page._PROVIDERS))
    lines = [Line(url="/admin/", label=f"민원 {number}", due_on=datetime.date(2026, 12, 1)) for number in range(20)]
    first_page.register(Provider("arrived", "도착한 민원", lambda *_: Found(20, lines, "/admin/?everything"), place=5))
    yield


def test_another_app_adds_its_box_and_only_its_first_lines_are_shown(world: World, complaints_box: None) -> None:
    page = text(world.client(Role.EDITOR).get(reverse("admin:index")))
    assert page.index("도착한 민원") < page.index('id="box-my-sites"')
    assert "민원 7" in page and "민원 8" not in page
    assert "/admin/?everything" in page
    assert "민원 19" in text(world.client(Role.EDITOR).get(reverse("admin:index"), {"all": "arrived"}))
    with pytest.raises(ValueError, match="arrived"):
        first_page.register(Provider("arrived", "", lambda user, now: None, place=5))


def test_the_first_page_takes_no_more_statements_with_more_sites(world: World, django_assert_num_queries: Any) -> None:
    site = make_site(by=world.officials[Role.EDITOR])
    released("site", world, days_ago=5, site=site)
    client = world.client(Role.EDITOR)
    client.get(reverse("admin:index"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("admin:index"))
    for _number in range(3):
        released("site", world, days_ago=5, site=make_site(by=world.officials[Role.EDITOR]))
    with django_assert_num_queries(len(few)):
        client.get(reverse("admin:index"))
