"""A disclosure's life through the desk's actions, on the real database with the app's own grants."""

import datetime
import hashlib

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from desk.actions import (
    ActionError,
    confirm_erasure,
    erase,
    release_drafts,
    return_to_editor,
    save_draft,
    start_correction,
    submit,
    withdraw,
    withhold,
)
from desk.models import AuditEntry, StoredFile, draft_model
from disclosures.documents import entry_document, release_document
from disclosures.kinds import ALL_KINDS, Kind, kind_by_slug
from disclosures.ledger import GENESIS, canonical_json, content_digest, entry_digest
from disclosures.models import Clock, FileUse, Involvement, LedgerEntry, Release, ReleasedFile, ReleaseState
from sites.models import ConstructionSite, Firm
from tests.factories import make_draft, make_official, make_release, make_site, make_submitted

pytestmark = pytest.mark.django_db


def now() -> datetime.datetime:
    return timezone.now()


@pytest.mark.parametrize("kind", ALL_KINDS, ids=lambda kind: kind.slug)
def test_release_carries_every_content_column_of_the_kind(kind: Kind) -> None:
    release = make_release(kind.slug)
    draft = draft_model(kind.slug)._default_manager.get(release=release)
    row = kind.model._default_manager.get(release=release)
    assert [value for _field, value in kind.values(row)] == [value for _field, value in kind.values(draft)]
    assert draft.state == "released"


@pytest.mark.parametrize("kind", ALL_KINDS, ids=lambda kind: kind.slug)
def test_submit_without_required_fields_is_refused_and_names_them(kind: Kind) -> None:
    editor = make_official()
    site = make_site(by=editor)
    empty = draft_model(kind.slug)(managed_site=site, as_of_on=now().date(), source_department=site.department)
    draft = save_draft(draft=empty, by=editor)
    with pytest.raises(ActionError) as refused:
        submit(draft=draft, by=editor, now=now())
    message = " ".join(refused.value.messages)
    for name in kind.fields_class.required:
        assert str(kind.model._meta.get_field(name).verbose_name) in message


def test_release_by_who_submitted_is_refused() -> None:
    editor = make_official()
    draft = make_submitted("site", by=editor)
    with pytest.raises(ActionError, match="."):
        release_drafts(drafts=[draft], by=editor, now=now())
    draft.refresh_from_db()
    assert draft.state == "submitted"


def test_release_by_who_edited_before_a_colleague_is_refused() -> None:
    first, second = make_official(), make_official()
    draft = save_draft(draft=make_draft("site", by=first), by=second)
    draft = submit(draft=draft, by=second, now=now())
    with pytest.raises(ActionError):
        release_drafts(drafts=[draft], by=first, now=now())
    with pytest.raises(DatabaseError, match="four_eyes"), transaction.atomic():
        type(draft)._default_manager.filter(pk=draft.pk).update(decided_by=first, decided_at=now())


def test_release_by_who_submitted_is_refused_by_the_database_too() -> None:
    editor = make_official()
    draft = make_submitted("site", by=editor)
    with pytest.raises(DatabaseError, match="four_eyes"), transaction.atomic():
        type(draft)._default_manager.filter(pk=draft.pk).update(decided_by=editor, decided_at=now())


def test_release_of_a_kind_before_its_site_is_refused() -> None:
    draft = make_submitted("progress")
    with pytest.raises(ActionError) as refused:
        release_drafts(drafts=[draft], by=make_official(), now=now())
    assert draft.managed_site.code in " ".join(refused.value.messages)
    assert not Release.objects.filter(item=draft.item).exists()


def test_release_of_one_bad_among_good_writes_nothing() -> None:
    editor = make_official()
    site = make_site(by=editor)
    good = make_submitted("site", site=site, by=editor)
    unsubmitted = make_draft("progress", site=site, by=editor)
    with pytest.raises(ActionError):
        release_drafts(drafts=[good, unsubmitted], by=make_official(), now=now())
    assert not ConstructionSite.objects.filter(code=site.code).exists()


def test_correction_supersedes_and_keeps_the_old_version_readable() -> None:
    first = make_release("progress")
    draft = draft_model("progress")._default_manager.get(release=first)
    editor = make_official()
    correction = start_correction(draft=draft, by=editor, reason="실적 오기 정정")
    correction.actual_percent = 60  # type: ignore[attr-defined]
    save_draft(draft=correction, by=editor)
    second = release_drafts(drafts=[submit(draft=correction, by=editor, now=now())], by=make_official(), now=now())[0]
    first.refresh_from_db()
    assert (first.state, second.state, second.version) == (ReleaseState.SUPERSEDED, ReleaseState.RELEASED, 2)
    model = kind_by_slug("progress").model
    assert model._default_manager.filter(release__item=first.item).count() == 2
    assert ConstructionSite.objects.get(pk=first.site_id).actual_percent == 60


def test_correction_without_a_reason_is_refused() -> None:
    draft = draft_model("progress")._default_manager.get(release=make_release("progress"))
    editor = make_official()
    correction = start_correction(draft=draft, by=editor)
    with pytest.raises(ActionError) as refused:
        submit(draft=correction, by=editor, now=now())
    assert "correction_reason" in refused.value.message_dict


def test_second_open_correction_of_an_item_is_refused() -> None:
    draft = draft_model("progress")._default_manager.get(release=make_release("progress"))
    start_correction(draft=draft, by=make_official())
    with pytest.raises(ActionError):
        start_correction(draft=draft, by=make_official())


def test_returned_draft_can_be_mended_by_its_editor_and_submitted_again() -> None:
    editor, approver = make_official(), make_official()
    draft = make_submitted("site", by=editor)
    returned = return_to_editor(draft=draft, by=approver, reason="주소를 확인해 주세요", now=now())
    assert returned.return_reason == "주소를 확인해 주세요"
    again = submit(draft=save_draft(draft=returned, by=editor), by=editor, now=now())
    assert release_drafts(drafts=[again], by=approver, now=now())


def test_stale_page_cannot_save_over_a_submitted_draft() -> None:
    editor = make_official()
    draft = make_draft("site", by=editor)
    submit(draft=draft, by=editor, now=now())
    with pytest.raises(ActionError):
        save_draft(draft=draft, by=editor)


def test_withheld_value_reaches_no_public_row() -> None:
    editor = make_official()
    site = make_site(by=editor)
    record = make_submitted("site", site=site, by=editor)
    draft = make_submitted("participant", site=site, by=editor, responsible_person="홍길동", phone="010-1234-5678")
    for field in ("responsible_person", "phone"):
        withhold(
            kind="participant",
            item=draft.item,
            field=field,
            ground=6,
            reason="개인 연락처",
            review_on=datetime.date(2028, 1, 1),
            by=make_official(),
        )
    release = release_drafts(drafts=[record, draft], by=make_official(), now=now())[-1]
    row = kind_by_slug("participant").model._default_manager.get(release=release)
    assert (row.responsible_person, row.phone) == ("", "")  # type: ignore[attr-defined]
    assert row.withheld == ["phone", "responsible_person"]
    assert {(w.field, w.ground) for w in release.withholdings.all()} == {("responsible_person", 6), ("phone", 6)}


def test_database_refuses_a_row_with_a_withheld_value() -> None:
    release = make_release("participant")
    model = kind_by_slug("participant").model
    with pytest.raises(DatabaseError, match="participant_phone_kept"), transaction.atomic():
        model._default_manager.create(
            release_id=make_release("overview").pk,
            salt="0" * 32,
            withheld=["phone"],
            role="client",
            organisation="x",
            phone="02",
        )
    assert release.pk


@pytest.mark.parametrize("statement", ["UPDATE {0} SET salt = 'x'", "DELETE FROM {0}", "TRUNCATE {0}"])
@pytest.mark.parametrize("kind", ALL_KINDS, ids=lambda kind: kind.slug)
def test_released_rows_cannot_be_edited_by_the_app(kind: Kind, statement: str) -> None:
    from django.db import connection

    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(kind.model._meta.db_table))


def test_withdrawal_removes_content_and_leaves_a_tombstone() -> None:
    release = make_release("photo")
    digest = FileUse.objects.get(release=release).file_id
    withdraw(releases=[release], by=make_official(), reason="다른 현장 사진", now=now())
    release.refresh_from_db()
    assert release.state == ReleaseState.WITHDRAWN
    assert not kind_by_slug("photo").model._default_manager.filter(release=release).exists()
    assert not ReleasedFile.objects.filter(pk=digest).exists()
    assert StoredFile.objects.filter(pk=digest).exists()
    assert release.ledger_entries.get(event="withdrawn").ground == "다른 현장 사진"


def test_withdrawn_item_can_be_corrected_and_released_anew() -> None:
    release = make_release("photo")
    withdraw(releases=[release], by=make_official(), reason="설명 오류", now=now())
    draft = draft_model("photo")._default_manager.get(release=release)
    editor = make_official()
    correction = start_correction(draft=draft, by=editor, reason="설명 정정")
    anew = release_drafts(drafts=[submit(draft=correction, by=editor, now=now())], by=make_official(), now=now())[0]
    assert (anew.version, anew.state) == (2, ReleaseState.RELEASED)


def test_withdrawal_of_the_site_takes_everything_of_it_along() -> None:
    progress = make_release("progress")
    record = Release.objects.current().get(site=progress.site_id, kind="site")
    withdraw(releases=[record], by=make_official(), reason="사업 취소", now=now())
    site = ConstructionSite.objects.get(pk=progress.site_id)
    assert (site.name, site.address, site.department_id, site.districts.count()) == ("", "", None, 0)
    assert site.withdrawn_at is not None
    assert not Release.objects.current().filter(site=site).exists()


def test_firm_named_by_nothing_readable_leaves_the_public_table() -> None:
    release = make_release("penalty", firm_name="주식회사 새벽돌건설")
    firm = Involvement.objects.get(release=release).firm
    withdraw(releases=[release], by=make_official(), reason="오기", now=now())
    assert not Firm.objects.filter(pk=firm.pk).exists()


def test_firm_written_two_ways_is_one_firm() -> None:
    first = make_release("penalty", firm_name="두레건설 주식회사")
    second = make_release("penalty", firm_name="(주)두레건설")
    assert Involvement.objects.get(release=first).firm == Involvement.objects.get(release=second).firm


def test_erasure_needs_a_second_approver_and_then_empties_the_desk_too() -> None:
    release = make_release("photo", viewpoint="홍길동 씨 집 앞")
    draft = draft_model("photo")._default_manager.get(release=release)
    first, second = make_official(), make_official()
    erasure = erase(releases=[release], by=first, ground="개인정보", now=now())[0]
    draft.refresh_from_db()
    assert draft.viewpoint == "홍길동 씨 집 앞"  # type: ignore[attr-defined]
    with pytest.raises(ActionError):
        confirm_erasure(erasure=erasure, by=first, now=now())
    image = draft.image  # type: ignore[attr-defined]
    confirm_erasure(erasure=erasure, by=second, now=now())
    draft.refresh_from_db()
    assert (draft.viewpoint, draft.image) == ("", "")  # type: ignore[attr-defined]
    assert not StoredFile.objects.filter(pk=image).exists()
    assert Release.objects.get(pk=release.pk).digest == release.digest


def test_withdrawn_release_can_be_erased() -> None:
    release = make_release("photo")
    withdraw(releases=[release], by=make_official(), reason="확인 중", now=now())
    erase(releases=[Release.objects.get(pk=release.pk)], by=make_official(), ground="개인정보", now=now())
    assert Release.objects.get(pk=release.pk).state == ReleaseState.ERASED


def test_overdue_erasure_is_known() -> None:
    erasure = erase(releases=[make_release("photo")], by=make_official(), ground="법원 결정", now=now())[0]
    assert not erasure.is_overdue(now())
    assert erasure.is_overdue(now() + datetime.timedelta(days=1, seconds=1))


def test_ledger_chain_holds_and_each_digest_can_be_made_again() -> None:
    release = make_release("contract")
    withdraw(releases=[make_release("photo")], by=make_official(), reason="확인 중", now=now())
    previous = None
    for entry in LedgerEntry.objects.order_by("sequence"):
        assert previous is None or entry.previous_digest == previous
        assert entry.digest == entry_digest(previous_digest=entry.previous_digest, entry=entry_document(entry))
        previous = entry.digest
    assert LedgerEntry.objects.order_by("sequence").first().previous_digest == GENESIS  # type: ignore[union-attr]
    fresh = Release.objects.select_related("site", "department").get(pk=release.pk)
    kind = kind_by_slug("contract")
    row = kind.model._default_manager.get(release=fresh)
    document = release_document(kind, fresh, row)
    assert content_digest(salt=row.salt, document=document) == fresh.digest
    by_hand = hashlib.sha256(bytes.fromhex(row.salt) + canonical_json(document)).hexdigest()
    assert by_hand == fresh.digest
    assert Clock.objects.get().sequence == LedgerEntry.objects.count()


def test_summary_follows_the_current_releases() -> None:
    contract = make_release("contract")
    managed = draft_model("contract")._default_manager.get(release=contract).managed_site
    make_release(
        "contract", site=managed, number="감리-1", nature="supervision", winner="(주)누리감리", amount=9 * 10**9
    )
    make_release("design-change", site=managed)
    make_release("time-extension", site=managed)
    make_release("progress", site=managed)
    site = ConstructionSite.objects.get(code=managed.code)
    assert (site.original_contract_amount, site.contract_amount) == (8_800_000_000, 9_000_000_000)
    assert site.contractor == "(주)한빛가람건설"
    assert site.original_ends_on == datetime.date(2027, 5, 31)
    assert str(site.actual_percent) == "62.10"


def test_every_action_leaves_an_audit_entry_that_cannot_be_changed() -> None:
    release = make_release("progress")
    subject = f"progress:{release.item}:v1"
    actions = AuditEntry.objects.filter(subject=subject).order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["draft.save", "draft.submit", "draft.release"]
    for change in (AuditEntry.objects.filter(subject=subject).delete, lambda: AuditEntry.objects.update(action="x")):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            change()
