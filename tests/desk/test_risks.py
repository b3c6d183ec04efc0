"""What an approver is told to look at twice: each rule once where it holds and once where it does not."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from desk import actions
from desk.models import Draft, OutsideFirm, WithholdingDecision, draft_model
from desk.review_queue import waiting
from desk.risks import RULES, Level, risks_of
from disclosures.models import Source
from tests.disclosures.stories import release_withheld
from tests.factories import make_draft, make_file, make_official, make_release, make_site, make_submitted

pytestmark = pytest.mark.django_db

DAY = datetime.date


def codes(draft: Draft, *, now: datetime.datetime | None = None) -> set[str]:
    key = (draft.kind.slug, draft.pk)  # type: ignore[attr-defined]
    return {risk.code for risk in risks_of([key], now=now or timezone.now())[key]}


def correction(kind: str, changes: dict[str, Any], **released: Any) -> Draft:
    """A next version, handed in, of an item that was released with some values."""
    release = make_release(kind, **released)
    old = draft_model(kind)._default_manager.get(release=release)
    editor = make_official()
    draft = actions.start_correction(draft=old, by=editor, reason="바로잡음")
    for name, value in changes.items():
        setattr(draft, name, value)
    return actions.submit(draft=actions.save_draft(draft=draft, by=editor), by=editor, now=timezone.now())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("소음 민원은 010-1234-5678 김 소장", True),
        ("연락처01012345678", True),
        ("담당 hong.gildong@example.co.kr", True),
        ("900101-1234567", True),
        ("사무실 02-2133-0000", False),
        ("문서번호 2026-010-123-4567890", False),
        ("공사비 1010000000원", False),
    ],
)
def test_personal_data_in_a_text(text: str, *, told: bool) -> None:
    draft = make_submitted("progress", gap_reason=text)
    assert ("personal" in codes(draft)) is told


@pytest.mark.parametrize(("amount", "told"), [(1_101, True), (899, True), (1_100, False), (900, False), (1_000, False)])
def test_an_amount_that_moves_by_more_than_a_tenth(amount: int, *, told: bool) -> None:
    assert ("money" in codes(correction("contract", {"amount": amount}, amount=1_000))) is told


def test_a_first_amount_moves_nothing() -> None:
    assert "money" not in codes(make_submitted("contract", amount=10**12))


@pytest.mark.parametrize(("after", "told"), [(111, True), (89, True), (110, False)])
def test_a_design_change_by_more_than_a_tenth(after: int, *, told: bool) -> None:
    assert ("dearer" in codes(make_submitted("design-change", amount_before=100, amount_after=after))) is told


def test_progress_beside_the_report_before() -> None:
    site = make_site()
    make_release("progress", site=site, as_of_on=DAY(2026, 9, 30), actual_percent=Decimal("40"))
    make_release("progress", site=site, as_of_on=DAY(2026, 11, 30), actual_percent=Decimal("99"))  # later: not beside

    def reported(actual: str, **values: Any) -> set[str]:
        figures = {"planned_percent": Decimal("50"), "actual_percent": Decimal(actual), **values}
        return codes(make_submitted("progress", site=site, as_of_on=DAY(2026, 10, 31), **figures))

    assert reported("39.99") >= {"backwards", "lag", "unexplained"}
    assert reported("39.99", gap_reason="장마") >= {"backwards", "lag"}
    assert "unexplained" not in reported("39.99", gap_reason="장마")
    assert reported("60") >= {"leap"} and "lag" not in reported("60")
    assert not reported("50") & {"leap", "lag", "unexplained", "backwards"}


def test_a_subcontract_below_82_percent() -> None:
    assert "cheap" in codes(make_submitted("subcontract", rate=Decimal("81.99")))
    assert "cheap" not in codes(make_submitted("subcontract", rate=Decimal("82")))
    assert "cheap" in codes(make_submitted("subcontract", prime_price=1_000, amount=819))
    assert "cheap" not in codes(make_submitted("subcontract", prime_price=1_000, amount=820))


def test_an_extension_decided_after_the_completion_date() -> None:
    dates = {"completion_before_on": DAY(2026, 6, 30), "completion_after_on": DAY(2026, 9, 30)}
    assert "overtaken" in codes(make_submitted("time-extension", decided_on=DAY(2026, 7, 1), **dates))
    assert "overtaken" not in codes(make_submitted("time-extension", decided_on=DAY(2026, 6, 30), **dates))


def test_a_site_made_public_and_its_status_changed() -> None:
    assert "new-site" in codes(make_submitted("site"))
    changed = codes(correction("site", {"status": "suspended"}, status="ongoing"))
    assert "status" in changed and "new-site" not in changed
    assert "status" not in codes(correction("site", {"address": "다른 곳"}, status="ongoing"))


def test_pictures_penalties_and_corrections() -> None:
    assert codes(make_submitted("photo")) == {"picture"}
    assert codes(make_submitted("location")) == set()  # without a plan
    assert codes(make_submitted("penalty")) == {"penalty"}
    assert "correction" in codes(correction("overview", {"purpose": "다른 목적"}))


def test_a_value_that_was_withheld_until_now() -> None:
    release = release_withheld("contract", field="estimate")
    old = draft_model("contract")._default_manager.get(release=release)
    editor = make_official()
    draft = actions.start_correction(draft=old, by=editor, reason="사유 소멸")
    draft = actions.submit(draft=draft, by=editor, now=timezone.now())
    assert "opened" not in codes(draft)
    actions.lift_withholding(decision=WithholdingDecision.objects.get(item=draft.item), by=make_official())
    assert "opened" in codes(draft)


def test_where_it_comes_from_and_how_long_it_waits() -> None:
    draft = make_submitted("overview")
    assert codes(draft) == set()
    assert codes(draft, now=timezone.now() + datetime.timedelta(days=6)) == {"old"}
    assert codes(make_submitted("overview", source=Source.ONE_PMIS)) == {"machine"}
    firm = OutsideFirm.objects.create(name="(주)바깥건설")
    outside = make_official(department=None, firm=firm)
    site = make_site()
    drafted = make_draft("overview", site=site, by=outside)
    assert "outside" in codes(actions.submit(draft=drafted, by=outside, now=timezone.now()))


def test_an_update_that_citizens_see_as_late() -> None:
    site = make_site()
    make_release("progress", site=site, as_of_on=timezone.localdate() - datetime.timedelta(days=90))
    assert "late" in codes(make_submitted("progress", site=site, as_of_on=timezone.localdate()))
    fresh = make_site()
    make_release("progress", site=fresh, as_of_on=timezone.localdate())
    assert "late" not in codes(make_submitted("progress", site=fresh, as_of_on=timezone.localdate()))


def test_the_weight_in_the_queue_is_that_of_the_risks_told() -> None:
    editor = make_official(is_staff=True)
    site = make_site(by=editor)
    make_submitted("penalty", site=site, by=editor)
    make_submitted("photo", site=site, by=editor, image=make_file(by=editor).sha256, viewpoint="010-1234-5678")
    now = timezone.now()
    auditor = make_official(is_superuser=True)
    rows = [row for row in waiting(auditor, now=now) if row["site_code"] == site.code]
    told = risks_of([(row["kind_slug"], row["draft_pk"]) for row in rows], now=now)
    weights = {row["kind_slug"]: row["weight"] for row in rows}
    assert weights == {slug: sum(risk.weight for risk in found) for (slug, _pk), found in told.items()}
    assert [row["kind_slug"] for row in rows] == ["photo", "penalty"]
    assert Level.of(weights["photo"]) == Level.HIGH and Level.of(0) == Level.NONE


def test_every_rule_has_a_code_of_its_own() -> None:
    assert len({rule.risk.code for rule in RULES}) == len(RULES)
