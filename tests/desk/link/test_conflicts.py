"""Deciding what an official and One-PMIS both changed."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from desk.actions import ActionError, release_drafts, save_draft, start_correction, submit
from desk.actions.conflicts import decide_conflict, newest_version
from desk.actions.imports import ImportedItem, ImportedRow, put_many
from desk.actions.service_accounts import one_pmis
from desk.models import AuditEntry, Conflict, Decision, Draft, ManagedSite, draft_model
from disclosures.models import Source
from tests.factories import make_official, make_release

pytestmark = pytest.mark.django_db

MONTH = datetime.date(2026, 11, 30)


def says(site: ManagedSite, **values: Any) -> Any:
    """One-PMIS tells of November, with days that only count on."""
    said = {"planned_percent": Decimal("50.00"), "actual_percent": Decimal("49.00"), **values}
    item = ImportedItem("progress", ("2026-11",), MONTH, said, passing={"left_days": 40})
    rows = [ImportedRow(site.code, site.name, site.department_id, (item,))]
    return put_many(rows=rows, source=Source.ONE_PMIS, by=one_pmis(), now=timezone.now(), told_by="ListOnePMISBizInfo")


def newest(site: ManagedSite) -> Any:
    return draft_model("progress").objects.filter(managed_site=site).order_by("-version")[0]


@pytest.fixture
def both() -> tuple[Conflict, Draft]:
    """A report whose rates an official corrected, and which One-PMIS then told otherwise. The correction is open."""
    site = ManagedSite.objects.get(code=make_release("site").site.code)
    says(site)
    release_drafts(drafts=[newest(site)], by=make_official(), now=timezone.now())
    editor = make_official()
    draft: Any = start_correction(draft=newest(site), by=editor, reason="현장에서 다시 쟀습니다.")
    draft.actual_percent, draft.planned_percent = Decimal("47.00"), Decimal("50.50")
    save_draft(draft=draft, by=editor)
    says(site, planned_percent=Decimal("51.00"), actual_percent=Decimal("49.90"))
    return Conflict.objects.undecided().get(), draft


def decide(conflict: Conflict, *taken: str) -> Any:
    return decide_conflict(conflict=conflict, taken=taken, by=make_official(), now=timezone.now())


def again(conflict: Conflict) -> Any:
    """One-PMIS repeats what it said."""
    [result] = says(conflict.managed_site, planned_percent=Decimal("51.00"), actual_percent=Decimal("49.90"))
    return result


def test_what_the_desk_has_is_kept_and_not_asked_about_again(both: tuple[Conflict, Draft]) -> None:
    conflict, _draft = both
    assert decide(conflict) is None
    kept = newest(conflict.managed_site)
    assert (kept.planned_percent, kept.actual_percent, kept.state) == (Decimal("50.50"), Decimal("47.00"), "draft")
    assert again(conflict).conflicts == 0
    conflict.refresh_from_db()
    assert conflict.decision == Decision.OURS
    assert not Conflict.objects.undecided().exists()


def test_field_by_field(both: tuple[Conflict, Draft]) -> None:
    conflict, draft = both
    taken = decide(conflict, "planned_percent")
    assert taken.pk == draft.pk
    assert (taken.planned_percent, taken.actual_percent) == (Decimal("51.00"), Decimal("47.00"))
    assert taken.state == "draft"  # four eyes are still to look at it
    conflict.refresh_from_db()
    assert conflict.decision == Decision.MIXED
    assert again(conflict).conflicts == 0
    entry = AuditEntry.objects.filter(action="conflict.decide").get()
    assert entry.details == {"taken": ["planned_percent"], "told_by": "ListOnePMISBizInfo"}


def test_what_is_taken_of_a_released_version_opens_a_correction(both: tuple[Conflict, Draft]) -> None:
    conflict, draft = both
    submitted = submit(draft=draft, by=draft.entered_by, now=timezone.now())
    release_drafts(drafts=[submitted], by=make_official(), now=timezone.now())
    taken = decide(conflict, "planned_percent", "actual_percent")
    assert (taken.version, taken.state, taken.left_days) == (3, "draft", 40)
    assert (taken.planned_percent, taken.actual_percent) == (Decimal("51.00"), Decimal("49.90"))
    assert taken.correction_reason == "One-PMIS 자료가 바뀌어 고침"
    assert Conflict.objects.get(pk=conflict.pk).decision == Decision.THEIRS


def test_what_waits_for_approval_is_not_written_to(both: tuple[Conflict, Draft]) -> None:
    conflict, draft = both
    submit(draft=draft, by=draft.entered_by, now=timezone.now())
    with pytest.raises(ActionError):
        decide(conflict, "planned_percent")
    assert Conflict.objects.undecided().get() == conflict
    assert newest_version(conflict).planned_percent == Decimal("50.50")  # type: ignore[attr-defined]


def test_a_conflict_is_decided_once(both: tuple[Conflict, Draft]) -> None:
    conflict, _draft = both
    decide(conflict)
    with pytest.raises(ActionError):
        decide(conflict, "planned_percent")
