"""Withholding by field and by item, its review, and that nothing withheld is in any public row."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from desk import actions
from desk.actions import ActionError
from desk.actions.withholding import keep_withholding, withhold_item
from desk.models import DraftState, Official, Role, WithholdingDecision, draft_model
from desk.withholding_reviews import due_reviews
from disclosures.models import Ground, Release, Withholding
from disclosures.withheld import withheld_now
from sites.models import ConstructionSite, SearchEntry
from tests.disclosures.stories import release_withheld
from tests.factories import make_draft, make_official, make_release, make_site
from tests.internal.personas import World
from tests.internal.stories import release_all

pytestmark = pytest.mark.django_db

LATER = datetime.date(2099, 5, 1)


def decide(kind: str, item: object, field: str, *, by: Official, reason: str = "개인 주소") -> WithholdingDecision:
    return actions.withhold(
        kind=kind,
        item=item,  # type: ignore[arg-type]
        field=field,
        ground=Ground.PERSONAL,
        reason=reason,
        review_on=LATER,
        by=by,
    )


def test_what_is_withheld_of_a_site_is_in_no_public_row() -> None:
    editor, approver = make_official(), make_official(post="팀장")
    site = make_site(by=editor)
    secret = "성동구 비밀로 77"
    record = make_draft("site", site=site, by=editor, address=secret)
    for field in ("address", "latitude", "longitude", "district_codes", "ends_on"):
        decide("site", record.item, field, by=editor)
    record = actions.submit(draft=record, by=editor, now=timezone.now())
    actions.release_drafts(drafts=[record], by=approver, now=timezone.now())
    public = ConstructionSite.objects.get(code=site.code)
    assert (public.address, public.latitude, public.longitude, public.ends_on) == ("", None, None, None)
    assert not public.districts.exists()
    assert secret not in str(SearchEntry.objects.filter(site=public).values())


@pytest.mark.parametrize("field", ["name", "department", "work_type", "status"])
def test_a_site_is_not_disclosed_without_its_identity(field: str) -> None:
    record = make_draft("site")
    with pytest.raises(ActionError):
        decide("site", record.item, field, by=record.entered_by)


def test_an_item_is_withheld_as_a_whole(client: Client) -> None:
    editor, approver = make_official(), make_official(post="팀장")
    site = make_site(by=editor)
    make_release("site", site=site)
    draft = make_draft("payment", site=site, by=editor)
    withhold_item(
        kind="payment", item=draft.item, ground=Ground.PROCEEDINGS, reason="수사 중", review_on=LATER, by=editor
    )
    draft = actions.submit(draft=draft, by=editor, now=timezone.now())
    [release] = actions.release_drafts(drafts=[draft], by=approver, now=timezone.now())
    row = draft.kind.model._default_manager.get(release=release)  # type: ignore[attr-defined]
    assert row.amount is None and set(row.withheld) == {field.name for field in draft.kind.fields}  # type: ignore[attr-defined]
    page = client.get(f"/en/sites/{site.code}/").content.decode()
    section = page.partition('id="payment"')[2].partition("</section>")[0]
    assert "One item is withheld as a whole" in section and "수사 중" in section and "700,000,000" not in page
    assert section.count("수사 중") == 1
    assert withheld_now().filter(release=release).count() == len(row.withheld)


def test_a_review_comes_due_by_itself_and_is_on_the_first_page(world: World) -> None:
    release_all(world)
    item = world.drafts["contract"].item
    decision = decide("contract", item, "estimate", by=world.officials[Role.EDITOR], reason="입찰 중")
    client = world.client(Role.APPROVER)
    link = reverse("admin:desk-review-withholding", args=[decision.pk])
    assert link not in client.get(reverse("admin:index")).content.decode()
    today = timezone.localdate()
    WithholdingDecision.objects.filter(pk=decision.pk).update(review_on=today)
    assert decision.pk in [review.decision.pk for review in due_reviews(today)]
    assert link in client.get(reverse("admin:index")).content.decode()
    assert link in client.get(reverse("admin:desk-withheld")).content.decode()


def test_keeping_it_withheld_hands_in_a_version_with_the_new_day(world: World) -> None:
    release = release_withheld("contract", field="estimate", reason="입찰 중")
    approver = make_official(post="팀장")
    decision = WithholdingDecision.objects.get(item=release.item)
    draft = keep_withholding(
        decision=decision, by=approver, reason="입찰이 길어짐", review_on=LATER, now=timezone.now()
    )
    assert draft is not None and (draft.state, draft.version) == (DraftState.SUBMITTED, 2)
    [public] = Withholding.objects.filter(release__item=release.item)
    assert public.review_on != LATER  # citizens read what was approved
    with pytest.raises(ActionError):
        actions.release_drafts(drafts=[draft], by=approver, now=timezone.now())
    actions.release_drafts(drafts=[draft], by=make_official(), now=timezone.now())
    [now_public] = withheld_now().filter(release__item=release.item)
    assert (now_public.review_on, now_public.reason) == (LATER, "입찰이 길어짐")
    assert Release.objects.current().get(item=release.item).correction_reason


def test_an_open_version_takes_the_new_day_along(world: World) -> None:
    release = release_withheld("contract", field="estimate")
    old = draft_model("contract")._default_manager.get(release=release)
    actions.start_correction(draft=old, by=make_official(), reason="금액 정정")
    decision = WithholdingDecision.objects.get(item=release.item)
    kept = keep_withholding(decision=decision, by=make_official(), reason="계속", review_on=LATER, now=timezone.now())
    assert kept is None
    assert draft_model("contract")._default_manager.filter(item=release.item).count() == 2


def test_a_review_needs_a_day_in_the_future_and_a_reason() -> None:
    release = release_withheld("contract", field="estimate")
    decision = WithholdingDecision.objects.get(item=release.item)
    for reason, day in (("", LATER), ("계속", timezone.localdate())):
        with pytest.raises(ActionError):
            keep_withholding(decision=decision, by=make_official(), reason=reason, review_on=day, now=timezone.now())


def test_the_form_withholds_a_whole_item_and_offers_no_identity_of_a_site(world: World) -> None:
    client = world.client(Role.EDITOR)
    contract, record = world.drafts["contract"], world.drafts["site"]
    data = {"field": "*", "ground": "5", "reason": "입찰 중", "review_on": "2099-01-01"}
    client.post(reverse("admin:desk-withhold", args=["contract", contract.pk]), data)
    fields = contract.kind.fields  # type: ignore[attr-defined]
    assert WithholdingDecision.objects.filter(item=contract.item).count() == len(fields)
    form = client.get(reverse("admin:desk-withhold", args=["site", record.pk])).context["form"]
    offered = {name for name, _label in form.fields["field"].choices}
    assert "address" in offered and not offered & {"name", "status", "*"}
