"""The chain: a contractor reports, a supervisor confirms, an official approves, and citizens read who did."""

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from desk.actions import ActionError, confirm, release_drafts, report, return_to_editor, save_draft, submit
from desk.models import AuditEntry, Draft, OutsideFirm, draft_model
from disclosures.documents import release_document
from disclosures.kinds import kind_by_slug
from disclosures.ledger import content_digest
from tests.factories import make_draft, make_official, make_release, make_site

pytestmark = pytest.mark.django_db


def make_outsider(firm: str, post: str = "현장대리인") -> object:
    return make_official(department=None, firm=OutsideFirm.objects.get_or_create(name=firm)[0], post=post)


def make_reported(**values: object) -> Draft:
    reporter = make_outsider("(주)한빛가람건설")
    draft = make_draft("progress", site=values.pop("site", None) or make_site(), by=reporter)
    return report(draft=draft, by=reporter, now=timezone.now())


def test_a_report_reaches_citizens_by_three_hands_and_says_whose() -> None:
    site = make_site()
    make_release("site", site=site)
    draft = make_reported(site=site)
    assert draft.state == "reported"
    supervisor = make_outsider("다온감리", "책임건설사업관리기술인")
    draft = confirm(draft=draft, by=supervisor, now=timezone.now())
    assert draft.state == "submitted"
    [release] = release_drafts(drafts=[draft], by=make_official(post="공사팀장"), now=timezone.now())
    assert release.submitted_post == "(주)한빛가람건설 현장대리인"
    assert release.confirmed_post == "다온감리 책임건설사업관리기술인"
    assert release.approved_post == "토목부 공사팀장"
    row = kind_by_slug("progress").model._default_manager.get(release=release)
    document = release_document(kind_by_slug("progress"), release, row)
    assert document["confirmed_post"] == release.confirmed_post
    assert content_digest(salt=row.salt, document=document) == release.digest
    actions = AuditEntry.objects.filter(subject__contains=str(draft.item)).values_list("action", flat=True)
    assert set(actions) >= {"draft.report", "draft.confirm", "draft.release"}


def test_an_officials_own_entry_needs_no_supervisor_and_names_none() -> None:
    release = make_release("progress")
    row = kind_by_slug("progress").model._default_manager.get(release=release)
    assert release.confirmed_post == ""
    assert "confirmed_post" not in release_document(kind_by_slug("progress"), release, row)


def test_what_is_only_reported_cannot_be_released() -> None:
    draft = make_reported()
    with pytest.raises(ActionError):
        release_drafts(drafts=[draft], by=make_official(), now=timezone.now())
    draft.refresh_from_db()
    assert draft.state == "reported"


def test_nobody_confirms_what_he_entered_not_even_past_the_application() -> None:
    draft = make_reported()
    with pytest.raises(ActionError, match="."):
        confirm(draft=draft, by=draft.entered_by, now=timezone.now())
    rows = type(draft)._default_manager.filter(pk=draft.pk)
    with pytest.raises(DatabaseError, match="confirmed_by_another"), transaction.atomic():
        rows.update(confirmed_by=draft.entered_by, confirmed_at=timezone.now())


def test_who_confirmed_does_not_approve_not_even_past_the_application() -> None:
    site = make_site()
    make_release("site", site=site)
    supervisor = make_official(post="공사감독")
    draft = confirm(draft=make_reported(site=site), by=supervisor, now=timezone.now())
    with pytest.raises(ActionError):
        release_drafts(drafts=[draft], by=supervisor, now=timezone.now())
    with pytest.raises(DatabaseError, match="four_eyes"), transaction.atomic():
        type(draft)._default_manager.filter(pk=draft.pk).update(decided_by=supervisor, decided_at=timezone.now())


def test_what_comes_back_is_confirmed_anew() -> None:
    draft = confirm(draft=make_reported(), by=make_official(), now=timezone.now())
    draft = return_to_editor(draft=draft, by=make_official(), reason="실적을 확인해 주십시오.", now=timezone.now())
    assert (draft.state, draft.confirmed_by, draft.confirmed_at) == ("returned", None, None)
    again = report(draft=save_draft(draft=draft, by=draft.entered_by), by=draft.entered_by, now=timezone.now())
    assert (again.state, again.decided_by) == ("reported", None)


def test_a_supervisor_returns_a_report_with_a_reason() -> None:
    draft = make_reported()
    supervisor = make_official(post="공사감독")
    with pytest.raises(ActionError):
        return_to_editor(draft=draft, by=supervisor, reason=" ", now=timezone.now())
    returned = return_to_editor(draft=draft, by=supervisor, reason="사진을 더해 주십시오.", now=timezone.now())
    assert (returned.state, returned.decided_by) == ("returned", supervisor)


def test_a_reported_draft_is_open_so_that_no_second_version_stands_beside_it() -> None:
    draft = make_reported()
    second = draft_model("progress")(
        managed_site=draft.managed_site,
        item=draft.item,
        version=2,
        as_of_on=draft.as_of_on,
        source_department=draft.source_department,
    )
    with pytest.raises(DatabaseError, match="one_open"), transaction.atomic():
        save_draft(draft=second, by=make_official())


def test_an_incomplete_draft_is_not_reported() -> None:
    reporter, site = make_outsider("(주)한빛가람건설"), make_site()
    empty = draft_model("progress")(managed_site=site, as_of_on=timezone.localdate(), source_department=site.department)
    with pytest.raises(ActionError):
        report(draft=save_draft(draft=empty, by=reporter), by=reporter, now=timezone.now())


def test_an_official_hands_in_what_a_contractor_left_in_his_own_name() -> None:
    reporter, editor = make_outsider("(주)한빛가람건설"), make_official()
    draft = save_draft(draft=make_draft("progress", site=make_site(), by=reporter), by=editor)
    draft = submit(draft=draft, by=editor, now=timezone.now())
    assert (draft.submitted_by, draft.confirmed_by) == (editor, None)
    assert draft.has_hand_of(reporter)
