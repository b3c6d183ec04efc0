"""Deciding: the queue, approval, return, withholding, withdrawal and erasure."""

import datetime
from collections.abc import Collection
from decimal import Decimal
from unittest import mock

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from desk import actions, review_queue
from desk.models import (
    DRAFT_MODELS,
    AuditEntry,
    Draft,
    DraftState,
    Erasure,
    Official,
    Role,
    Withdrawal,
    WithholdingDecision,
)
from desk.seen import mark_of
from disclosures.kinds import ALL_KINDS, kind_by_slug
from disclosures.models import Release, ReleaseState
from tests.factories import make_department, make_official, make_site, make_submitted
from tests.internal.personas import OTHER_APPROVER, World, make_persona
from tests.internal.stories import release_all

QUEUE = "admin:desk-queue"


def submit_all(world: World) -> list[Draft]:
    now = timezone.now()
    reporter = world.officials[Role.REPORTER]
    return [actions.submit(draft=draft, by=reporter, now=now) for draft in world.drafts.values()]


def second_approver(world: World) -> Official:
    official = make_persona(Role.APPROVER, world.department)
    world.officials["second"] = official
    return official


def place(page: str, draft: Draft) -> str:
    return reverse(f"admin:desk-{page}", args=[draft.kind.slug, draft.pk])  # type: ignore[attr-defined]


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


def approve(client: Client, keys: dict[str, object], *, leave: Collection[str] = ()) -> HttpResponse:
    """As an approver does: choose in the queue, read the page, take some ticks away, release."""
    page = client.get(reverse("admin:desk-approve"), keys)
    if page.status_code != 200:
        return page
    lines = [card.key for card in page.context["cards"] if card.draft.kind.slug not in leave]
    return client.post(reverse("admin:desk-approve"), {"line": lines}, follow=True)


def test_the_queue_shows_the_longest_waiting_first_when_asked(world: World) -> None:
    submit_all(world)
    first = timezone.now() - datetime.timedelta(days=3)
    early = make_submitted("payment", site=world.site, by=world.officials[Role.EDITOR])
    type(early)._default_manager.filter(pk=early.pk).update(submitted_at=first)
    page = world.client(Role.APPROVER).get(reverse(QUEUE), {"order": "age"})
    assert page.context["lines"][0].draft_pk == early.pk
    assert page.context["page_of"].paginator.count == len(ALL_KINDS) + 1


def test_the_queue_shows_what_is_risky_first_and_says_why(world: World) -> None:
    submit_all(world)
    risky = make_submitted("payment", site=world.site, by=world.officials[Role.EDITOR])
    risky.contract_number = "담당 010-1234-5678"  # type: ignore[attr-defined]
    risky.save()
    page = world.client(Role.APPROVER).get(reverse(QUEUE))
    line = page.context["lines"][0]
    assert (line.draft_pk, line.level) == (risky.pk, "high")
    assert [risk.code for risk in line.risks] == ["personal"]
    row = text(page).partition("desk-level-high")[2].partition("</tr>")[0]
    assert str(line.risks[0].words) in row


def test_the_queue_is_filtered_by_kind_department_and_source(world: World) -> None:
    submit_all(world)
    client = world.client(Role.APPROVER)
    assert len(client.get(reverse(QUEUE), {"kind": "photo"}).context["lines"]) == 1
    assert len(client.get(reverse(QUEUE), {"source": "one-pmis"}).context["lines"]) == 0
    assert len(client.get(reverse(QUEUE), {"department": world.elsewhere.pk}).context["lines"]) == 0
    assert len(client.get(reverse(QUEUE), {"department": world.department.pk}).context["lines"]) == len(ALL_KINDS)
    assert client.get(reverse(QUEUE), {"kind": "nonsense"}).status_code == 200


def test_the_queue_takes_the_same_statements_for_one_line_or_many(world: World) -> None:
    client = world.client(Role.APPROVER)
    actions.submit(draft=world.drafts.pop("site"), by=world.officials[Role.REPORTER], now=timezone.now())
    client.get(reverse(QUEUE))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse(QUEUE))
    submit_all(world)
    with CaptureQueriesContext(connection) as many:
        assert len(client.get(reverse(QUEUE)).context["lines"]) == len(ALL_KINDS)
    assert len(many) == len(one)


def test_an_approver_releases_what_the_page_shows(world: World) -> None:
    submit_all(world)
    client = world.client(Role.APPROVER)
    assert client.post(place("review", world.drafts["site"]), {"approve": "1"}).status_code == 302
    draft = world.drafts["progress"]
    assert "62.10" in text(client.get(place("review", draft)))
    client.post(place("review", draft), {"approve": "1"})
    draft.refresh_from_db()
    assert draft.state == DraftState.RELEASED
    assert draft.decided_by == world.officials[Role.APPROVER]
    assert Release.objects.get(pk=draft.release_id).approved_post == world.officials[Role.APPROVER].public_post


def test_a_refused_release_says_why_and_releases_nothing(world: World) -> None:
    submit_all(world)
    draft = world.drafts["progress"]
    page = world.client(Role.APPROVER).post(place("review", draft), {"approve": "1"}, follow=True)
    assert world.site.code in text(page)  # the site itself is not released yet
    draft.refresh_from_db()
    assert draft.state == DraftState.SUBMITTED


def test_an_approver_returns_with_a_reason_the_editor_reads(world: World) -> None:
    submit_all(world)
    draft = world.drafts["progress"]
    client = world.client(Role.APPROVER)
    assert "errorlist" in text(client.post(place("review", draft), {"return": "1", "reason": ""}))
    client.post(place("review", draft), {"return": "1", "reason": "실적 공정률을 확인하세요."})
    draft.refresh_from_db()
    assert draft.state == DraftState.RETURNED
    change = reverse("admin:desk_progressdraft_change", args=[draft.pk])
    page = text(world.client(Role.REPORTER).get(change))
    assert "실적 공정률을 확인하세요." in page
    assert 'name="actual_percent"' in page


def test_who_entered_or_submitted_cannot_approve_even_as_an_approver(world: World) -> None:
    submit_all(world)
    both = world.officials[Role.REPORTER]
    both.groups.set(world.officials[Role.APPROVER].groups.all())
    client = world.client(Role.REPORTER)
    draft = world.drafts["site"]
    assert client.post(place("review", draft), {"approve": "1"}).status_code == 403
    assert approve(client, {"everything": "1"}).status_code == 302  # nothing is left to be shown
    forged = {"line": [f"site:{draft.pk}:{mark_of(draft, [])}"]}
    assert "messagelist" in text(client.post(reverse("admin:desk-approve"), forged, follow=True))
    assert not Release.objects.filter(site__code=world.site.code).exists()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.AUDITOR, Role.ADMINISTRATOR, OTHER_APPROVER])
def test_nobody_else_approves(world: World, role: str) -> None:
    submit_all(world)
    draft = world.drafts["site"]
    assert world.client(role).post(place("review", draft), {"approve": "1"}).status_code in (403, 404)
    world.client(role).post(reverse("admin:desk-approve"), {"line": [f"site:{draft.pk}:{mark_of(draft, [])}"]})
    approve(world.client(role), {"everything": "1"})
    draft.refresh_from_db()
    assert draft.state == DraftState.SUBMITTED


def test_a_superuser_decides_nothing(world: World) -> None:
    submit_all(world)
    world.officials["root"] = make_official(department=world.department, is_staff=True, is_superuser=True)
    assert world.client("root").post(place("review", world.drafts["site"]), {"approve": "1"}).status_code == 403


def test_bulk_approval_releases_the_site_first_and_everything_after(world: World) -> None:
    submit_all(world)
    page = approve(world.client(Role.APPROVER), {"everything": "1"})
    assert str(len(ALL_KINDS)) in text(page)
    assert Release.objects.current().filter(site__code=world.site.code).count() == len(ALL_KINDS)


def test_bulk_approval_shows_each_before_and_releases_what_is_still_ticked(world: World) -> None:
    submit_all(world)
    client = world.client(Role.APPROVER)
    keys = [f"{slug}:{draft.pk}" for slug, draft in world.drafts.items() if slug in ("site", "progress", "penalty")]
    page = client.get(reverse("admin:desk-approve"), {"line": keys})
    assert [card.draft.kind.slug for card in page.context["cards"]] == ["site", "progress", "penalty"]
    assert "62.10" in text(page) and "0.500" in text(page)
    assert not Release.objects.filter(site__code=world.site.code).exists()  # to look is not to release
    approve(client, {"line": keys}, leave=["penalty"])
    released = Release.objects.current().filter(site__code=world.site.code)
    assert set(released.values_list("kind", flat=True)) == {"site", "progress"}


def test_what_changed_while_it_was_read_is_not_released(world: World) -> None:
    submit_all(world)
    client = world.client(Role.APPROVER)
    keys = [f"{slug}:{world.drafts[slug].pk}" for slug in ("site", "progress")]
    cards = client.get(reverse("admin:desk-approve"), {"line": keys}).context["cards"]
    draft = world.drafts["progress"]
    type(draft)._default_manager.filter(pk=draft.pk).update(actual_percent=Decimal("99.00"))
    page = client.post(reverse("admin:desk-approve"), {"line": [card.key for card in cards]}, follow=True)
    assert world.site.name in text(page)
    assert [release.kind for release in Release.objects.filter(site__code=world.site.code)] == ["site"]


def test_an_approver_releases_only_what_was_before_his_eyes(world: World) -> None:
    submit_all(world)
    client = world.client(Role.APPROVER)
    draft = world.drafts["site"]
    seen = client.get(place("review", draft)).context["mark"]
    decision = {"field": "address", "ground": 6, "reason": "개인 주소", "review_on": datetime.date(2099, 1, 1)}
    actions.withhold(kind="site", item=draft.item, by=world.officials[Role.EDITOR], **decision)  # type: ignore[arg-type]
    client.post(place("review", draft), {"approve": "1", "seen": seen})
    draft.refresh_from_db()
    assert draft.state == DraftState.SUBMITTED
    client.post(place("review", draft), {"approve": "1", "seen": client.get(place("review", draft)).context["mark"]})
    draft.refresh_from_db()
    assert draft.state == DraftState.RELEASED


def test_bulk_approval_names_what_failed_and_releases_the_rest(world: World) -> None:
    submit_all(world)
    orphan_site = make_site(by=world.officials[Role.EDITOR], name="아직 공개되지 않은 현장")
    orphan = make_submitted("progress", site=orphan_site, by=world.officials[Role.EDITOR])
    page = approve(world.client(Role.APPROVER), {"everything": "1"})
    assert "아직 공개되지 않은 현장" in text(page)
    assert Release.objects.current().filter(site__code=world.site.code).count() == len(ALL_KINDS)
    orphan.refresh_from_db()
    assert orphan.state == DraftState.SUBMITTED


def test_bulk_approval_goes_on_in_portions(world: World) -> None:
    submit_all(world)
    client = world.client(Role.APPROVER)
    with mock.patch("desk.views.approving.AT_ONCE", 4):
        approve(client, {"everything": "1"})
    released = Release.objects.current().filter(site__code=world.site.code)
    assert released.count() == 4 and released.filter(kind="site").exists()
    approve(client, {"everything": "1"})
    assert released.count() == len(ALL_KINDS)


def test_approving_in_chunks_keeps_the_good_of_a_bad_chunk(world: World) -> None:
    drafts = submit_all(world)
    outcome = review_queue.approve_all(drafts, by=world.officials[Role.APPROVER], now=timezone.now(), chunk=4)
    assert (outcome.released, outcome.own, outcome.failures) == (len(ALL_KINDS), 0, [])


def test_bulk_approval_ignores_a_forged_line_of_another_department(world: World) -> None:
    submit_all(world)
    client = world.client(OTHER_APPROVER)
    keys = [f"{slug}:{draft.pk}:{mark_of(draft, [])}" for slug, draft in world.drafts.items()]
    client.post(reverse("admin:desk-approve"), {"line": [*keys, "nonsense:1", "site:x", ""]})
    assert not Release.objects.filter(site__code=world.site.code).exists()


def test_a_withheld_value_reaches_no_release_and_its_ground_is_shown(world: World) -> None:
    submit_all(world)
    client = world.client(Role.APPROVER)
    draft = world.drafts["participant"]
    data = {"field": "phone", "ground": "6", "reason": "개인 휴대전화 번호", "review_on": "2027-11-01"}
    assert "errorlist" in text(client.post(place("withhold", draft), {**data, "review_on": "2020-01-01"}))
    client.post(place("withhold", draft), data)
    assert "desk-withheld" in text(client.get(place("review", draft)))
    approve(client, {"everything": "1"})
    draft.refresh_from_db()
    row = kind_by_slug("participant").model._default_manager.get(release=draft.release_id)
    assert (row.phone, row.withheld) == ("", ["phone"])  # type: ignore[attr-defined]


def test_a_withholding_is_lifted_by_an_approver(world: World) -> None:
    draft = world.drafts["participant"]
    data = {"field": "phone", "ground": "6", "reason": "개인 번호", "review_on": "2099-11-01"}
    world.client(Role.EDITOR).post(place("withhold", draft), data)
    decision = WithholdingDecision.objects.get(item=draft.item)
    url = reverse("admin:desk-lift", args=[decision.pk])
    assert world.client(Role.EDITOR).post(url).status_code == 403
    assert world.client(Role.APPROVER).post(url).status_code == 302
    assert not WithholdingDecision.objects.filter(item=draft.item).exists()


def test_a_required_field_that_is_withheld_may_stay_empty(world: World) -> None:
    draft = world.drafts["penalty"]
    data = {"field": "firm_name", "ground": "4", "reason": "재판 중", "review_on": "2099-11-01"}
    client = world.client(Role.EDITOR)
    client.post(place("withhold", draft), data)
    header = {"as_of_on": "2026-11-02", "source_department": world.department.pk, "number": "1", "points": "0.5"}
    client.post(reverse("admin:desk_penaltydraft_change", args=[draft.pk]), {**header, "_submit": "1"})
    draft.refresh_from_db()
    assert draft.state == DraftState.SUBMITTED


def test_a_withdrawal_needs_a_reason_and_takes_the_content_down(world: World) -> None:
    release_all(world)
    draft = world.drafts["progress"]
    client = world.client(Role.APPROVER)
    url = place("withdraw", draft)
    assert "errorlist" in text(client.post(url, {"versions": [draft.release_id], "ground": ""}))
    client.post(url, {"versions": [draft.release_id], "ground": "다른 현장의 자료"})
    assert Release.objects.get(pk=draft.release_id).state == ReleaseState.WITHDRAWN
    assert not kind_by_slug("progress").model._default_manager.filter(release=draft.release_id).exists()


def test_a_withdrawn_item_comes_back_mended(world: World) -> None:
    release_all(world)
    draft = world.drafts["progress"]
    world.client(Role.APPROVER).post(
        place("withdraw", draft), {"versions": [draft.release_id], "ground": "다른 현장의 자료"}
    )
    world.client(Role.EDITOR).post(place("correct", draft), {"reason": "맞는 자료로 바꿈"})
    assert DRAFT_MODELS["progress"]._default_manager.filter(item=draft.item, version=2).exists()


def test_a_forged_version_of_another_item_is_not_taken_down(world: World) -> None:
    release_all(world)
    other = world.drafts["contract"].release_id
    page = world.client(Role.APPROVER).post(
        place("withdraw", world.drafts["progress"]), {"versions": [other], "ground": "-"}
    )
    assert "errorlist" in text(page)
    assert Release.objects.get(pk=other).state == ReleaseState.RELEASED


def test_an_erasure_acts_at_once_and_a_second_approver_confirms_it(world: World) -> None:
    release_all(world)
    draft = world.drafts["photo"]
    client = world.client(Role.APPROVER)
    client.post(place("erase", draft), {"versions": [draft.release_id], "ground": "얼굴이 찍힘"})
    erasure = Erasure.objects.get(release=draft.release_id)
    assert Release.objects.get(pk=draft.release_id).state == ReleaseState.ERASED
    url = reverse("admin:desk-confirm-erasure", args=[erasure.pk])
    assert client.post(url).status_code == 403
    second_approver(world)
    assert world.client("second").get(url).status_code == 200
    world.client("second").post(url)
    draft.refresh_from_db()
    assert draft.image == ""  # type: ignore[attr-defined]
    assert AuditEntry.objects.filter(action="erasure.confirm").exists()


def test_a_withdrawal_is_confirmed_by_a_second_approver(world: World) -> None:
    release_all(world)
    draft = world.drafts["progress"]
    client = world.client(Role.APPROVER)
    client.post(place("withdraw", draft), {"versions": [draft.release_id], "ground": "다른 현장의 자료"})
    withdrawal = Withdrawal.objects.get(release=draft.release_id)
    url = reverse("admin:desk-confirm-withdrawal", args=[withdrawal.pk])
    assert client.post(url).status_code == 403
    second_approver(world)
    assert "다른 현장의 자료" in text(world.client("second").get(url))
    world.client("second").post(url)
    withdrawal.refresh_from_db()
    assert withdrawal.confirmed_by == world.officials["second"]
    assert AuditEntry.objects.filter(action="withdrawal.confirm").exists()
    assert world.client("second").post(url).status_code == 403  # once is enough


def test_what_went_with_a_site_is_confirmed_together(world: World) -> None:
    release_all(world)
    record = world.drafts["site"]
    world.client(Role.APPROVER).post(place("withdraw", record), {"versions": [record.release_id], "ground": "취소"})
    rows = Withdrawal.objects.filter(release__site__code=world.site.code)
    assert rows.unconfirmed().count() == len(ALL_KINDS)
    second_approver(world)
    box = world.client("second").get(reverse(QUEUE)).context["to_confirm"]
    assert len(box) == 1
    world.client("second").post(box[0].url)
    assert rows.unconfirmed().count() == 0


def test_what_is_not_confirmed_within_a_day_is_marked(world: World) -> None:
    release_all(world)
    draft = world.drafts["photo"]
    world.client(Role.APPROVER).post(place("erase", draft), {"versions": [draft.release_id], "ground": "얼굴이 찍힘"})
    second_approver(world)
    pages = [reverse("admin:desk_erasure_changelist"), reverse(QUEUE)]
    assert not any("desk-overdue" in text(world.client("second").get(page)) for page in pages)
    Erasure.objects.update(erased_at=timezone.now() - datetime.timedelta(hours=25))
    assert all("desk-overdue" in text(world.client("second").get(page)) for page in pages)
    assert world.client(Role.APPROVER).get(reverse(QUEUE)).context["to_confirm"] == []  # who acted does not confirm


@pytest.mark.parametrize("ask", ["page", "history", "file", "code", "name"])
def test_an_emergency_is_found_by_whatever_the_caller_has(world: World, ask: str) -> None:
    release_all(world)
    photo = world.drafts["photo"]
    asked = {
        "page": f"https://allimi.example.go.kr/sites/{world.site.code}/photo/{photo.item}/?from=map",
        "history": f"https://allimi.example.go.kr/en/history/{photo.item}/",
        "file": f"https://allimi.example.go.kr/files/{photo.image}/640.webp",  # type: ignore[attr-defined]
        "code": world.site.code.lower(),
        "name": world.site.name[:6],
    }[ask]
    page = world.client(Role.APPROVER).get(reverse("admin:desk-emergency"), {"q": asked})
    assert place("erase", photo) in text(page) and place("withdraw", photo) in text(page)
    if ask in ("page", "history", "file"):
        assert place("erase", world.drafts["progress"]) not in text(page)
    elsewhere = world.client(OTHER_APPROVER).get(reverse("admin:desk-emergency"), {"q": asked})
    assert place("erase", photo) not in text(elsewhere)


def test_the_audit_cannot_be_written(world: World) -> None:
    submit_all(world)
    entry = AuditEntry.objects.first()
    assert entry is not None
    change = reverse("admin:desk_auditentry_change", args=[entry.pk])
    assert world.client(Role.AUDITOR).post(change, {"action": "forged"}).status_code == 403


def test_a_department_without_sites_sees_an_empty_queue(world: World) -> None:
    submit_all(world)
    world.officials["new"] = make_persona(Role.APPROVER, make_department())
    assert len(world.client("new").get(reverse(QUEUE)).context["lines"]) == 0
