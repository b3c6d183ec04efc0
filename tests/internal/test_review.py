"""Deciding: the queue, approval, return, withholding, withdrawal and erasure."""

import datetime
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from desk import actions, review_queue
from desk.models import DRAFT_MODELS, AuditEntry, Draft, DraftState, Erasure, Official, Role, WithholdingDecision
from disclosures.kinds import kind_by_slug
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


def test_the_queue_shows_the_longest_waiting_first(world: World) -> None:
    submit_all(world)
    first = timezone.now() - datetime.timedelta(days=3)
    early = make_submitted("payment", site=world.site, by=world.officials[Role.EDITOR])
    type(early)._default_manager.filter(pk=early.pk).update(submitted_at=first)
    page = world.client(Role.APPROVER).get(reverse(QUEUE))
    assert page.context["lines"][0].draft_pk == early.pk
    assert page.context["page_of"].paginator.count == 16


def test_the_queue_is_filtered_by_kind_department_and_source(world: World) -> None:
    submit_all(world)
    client = world.client(Role.APPROVER)
    assert len(client.get(reverse(QUEUE), {"kind": "photo"}).context["lines"]) == 1
    assert len(client.get(reverse(QUEUE), {"source": "one-pmis"}).context["lines"]) == 0
    assert len(client.get(reverse(QUEUE), {"department": world.elsewhere.pk}).context["lines"]) == 0
    assert len(client.get(reverse(QUEUE), {"department": world.department.pk}).context["lines"]) == 15
    assert client.get(reverse(QUEUE), {"kind": "nonsense"}).status_code == 200


def test_the_queue_takes_the_same_statements_for_one_line_or_many(world: World) -> None:
    client = world.client(Role.APPROVER)
    actions.submit(draft=world.drafts.pop("site"), by=world.officials[Role.REPORTER], now=timezone.now())
    client.get(reverse(QUEUE))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse(QUEUE))
    submit_all(world)
    with CaptureQueriesContext(connection) as many:
        assert len(client.get(reverse(QUEUE)).context["lines"]) == 15
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
    page = client.post(reverse(QUEUE), {"everything": "1"}, follow=True)
    assert "messagelist" in text(page)
    assert not Release.objects.filter(site__code=world.site.code).exists()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.AUDITOR, Role.ADMINISTRATOR, OTHER_APPROVER])
def test_nobody_else_approves(world: World, role: str) -> None:
    submit_all(world)
    draft = world.drafts["site"]
    assert world.client(role).post(place("review", draft), {"approve": "1"}).status_code in (403, 404)
    world.client(role).post(reverse(QUEUE), {"line": [f"site:{draft.pk}"], "ticked": "1"})
    world.client(role).post(reverse(QUEUE), {"everything": "1"})
    draft.refresh_from_db()
    assert draft.state == DraftState.SUBMITTED


def test_a_superuser_decides_nothing(world: World) -> None:
    submit_all(world)
    world.officials["root"] = make_official(department=world.department, is_staff=True, is_superuser=True)
    assert world.client("root").post(place("review", world.drafts["site"]), {"approve": "1"}).status_code == 403


def test_bulk_approval_releases_the_site_first_and_everything_after(world: World) -> None:
    submit_all(world)
    page = world.client(Role.APPROVER).post(reverse(QUEUE), {"everything": "1"}, follow=True)
    assert "15" in text(page)
    assert Release.objects.current().filter(site__code=world.site.code).count() == 15


def test_bulk_approval_names_what_failed_and_releases_the_rest(world: World) -> None:
    submit_all(world)
    orphan_site = make_site(by=world.officials[Role.EDITOR], name="아직 공개되지 않은 현장")
    orphan = make_submitted("progress", site=orphan_site, by=world.officials[Role.EDITOR])
    page = world.client(Role.APPROVER).post(reverse(QUEUE), {"everything": "1"}, follow=True)
    assert "아직 공개되지 않은 현장" in text(page)
    assert Release.objects.current().filter(site__code=world.site.code).count() == 15
    orphan.refresh_from_db()
    assert orphan.state == DraftState.SUBMITTED


def test_bulk_approval_goes_on_in_portions(world: World) -> None:
    submit_all(world)
    with mock.patch("desk.views.queue.AT_ONCE", 4):
        client = world.client(Role.APPROVER)
        page = client.post(reverse(QUEUE), {"everything": "1"}, follow=True)
        assert "11" in text(page)
        assert Release.objects.current().filter(site__code=world.site.code).count() == 4
    client.post(reverse(QUEUE), {"everything": "1"})
    assert Release.objects.current().filter(site__code=world.site.code).count() == 15


def test_approving_in_chunks_keeps_the_good_of_a_bad_chunk(world: World) -> None:
    drafts = submit_all(world)
    outcome = review_queue.approve_all(drafts, by=world.officials[Role.APPROVER], now=timezone.now(), chunk=4)
    assert (outcome.released, outcome.own, outcome.failures) == (15, 0, [])


def test_bulk_approval_ignores_a_forged_line_of_another_department(world: World) -> None:
    submit_all(world)
    client = world.client(OTHER_APPROVER)
    keys = [f"{slug}:{draft.pk}" for slug, draft in world.drafts.items()]
    client.post(reverse(QUEUE), {"line": [*keys, "nonsense:1", "site:x", ""], "ticked": "1"})
    assert not Release.objects.filter(site__code=world.site.code).exists()


def test_a_withheld_value_reaches_no_release_and_its_ground_is_shown(world: World) -> None:
    submit_all(world)
    client = world.client(Role.APPROVER)
    draft = world.drafts["participant"]
    data = {"field": "phone", "ground": "6", "reason": "개인 휴대전화 번호", "review_on": "2027-11-01"}
    assert "errorlist" in text(client.post(place("withhold", draft), {**data, "review_on": "2020-01-01"}))
    client.post(place("withhold", draft), data)
    assert "desk-withheld" in text(client.get(place("review", draft)))
    client.post(reverse(QUEUE), {"everything": "1"})
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


def test_an_erasure_not_confirmed_within_a_day_is_marked(world: World) -> None:
    release_all(world)
    draft = world.drafts["photo"]
    world.client(Role.APPROVER).post(place("erase", draft), {"versions": [draft.release_id], "ground": "얼굴이 찍힘"})
    listed = reverse("admin:desk_erasure_changelist")
    second_approver(world)
    assert "desk-overdue" not in text(world.client("second").get(listed))
    Erasure.objects.update(erased_at=timezone.now() - datetime.timedelta(hours=25))
    assert "desk-overdue" in text(world.client("second").get(listed))


def test_the_audit_is_searched_and_cannot_be_written(world: World) -> None:
    submit_all(world)
    auditor = world.client(Role.AUDITOR)
    listed = reverse("admin:desk_auditentry_changelist")
    assert "draft.submit" in text(auditor.get(listed, {"q": "progress"}))
    entry = AuditEntry.objects.first()
    assert entry is not None
    change = reverse("admin:desk_auditentry_change", args=[entry.pk])
    assert auditor.post(change, {"action": "forged"}).status_code == 403


def test_a_department_without_sites_sees_an_empty_queue(world: World) -> None:
    submit_all(world)
    world.officials["new"] = make_persona(Role.APPROVER, make_department())
    assert len(world.client("new").get(reverse(QUEUE)).context["lines"]) == 0
