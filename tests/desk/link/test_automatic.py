"""Approval without a second official, of what an administrator chose."""

import datetime
import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from desk.actions.automatic import approve_automatically, choose_automatic
from desk.actions.imports import ImportedItem, ImportedRow, put_many
from desk.actions.service_accounts import one_pmis
from desk.models import AuditEntry, AutomaticApproval, ManagedSite, Official, draft_model
from disclosures.documents import release_document
from disclosures.kinds import kind_by_slug
from disclosures.ledger import content_digest
from disclosures.models import Release, Source
from tests.factories import make_official, make_release, make_site, make_submitted

pytestmark = pytest.mark.django_db

RATES = {"planned_percent": Decimal("50.00"), "actual_percent": Decimal("49.00")}


def choose(*kinds: str) -> None:
    choose_automatic(chosen={(Source.ONE_PMIS, kind) for kind in kinds}, by=make_official())


def says(site: ManagedSite, **values: Any) -> None:
    items = (
        ImportedItem("progress", ("2026-11",), datetime.date(2026, 11, 30), {**RATES, **values}),
        ImportedItem("location", (), datetime.date(2026, 11, 30), {"address": "서울 중구 세종대로 110"}),
    )
    rows = [ImportedRow(site.code, site.name, site.department_id, items)]
    put_many(rows=rows, source=Source.ONE_PMIS, by=one_pmis(), now=timezone.now())


def approve() -> int:
    return approve_automatically(source=Source.ONE_PMIS, now=timezone.now())


def state(site: ManagedSite, kind: str) -> str:
    return draft_model(kind).objects.get(managed_site=site).state


@pytest.fixture
def site() -> ManagedSite:
    return ManagedSite.objects.get(code=make_release("site").site.code)


def test_nothing_is_approved_before_somebody_chose_it(site: ManagedSite) -> None:
    says(site)
    assert approve() == 0
    choose("progress")
    assert approve() == 0  # it came before the choice: that one is a person's
    assert state(site, "progress") == "submitted"


def test_what_was_chosen_is_released_and_says_so(site: ManagedSite) -> None:
    choose("progress")
    says(site)
    assert approve() == 1
    assert (state(site, "progress"), state(site, "location")) == ("released", "submitted")
    release = Release.objects.get(site__code=site.code, kind="progress")
    assert release.is_automatic
    assert release.approved_post == "자동 승인(관리자가 정한 연계 자료)"
    kind = kind_by_slug("progress")
    row = kind.model._default_manager.get(release=release)
    document = release_document(kind, release, row)
    assert document["is_automatic"] is True
    assert content_digest(salt=row.salt, document=document) == release.digest
    assert "is_automatic" not in release_document(kind, Release.objects.filter(is_automatic=False)[0], row)


def test_citizens_read_beside_it_that_nobody_looked(site: ManagedSite) -> None:
    choose("progress")
    says(site)
    approve()
    pages = [reverse("disclosures:site-detail", args=[site.code])]
    pages.append(
        reverse("disclosures:item-history", args=[Release.objects.get(site__code=site.code, kind="progress").item])
    )
    for page in pages:
        assert "Approved automatically" in Client().get(f"/en{page}").content.decode(), page
    make_release("contract", site=site)
    [part] = re.findall(r'id="contract".*?</section>', Client().get(f"/en{pages[0]}").content.decode(), re.DOTALL)
    assert "Approved automatically" not in part


def test_what_a_person_entered_is_never_approved_by_itself(site: ManagedSite) -> None:
    choose("progress", "location")
    draft = make_submitted("progress", site=site, by=make_official())
    type(draft)._default_manager.filter(pk=draft.pk).update(source=Source.ONE_PMIS)
    assert approve() == 0


def test_a_site_that_citizens_cannot_see_stays_for_a_person() -> None:
    choose("progress")
    hidden = make_site()
    says(hidden)
    assert approve() == 0
    assert state(hidden, "progress") == "submitted"


def test_one_that_cannot_be_released_holds_up_no_other(site: ManagedSite) -> None:
    choose("progress")
    says(site)
    other = ManagedSite.objects.get(code=make_release("site").site.code)
    says(other)
    broken = draft_model("progress").objects.filter(managed_site=other)
    broken.update(planned_percent=None)
    assert approve() == 1
    assert (state(site, "progress"), state(other, "progress")) == ("released", "submitted")


def test_only_links_can_be_chosen_and_each_choice_is_audited() -> None:
    by = make_official()
    choose_automatic(chosen={(Source.OFFICIAL, "progress"), (Source.ONE_PMIS, "photo")}, by=by)
    assert [(rule.source, rule.kind) for rule in AutomaticApproval.objects.all()] == [("one-pmis", "photo")]
    choose_automatic(chosen=set(), by=by)
    assert not AutomaticApproval.objects.exists()
    actions = AuditEntry.objects.filter(by=by, subject="automatic:one-pmis:photo").order_by("pk")
    assert [entry.action for entry in actions] == ["automatic.begin", "automatic.end"]


def test_nobody_can_sign_in_as_the_automatic_approver(site: ManagedSite) -> None:
    choose("progress")
    says(site)
    approve()
    account = Official.objects.get(username="automatic")
    assert not account.is_active
    assert not account.has_usable_password()
