"""Entering without losing anything: kept while typed, begun from the last, looked at before it is handed in."""

import datetime
import json
from decimal import Decimal
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from desk import actions
from desk.actions import ActionError
from desk.models import DRAFT_MODELS, AuditEntry, AutosavedForm, DraftState, Role, StoredFile
from disclosures.kinds import kind_by_slug
from disclosures.models import LedgerEntry, Release
from tests.factories import make_draft, make_submitted
from tests.internal.personas import NOBODY, OTHER_EDITOR, World
from tests.internal.stories import release_all
from tests.internal.test_drafts import add_page, form_data, page_of


def text(response: HttpResponse) -> str:
    return response.content.decode()


def add_url(kind: str, world: World, query: str = "") -> str:
    return f"{add_page(kind_by_slug(kind))}?managed_site={world.site.pk}{query}"


def keep(world: World, persona: str, form: str, **values: str) -> HttpResponse:
    data = {"form": form, "values": json.dumps({name: [value] for name, value in values.items()})}
    return world.client(persona).post(reverse("admin:desk-autosave"), data)


# What is typed


def test_what_was_typed_and_not_saved_comes_back_when_asked_for(world: World) -> None:
    form = f"overview:new:{world.site.pk}"
    answer = keep(world, Role.EDITOR, form, purpose="반쯤 쓴 목적", _save="1", csrfmiddlewaretoken="secret")
    assert answer.json()["clock"]
    kept = AutosavedForm.objects.of(world.officials[Role.EDITOR], form).get()
    assert kept.values == {"purpose": ["반쯤 쓴 목적"]}
    client = world.client(Role.EDITOR)
    page = text(client.get(add_url("overview", world)))
    assert "desk-restore" in page and "반쯤 쓴 목적" not in page
    assert "반쯤 쓴 목적" in text(client.get(add_url("overview", world, "&restore=1")))
    assert "반쯤 쓴 목적" not in text(world.client(Role.SUPERVISOR).get(add_url("progress", world, "&restore=1")))


def test_a_kept_form_of_a_draft_comes_back_over_what_is_saved(world: World) -> None:
    draft = world.drafts["location"]
    keep(
        world,
        Role.EDITOR,
        f"location:{draft.pk}",
        address="새 주소 12",
        latitude="37.5",
        extent='{"type": "Point", "coordinates": [127, 37]}',
    )
    page = text(world.client(Role.EDITOR).get(page_of(draft) + "?restore=1"))
    assert "새 주소 12" in page
    assert "{&quot;type&quot;: &quot;Point&quot;" in page


def test_saving_the_form_forgets_what_was_kept_of_it(world: World) -> None:
    draft = world.drafts["progress"]
    keep(world, Role.EDITOR, f"progress:{draft.pk}", actual_percent="70")
    data = {"as_of_on": "2026-11-02", "source_department": world.department.pk, "actual_percent": "71", "_save": "1"}
    client = world.client(Role.EDITOR)
    assert client.post(page_of(draft), data).status_code == 302
    kept = AutosavedForm.objects.of(world.officials[Role.EDITOR], f"progress:{draft.pk}").get()
    assert kept.values == {}
    page = text(client.get(page_of(draft)))
    assert "desk-restore" not in page
    assert f'data-kept="{round(kept.saved_at.timestamp() * 1000)}"' in page  # older copies in the browser are outdated


def test_what_is_kept_can_be_discarded(world: World) -> None:
    keep(world, Role.EDITOR, "progress:new:1", actual_percent="70")
    client = world.client(Role.EDITOR)
    away = {"form": "progress:new:1", "next": "https://elsewhere.example.org/"}
    assert client.post(reverse("admin:desk-autosave-discard"), away)["Location"] == reverse("admin:index")
    assert AutosavedForm.objects.get(official=world.officials[Role.EDITOR]).values == {}


@pytest.mark.parametrize(
    "values", ["no json", "[1]", '{"a": "text"}', '{"a": [1]}', json.dumps({"a": ["x" * 400_001]})]
)
def test_what_is_no_form_is_not_kept(world: World, values: str) -> None:
    answer = world.client(Role.EDITOR).post(reverse("admin:desk-autosave"), {"form": "progress:1", "values": values})
    assert answer.status_code == 400
    assert not AutosavedForm.objects.filter(official=world.officials[Role.EDITOR]).exists()


def test_nobody_keeps_forms_who_enters_nothing(world: World) -> None:
    assert keep(world, NOBODY, "progress:1", a="b").status_code == 403
    assert keep(world, Role.AUDITOR, "progress:1", a="b").status_code == 403


def test_kept_forms_are_forgotten_after_thirty_days(world: World) -> None:
    editor = world.officials[Role.EDITOR]
    now = timezone.now()
    for days, form in ((31, "progress:1"), (29, "progress:2")):
        actions.autosave(form=form, values={"a": ["b"]}, by=editor, now=now - datetime.timedelta(days=days))
    actions.autosave(form="progress:3", values={"a": ["b"]}, by=editor, now=now)
    kept = AutosavedForm.objects.filter(official=editor)
    assert set(kept.values_list("form", flat=True)) == {"progress:2", "progress:3"}


# Uploads


def test_an_upload_is_not_lost_when_another_field_is_wrong(world: World) -> None:
    photo = kind_by_slug("photo")
    client = world.client(Role.EDITOR)
    url = add_url("photo", world)
    page = text(client.post(url, form_data(photo, world, taken_on="gestern", _save="1")))
    stored = StoredFile.objects.latest("uploaded_at").pk
    assert f'name="image-kept" value="{stored}"' in page
    data = {**form_data(photo, world, taken_on="2026-11-01", _save="1"), "image-kept": stored}
    del data["image"]
    assert client.post(url, data).status_code == 302
    draft: Any = DRAFT_MODELS["photo"]._default_manager.filter(managed_site=world.site).latest("pk")
    assert draft.image == stored


def test_a_forged_digest_is_no_upload(world: World) -> None:
    photo = kind_by_slug("photo")
    for forged in ("f" * 64, "../../etc/passwd"):
        data = {**form_data(photo, world, _save="1"), "image-kept": forged}
        del data["image"]
        assert "errorlist" in text(world.client(Role.EDITOR).post(add_url("photo", world), data))


# The next period


def test_the_next_work_schedule_begins_where_the_last_ends(world: World) -> None:
    make_draft(
        "work-schedule",
        site=world.site,
        by=world.officials[Role.EDITOR],
        as_of_on=datetime.date(2026, 11, 9),
        starts_on=datetime.date(2026, 11, 9),
        ends_on=datetime.date(2026, 11, 15),
        work_next="슬래브 콘크리트 타설",
        closure_road="금호로 2차로",
    )
    page = text(world.client(Role.EDITOR).get(add_url("work-schedule", world, "&copy=last")))
    for value in ("2026-11-16", "2026-11-22", "슬래브 콘크리트 타설", "금호로 2차로", "desk-begun"):
        assert value in page
    assert "슬래브" not in text(world.client(Role.EDITOR).get(add_url("work-schedule", world)))


def test_the_next_progress_report_counts_its_days_on(world: World) -> None:
    day = timezone.localdate() - datetime.timedelta(days=30)
    make_draft(
        "progress",
        site=world.site,
        by=world.officials[Role.EDITOR],
        as_of_on=day,
        total_days=900,
        elapsed_days=600,
        left_days=10,
    )
    # The world's own report is older.
    world.drafts["progress"].as_of_on = day - datetime.timedelta(days=30)
    world.drafts["progress"].save()
    response = world.client(Role.EDITOR).get(add_url("progress", world, "&copy=last"))
    initial = response.context["adminform"].form.initial
    assert (initial["total_days"], initial["elapsed_days"], initial["left_days"]) == (900, 630, 0)
    assert initial["actual_percent"] == Decimal("62.10")
    assert "desk-begun" not in text(world.client(Role.EDITOR).get(add_url("payment", world, "&copy=last")))


def test_nothing_is_copied_from_another_departments_site(world: World) -> None:
    client = world.client(OTHER_EDITOR)
    world.drafts["work-schedule"].work_now = "남의 현장 작업"
    world.drafts["work-schedule"].save()
    assert "남의 현장 작업" not in text(client.get(add_url("work-schedule", world, "&copy=last")))


# The preview


def test_a_preview_is_the_public_page_with_the_draft_and_leaves_nothing_behind(world: World) -> None:
    release_all(world)
    draft = make_draft(
        "progress",
        site=world.site,
        by=world.officials[Role.EDITOR],
        as_of_on=timezone.localdate(),
        planned_percent=Decimal("71.00"),
        actual_percent=Decimal("70.30"),
    )
    before = (Release.objects.count(), LedgerEntry.objects.count(), AuditEntry.objects.count())
    response = world.client(Role.EDITOR).get(reverse("admin:desk-preview", args=["progress", draft.pk]))
    page = text(response)
    assert response.status_code == 200
    assert '<div class="preview' in page
    assert "70.3%" in page.replace(" %", "%")
    assert before == (Release.objects.count(), LedgerEntry.objects.count(), AuditEntry.objects.count())
    draft.refresh_from_db()
    assert draft.state == DraftState.DRAFT
    assert "70.3" not in text(world.client(Role.EDITOR).get(f"/sites/{world.site.code}/"))


def test_a_preview_of_a_photo_shows_the_desks_own_copy(world: World) -> None:
    release_all(world)
    client = world.client(Role.EDITOR)
    client.post(add_url("photo", world), form_data(kind_by_slug("photo"), world, _save="1"))
    draft: Any = DRAFT_MODELS["photo"]._default_manager.filter(managed_site=world.site).latest("pk")
    page = text(client.get(reverse("admin:desk-preview", args=["photo", draft.pk])))
    stored = reverse("admin:desk-file", args=[draft.image])
    assert f"/files/{draft.image}" not in page
    assert f"{stored}?size=64.avif" in page
    assert client.get(f"{stored}?size=64.avif")["Content-Type"] == "image/avif"
    assert client.get(f"{stored}?size=../1.avif")["Content-Type"] == "image/jpeg"


def test_a_preview_takes_the_unreleased_site_along(world: World) -> None:
    page = text(
        world.client(Role.EDITOR).get(reverse("admin:desk-preview", args=["contract", world.drafts["contract"].pk]))
    )
    assert "금호로 확장공사(토목)" in page
    assert not Release.objects.filter(site__code=world.site.code).exists()


def test_where_there_is_no_preview_the_page_says_what_is_missing(world: World) -> None:
    draft = world.drafts["progress"]
    draft.planned_percent = None
    draft.save()
    response = world.client(Role.EDITOR).get(reverse("admin:desk-preview", args=["progress", draft.pk]))
    assert "계획공정률" in text(response) and 'class="preview' not in text(response)


def test_save_and_preview_saves_first(world: World) -> None:
    data = {"as_of_on": "2026-11-02", "source_department": world.department.pk, "actual_percent": "71", "_preview": "1"}
    response = world.client(Role.EDITOR).post(page_of(world.drafts["progress"]), data)
    assert response["Location"] == reverse("admin:desk-preview", args=["progress", world.drafts["progress"].pk])
    world.drafts["progress"].refresh_from_db()
    assert world.drafts["progress"].actual_percent == 71


# Renaming


def test_a_renamed_site_keeps_its_code_and_asks_for_a_correction_of_its_record(world: World) -> None:
    release_all(world)
    client = world.client(Role.EDITOR)
    url = reverse("admin:desk-rename", args=[world.site.pk])
    response = client.post(url, {"name": "금호로 2단계 확장공사", "reason": "사업 명칭 변경 고시"})
    correction: Any = DRAFT_MODELS["site"]._default_manager.open().get(managed_site=world.site)
    assert response["Location"] == page_of(correction)
    assert (correction.name, correction.name_en) == ("금호로 2단계 확장공사", "Geumho-ro widening")
    assert (correction.version, correction.correction_reason) == (2, "사업 명칭 변경 고시")
    world.site.refresh_from_db()
    assert world.site.name == "금호로 2단계 확장공사"
    assert AuditEntry.objects.get(action="site.rename").details["before"] != world.site.name
    assert "2단계" not in text(client.get(f"/sites/{world.site.code}/"))  # not before it is approved


def test_a_site_is_not_renamed_while_its_record_is_being_decided(world: World) -> None:
    editor = world.officials[Role.EDITOR]
    actions.submit(draft=world.drafts["site"], by=editor, now=timezone.now())
    with pytest.raises(ActionError, match="제출"):
        actions.rename_site(site=world.site, name="새 이름", reason="고시", by=editor)
    world.site.refresh_from_db()
    assert world.site.name != "새 이름"


def test_renaming_is_for_the_departments_editors(world: World) -> None:
    url = reverse("admin:desk-rename", args=[world.site.pk])
    for persona in (Role.REPORTER, Role.SUPERVISOR, Role.APPROVER, OTHER_EDITOR):
        assert world.client(persona).post(url, {"name": "x", "reason": "y"}).status_code in (403, 404)
    world.site.refresh_from_db()
    assert world.site.name != "x"


# Discarding


def test_a_draft_that_was_never_handed_in_can_be_discarded(world: World) -> None:
    draft = world.drafts["photo"]
    url = reverse("admin:desk-discard-draft", args=["photo", draft.pk])
    client = world.client(Role.EDITOR)
    assert url in text(client.get(page_of(draft)))
    client.post(url)
    assert not DRAFT_MODELS["photo"]._default_manager.filter(pk=draft.pk).exists()
    assert AuditEntry.objects.filter(action="draft.discard").count() == 1


def test_what_was_handed_in_once_cannot_be_discarded(world: World) -> None:
    draft = make_submitted("payment", site=world.site, by=world.officials[Role.EDITOR])
    actions.return_to_editor(draft=draft, by=world.officials[Role.APPROVER], reason="확인", now=timezone.now())
    url = reverse("admin:desk-discard-draft", args=["payment", draft.pk])
    assert world.client(Role.EDITOR).post(url).status_code == 403
    with pytest.raises(ActionError):
        actions.discard_draft(draft=draft, by=world.officials[Role.EDITOR])
    assert DRAFT_MODELS["payment"]._default_manager.filter(pk=draft.pk).exists()


# The point


def test_kinds_with_a_point_have_a_map_that_needs_no_tiles(world: World) -> None:
    client = world.client(Role.EDITOR)
    page = text(client.get(page_of(world.drafts["location"])))
    assert 'id="desk-point"' in page and "leaflet/leaflet" in page and "geo/seoul" in page
    assert "leaflet" not in text(client.get(page_of(world.drafts["progress"])))


def test_the_citys_tiles_are_admitted_on_that_page_alone(world: World, settings: Any) -> None:
    settings.MAP_TILES = "osm"
    client = world.client(Role.EDITOR)
    policy = client.get(page_of(world.drafts["location"]))["Content-Security-Policy"]
    assert "https://tile.openstreetmap.org" in policy
    assert "openstreetmap" not in client.get(page_of(world.drafts["progress"]))["Content-Security-Policy"]
