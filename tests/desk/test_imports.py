"""One imported item at a time, and what follows when officials change it too; tests/desk/onepmis has whole batches."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from desk.actions import confirm_erasure, erase, release_drafts, save_draft, start_correction, submit
from desk.actions.imports import ImportedItem, ImportedRow, RowResult, put_many
from desk.models import AuditEntry, Conflict, Decision, Draft, Erasure, ManagedSite, Statement, draft_model
from disclosures.models import Source
from tests.factories import make_department, make_official, make_release, make_site

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 2)
RATES = {"planned_percent": Decimal("50.00"), "actual_percent": Decimal("49.00")}


def put_progress(site: ManagedSite, by: Any, *, told_by: str = "", now: Any = None, **values: Any) -> RowResult:
    """One report of November, as One-PMIS tells it."""
    item = ImportedItem("progress", ("2026-11",), TODAY, {**RATES, **values})
    row = ImportedRow(site.code, site.name, site.department_id, (item,))
    [result] = put_many(rows=[row], source=Source.ONE_PMIS, by=by, now=now or timezone.now(), told_by=told_by)
    return result


def released_progress(by: Any) -> ManagedSite:
    """A site whose report of November came from One-PMIS and is released."""
    site = ManagedSite.objects.get(code=make_release("site").site.code)
    put_progress(site, by)
    release_drafts(drafts=versions(site), by=make_official(), now=timezone.now())
    return site


def correct(site: ManagedSite, **values: Any) -> Draft:
    """An official's own correction of the newest version, still open."""
    editor = make_official()
    draft = start_correction(draft=versions(site)[-1], by=editor, reason="현장에서 다시 쟀습니다.")
    for name, value in values.items():
        setattr(draft, name, value)
    return save_draft(draft=draft, by=editor)


def release(draft: Draft) -> None:
    submitted = submit(draft=draft, by=draft.entered_by, now=timezone.now())
    release_drafts(drafts=[submitted], by=make_official(), now=timezone.now())


def versions(site: ManagedSite) -> list[Draft]:
    return list(draft_model("progress").objects.filter(managed_site=site).order_by("version"))


def test_new_unchanged_and_changed() -> None:
    site, by = make_site(), make_official()
    assert put_progress(site, by).outcome == "new"
    assert put_progress(site, by).outcome == "unchanged"
    assert put_progress(site, by, actual_percent=Decimal("50.00")).outcome == "changed"
    [draft] = versions(site)
    assert (draft.version, draft.state, draft.submitted_by) == (1, "submitted", by)


def test_a_decided_version_gets_a_successor_that_keeps_what_officials_added() -> None:
    by = make_official()
    release = make_release("site")
    site = ManagedSite.objects.get(code=release.site.code)
    put_progress(site, by)
    draft_model("progress").objects.filter(managed_site=site).update(gap_reason="암반이 나왔습니다.")
    release_drafts(drafts=versions(site), by=make_official(), now=timezone.now())
    assert put_progress(site, by, actual_percent=Decimal("49.50")).outcome == "changed"
    assert put_progress(site, by, actual_percent=Decimal("49.50")).outcome == "unchanged"
    first, second = versions(site)
    assert (first.state, second.state) == ("released", "submitted")
    assert second.gap_reason == "암반이 나왔습니다."  # type: ignore[attr-defined]


@pytest.mark.parametrize("values", [{"actual_percent": Decimal(5000)}, {"actual_percent": None}])
def test_a_wrong_or_missing_value_is_refused(values: dict[str, Any]) -> None:
    site = make_site()
    assert put_progress(site, make_official(), **values).outcome == "refused"
    assert versions(site) == []


def test_a_correction_at_the_desk_stands_as_long_as_the_system_only_repeats_itself() -> None:
    by = make_official()
    site = released_progress(by)
    draft = correct(site, actual_percent=Decimal("48.00"))
    assert put_progress(site, by) == RowResult("unchanged")
    release(draft)
    assert put_progress(site, by) == RowResult("unchanged")
    assert [version.version for version in versions(site)] == [1, 2]
    assert not Conflict.objects.exists()


def test_what_only_the_system_changed_is_taken_beside_an_official_s_correction() -> None:
    by = make_official()
    site = released_progress(by)
    release(correct(site, actual_percent=Decimal("48.00")))
    assert put_progress(site, by, planned_percent=Decimal("52.00")).outcome == "changed"
    newest: Any = versions(site)[-1]
    assert (newest.planned_percent, newest.actual_percent) == (Decimal("52.00"), Decimal("48.00"))


@pytest.mark.parametrize("is_open", [True, False])
def test_what_both_changed_waits_for_a_person(is_open: bool) -> None:
    by = make_official()
    site = released_progress(by)
    draft = correct(site, actual_percent=Decimal("48.00"))
    if not is_open:
        release(draft)
    before = versions(site)
    for _again in range(2):
        assert put_progress(site, by, actual_percent=Decimal("51.00")) == RowResult("unchanged", conflicts=1)
        [conflict] = Conflict.objects.all()
        assert conflict.theirs["actual_percent"] == "51"
        assert conflict.earlier["actual_percent"] == "49"
        assert versions(site) == before
    first = conflict.pk
    # It says something else again before anybody looked: one conflict is open, the other is over.
    put_progress(site, by, actual_percent=Decimal("51.50"))
    assert Conflict.objects.undecided().get().theirs["actual_percent"] == "51.5"
    # It takes it back.
    put_progress(site, by)
    assert not Conflict.objects.undecided().exists()
    assert Conflict.objects.get(pk=first).decision == Decision.GONE


def test_the_other_items_of_a_row_in_conflict_go_in() -> None:
    by = make_official()
    site = released_progress(by)
    correct(site, actual_percent=Decimal("48.00"))
    items = (
        ImportedItem("progress", ("2026-11",), TODAY, {**RATES, "actual_percent": Decimal("51.00")}),
        ImportedItem("location", (), TODAY, {"address": "서울 중구 세종대로 110"}),
    )
    rows = [ImportedRow(site.code, site.name, site.department_id, items)]
    [result] = put_many(rows=rows, source=Source.ONE_PMIS, by=by, now=timezone.now())
    assert result == RowResult("new", conflicts=1)


def test_two_services_that_contradict_each_other_do_not_take_turns() -> None:
    site, by = make_site(), make_official()
    put_progress(site, by, told_by="A")
    put_progress(site, by, told_by="B", actual_percent=Decimal("47.00"))
    for told_by, actual in (("A", "49.00"), ("B", "47.00"), ("A", "49.00")):
        assert put_progress(site, by, told_by=told_by, actual_percent=Decimal(actual)).outcome == "unchanged"


def test_a_message_that_was_late_says_nothing() -> None:
    site, by = make_site(), make_official()
    put_progress(site, by)
    earlier = timezone.now() - datetime.timedelta(minutes=3)
    assert put_progress(site, by, now=earlier, actual_percent=Decimal("1.00")).outcome == "unchanged"
    [draft] = versions(site)
    assert draft.actual_percent == Decimal("49.00")  # type: ignore[attr-defined]


def test_the_same_again_writes_nothing_at_all() -> None:
    site, by = make_site(), make_official()
    put_progress(site, by)
    put_progress(site, by)
    with CaptureQueriesContext(connection) as queries:
        put_progress(site, by)
    assert [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE", "COPY"))] == []


def test_what_was_erased_stays_erased() -> None:
    by = make_official()
    release = make_release("site")
    site = ManagedSite.objects.get(code=release.site.code)
    put_progress(site, by)
    released = release_drafts(drafts=versions(site), by=make_official(), now=timezone.now())
    erase(releases=released, by=make_official(), ground="법원 결정", now=timezone.now())
    assert put_progress(site, by, actual_percent=Decimal("51.00")).outcome == "unchanged"
    assert len(versions(site)) == 1
    # With the second pair of eyes goes what One-PMIS said, and it is not remembered anew.
    confirm_erasure(erasure=Erasure.objects.get(release=released[0]), by=make_official(), now=timezone.now())
    assert put_progress(site, by, actual_percent=Decimal("52.00")).outcome == "unchanged"
    assert not Statement.objects.filter(item=released[0].item).exists()


def test_a_row_goes_in_wholly_or_not_at_all() -> None:
    department = make_department()
    good = ImportedItem("progress", ("a",), TODAY, RATES)
    bad = ImportedItem("location", (), TODAY, {"address": "x" * 301})
    rows = [ImportedRow("IMP-1", "가", department.pk, (good, bad)), ImportedRow("IMP-2", "나", department.pk, (good,))]
    results = put_many(rows=rows, source=Source.ONE_PMIS, by=make_official(), now=timezone.now())
    assert [result.outcome for result in results] == ["refused", "new"]
    assert [(refusal.kind, refusal.field) for refusal in results[0].refusals] == [("location", "address")]
    assert list(ManagedSite.objects.filter(code__startswith="IMP-").values_list("code", flat=True)) == ["IMP-2"]


def test_a_batch_that_writes_is_audited_once() -> None:
    department, by = make_department(), make_official()
    rows = [ImportedRow("IMP-1", "가", department.pk, (ImportedItem("progress", ("a",), TODAY, RATES),))]
    for _again in range(2):
        put_many(rows=rows, source=Source.ONE_PMIS, by=by, now=timezone.now())
    [entry] = AuditEntry.objects.filter(by=by, action="import.put")
    assert entry.details["versions"] == 1
