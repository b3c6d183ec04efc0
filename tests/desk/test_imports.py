"""One imported item at a time; whole batches are tried in tests/desk/onepmis."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from desk.actions import ActionError, erase, release_drafts
from desk.actions.imports import ImportedItem, ImportedRow, put, put_many
from desk.items import item_uuid
from desk.models import AuditEntry, Draft, ManagedSite, draft_model
from disclosures.models import Source
from tests.factories import make_department, make_official, make_release, make_site

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 2)
RATES = {"planned_percent": Decimal("50.00"), "actual_percent": Decimal("49.00")}


def put_progress(site: ManagedSite, by: Any, **values: Any) -> str:
    item = item_uuid("progress", site.code, "2026-11")
    return put(
        kind="progress",
        managed_site=site,
        item=item,
        as_of_on=TODAY,
        values={**RATES, **values},
        source=Source.ONE_PMIS,
        by=by,
        now=timezone.now(),
    )


def versions(site: ManagedSite) -> list[Draft]:
    return list(draft_model("progress").objects.filter(managed_site=site).order_by("version"))


def test_new_unchanged_and_changed() -> None:
    site, by = make_site(), make_official()
    assert put_progress(site, by) == "new"
    assert put_progress(site, by) == "unchanged"
    assert put_progress(site, by, actual_percent=Decimal("50.00")) == "changed"
    [draft] = versions(site)
    assert (draft.version, draft.state, draft.submitted_by) == (1, "submitted", by)


def test_a_decided_version_gets_a_successor_that_keeps_what_officials_added() -> None:
    by = make_official()
    release = make_release("site")
    site = ManagedSite.objects.get(code=release.site.code)
    put_progress(site, by)
    draft_model("progress").objects.filter(managed_site=site).update(gap_reason="암반이 나왔습니다.")
    release_drafts(drafts=versions(site), by=make_official(), now=timezone.now())
    assert put_progress(site, by, actual_percent=Decimal("49.50")) == "changed"
    assert put_progress(site, by, actual_percent=Decimal("49.50")) == "unchanged"
    first, second = versions(site)
    assert (first.state, second.state) == ("released", "submitted")
    assert second.gap_reason == "암반이 나왔습니다."  # type: ignore[attr-defined]


@pytest.mark.parametrize("values", [{"actual_percent": Decimal(5000)}, {"actual_percent": None}])
def test_a_wrong_or_missing_value_is_refused(values: dict[str, Any]) -> None:
    site = make_site()
    with pytest.raises(ActionError):
        put_progress(site, make_official(), **values)
    assert versions(site) == []


def test_an_official_s_open_version_is_refused() -> None:
    site = make_site()
    put_progress(site, make_official())
    with pytest.raises(ActionError):
        put_progress(site, make_official(), actual_percent=Decimal("1.00"))


def test_what_was_erased_stays_erased() -> None:
    by = make_official()
    release = make_release("site")
    site = ManagedSite.objects.get(code=release.site.code)
    put_progress(site, by)
    released = release_drafts(drafts=versions(site), by=make_official(), now=timezone.now())
    erase(releases=released, by=make_official(), ground="법원 결정", now=timezone.now())
    assert put_progress(site, by, actual_percent=Decimal("51.00")) == "unchanged"
    assert len(versions(site)) == 1


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
