"""Entering, submitting and correcting in the admin, as officials do it."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from PIL import Image

from desk.models import DRAFT_MODELS, AuditEntry, Draft, DraftState, Role, StoredFile
from disclosures.kinds import ALL_KINDS, Kind
from disclosures.kinds.fields import FileDigestField
from tests.factories import CONTENT, make_draft, make_site
from tests.internal.personas import OTHER_EDITOR, World
from tests.internal.stories import release_all


def jpeg(*, colour: str = "teal") -> SimpleUploadedFile:
    buffer = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(buffer, "JPEG")
    return SimpleUploadedFile("IMG_0001.jpg", buffer.getvalue(), "image/jpeg")


def form_data(kind: Kind, world: World, **values: Any) -> dict[str, Any]:
    """What a browser sends for a complete draft of the kind."""
    content = {
        name: ",".join(value) if isinstance(value, list) else str(value) for name, value in CONTENT[kind.slug].items()
    }
    header = {"managed_site": world.site.pk, "as_of_on": "2026-11-02", "source_department": world.department.pk}
    if kind.slug == "site":
        content["department"] = str(world.department.pk)
    for field in kind.fields:
        if isinstance(field, FileDigestField) and field.name in kind.fields_class.required:
            content[field.name] = jpeg()
    return {**header, **content, **values}


def page_of(draft: Draft, page: str = "change") -> str:
    return reverse(f"admin:desk_{draft._meta.model_name}_{page}", args=[draft.pk])


def add_page(kind: Kind) -> str:
    return reverse(f"admin:desk_{DRAFT_MODELS[kind.slug]._meta.model_name}_add")


def newest(kind: Kind, world: World) -> Draft:
    return DRAFT_MODELS[kind.slug]._default_manager.filter(managed_site=world.site).latest("pk")


def text(response: HttpResponse) -> str:
    return response.content.decode()


@pytest.mark.parametrize("kind", ALL_KINDS, ids=lambda kind: kind.slug)
def test_every_kind_has_a_form_that_saves_and_submits(world: World, kind: Kind) -> None:
    DRAFT_MODELS[kind.slug]._default_manager.filter(managed_site=world.site).delete()
    client = world.client(Role.EDITOR)
    page = client.get(add_page(kind), {"managed_site": world.site.pk})
    assert page.status_code == 200
    for field in kind.fields:
        assert f'name="{field.name}"' in text(page)
    client.post(add_page(kind), form_data(kind, world, _save="1"))
    draft = newest(kind, world)
    assert draft.state == DraftState.DRAFT
    assert draft.entered_by == world.officials[Role.EDITOR]
    for name in kind.fields_class.required:
        assert getattr(draft, name) not in (None, "")
    data = {key: value for key, value in form_data(kind, world).items() if not hasattr(value, "read")}
    client.post(page_of(draft), {**data, "_submit": "1"})
    draft.refresh_from_db()
    assert draft.state == DraftState.SUBMITTED
    assert draft.submitted_by == world.officials[Role.EDITOR]
    assert AuditEntry.objects.filter(action="draft.submit", subject__startswith=kind.slug).exists()


@pytest.mark.parametrize("kind", ALL_KINDS, ids=lambda kind: kind.slug)
@pytest.mark.parametrize(("language", "words"), [("ko", "제출하기 전에"), ("en", "Needed before submitting:")])
def test_an_incomplete_draft_is_kept_but_not_submitted_and_the_field_says_why(
    world: World, kind: Kind, language: str, words: str
) -> None:
    DRAFT_MODELS[kind.slug]._default_manager.filter(managed_site=world.site).delete()
    header = {"managed_site": world.site.pk, "as_of_on": "2026-11-02", "source_department": world.department.pk}
    client = world.client(Role.EDITOR)
    client.post(add_page(kind), {**header, "_save": "1"})
    draft = newest(kind, world)
    with translation.override(language):
        page = client.post(page_of(draft), {**header, "_submit": "1"})
    assert page.status_code == 200
    assert text(page).count("errorlist") >= len(kind.fields_class.required)
    assert words in text(page)
    draft.refresh_from_db()
    assert draft.state == DraftState.DRAFT


def test_a_reporter_enters_and_the_supervisor_submits(world: World) -> None:
    draft = world.drafts["progress"]
    # The reporter's button reports to the supervisor; the supervisor's goes on to an approver.
    assert 'name="_submit"' in text(world.client(Role.REPORTER).get(page_of(draft)))
    supervisor = world.client(Role.SUPERVISOR)
    assert 'name="_submit"' in text(supervisor.get(page_of(draft)))
    supervisor.post(reverse("admin:desk-submit", args=["progress", draft.pk]))
    draft.refresh_from_db()
    assert (draft.entered_by, draft.submitted_by) == (world.officials[Role.REPORTER], world.officials[Role.SUPERVISOR])


def test_a_reporter_cannot_submit_by_a_forged_button(world: World) -> None:
    draft = world.drafts["overview"]
    header = {"as_of_on": "2026-11-02", "source_department": world.department.pk, "purpose": "정체 완화"}
    assert world.client(Role.REPORTER).post(page_of(draft), {**header, "_submit": "1"}).status_code == 403
    draft.refresh_from_db()
    assert draft.state == DraftState.DRAFT


def test_an_upload_is_cleaned_stored_and_shown_and_can_be_removed(world: World) -> None:
    client = world.client(Role.EDITOR)
    rendering = next(kind for kind in ALL_KINDS if kind.slug == "rendering")
    client.post(add_page(rendering), form_data(rendering, world, _save="1"))
    draft = newest(rendering, world)
    assert StoredFile.objects.get(pk=draft.image).uploaded_by == world.officials[Role.EDITOR]
    picture = reverse("admin:desk-file", args=[draft.image])
    assert picture in text(client.get(page_of(draft)))
    assert client.get(picture)["Content-Type"] == "image/jpeg"
    header = {"as_of_on": "2026-11-02", "source_department": world.department.pk, "caption": "완공 뒤"}
    client.post(page_of(draft), {**header, "_save": "1"})
    kept = DRAFT_MODELS["rendering"]._default_manager.get(pk=draft.pk)
    assert kept.image == draft.image
    client.post(page_of(draft), {**header, "image-clear": "on", "_save": "1"})
    kept.refresh_from_db()
    assert kept.image == ""


def test_what_is_no_picture_is_refused_at_its_field(world: World) -> None:
    rendering = next(kind for kind in ALL_KINDS if kind.slug == "rendering")
    fake = SimpleUploadedFile("photo.jpg", b"MZ not a picture", "image/jpeg")
    before = StoredFile.objects.count()
    page = world.client(Role.EDITOR).post(add_page(rendering), form_data(rendering, world, image=fake, _save="1"))
    assert "errorlist" in text(page)
    assert StoredFile.objects.count() == before


def test_a_second_overview_is_refused(world: World) -> None:
    overview = next(kind for kind in ALL_KINDS if kind.slug == "overview")
    page = world.client(Role.EDITOR).post(add_page(overview), form_data(overview, world, _save="1"))
    assert "errornote" in text(page)
    assert DRAFT_MODELS["overview"]._default_manager.filter(managed_site=world.site).count() == 1


def test_a_forged_site_of_another_department_is_refused(world: World) -> None:
    overview = next(kind for kind in ALL_KINDS if kind.slug == "overview")
    page = world.client(OTHER_EDITOR).post(add_page(overview), form_data(overview, world, _save="1"))
    assert "errorlist" in text(page)
    assert DRAFT_MODELS["overview"]._default_manager.filter(managed_site=world.site).count() == 1


def test_a_submitted_draft_can_be_read_but_not_changed(world: World) -> None:
    draft = world.drafts["progress"]
    client = world.client(Role.EDITOR)
    client.post(reverse("admin:desk-submit", args=["progress", draft.pk]))
    page = client.get(page_of(draft))
    assert page.status_code == 200
    assert 'name="planned_percent"' not in text(page)
    assert client.post(page_of(draft), {"planned_percent": "1", "_save": "1"}).status_code == 403


def test_a_correction_asks_for_its_reason_and_shows_what_differs(world: World) -> None:
    release_all(world)
    draft = world.drafts["progress"]
    client = world.client(Role.EDITOR)
    url = reverse("admin:desk-correct", args=["progress", draft.pk])
    assert "errorlist" in text(client.post(url, {"reason": " "}))
    client.post(url, {"reason": "감리 확인 결과 반영"})
    correction = DRAFT_MODELS["progress"]._default_manager.get(item=draft.item, version=2)
    assert correction.correction_reason == "감리 확인 결과 반영"
    data = {
        "as_of_on": "2026-11-02",
        "source_department": world.department.pk,
        "correction_reason": "감리 확인 결과 반영",
        "planned_percent": "64.00",
        "actual_percent": "63.50",
        "_save": "1",
    }
    client.post(page_of(correction), data)
    history = text(client.get(page_of(correction, "history")))
    assert "<del>62.10</del>" in history
    assert "<ins>63.50</ins>" in history
    assert "감리 확인 결과 반영" in history


def test_the_site_page_lists_its_kinds_with_what_is_stale_and_open(
    world: World, django_assert_max_num_queries: Any
) -> None:
    release_all(world)
    make_draft("progress", site=world.site, by=world.officials[Role.EDITOR], as_of_on="2026-11-09")
    client = world.client(Role.EDITOR)
    url = reverse("admin:desk_managedsite_change", args=[world.site.pk])
    client.get(url)
    with django_assert_max_num_queries(16):
        page = text(client.get(url))
    for kind in ALL_KINDS:
        assert str(kind.title) in page
    assert "desk-stale" in page  # the work schedule of 2 November is renewed weekly
    assert f"/sites/{world.site.code}/" in page


def test_the_page_of_a_site_takes_no_more_statements_with_more_items(
    world: World, django_assert_num_queries: Any
) -> None:
    client = world.client(Role.EDITOR)
    url = reverse("admin:desk_managedsite_change", args=[world.site.pk])
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(url)
    for day in range(1, 15):
        make_draft("progress", site=world.site, by=world.officials[Role.EDITOR], as_of_on=f"2026-10-{day:02}")
    with django_assert_num_queries(len(few)):
        client.get(url)


def test_an_editor_opens_a_site_of_the_own_department_only(world: World) -> None:
    client = world.client(Role.EDITOR)
    url = reverse("admin:desk_managedsite_add")
    data = {"code": "N-2026-001", "name": "새 육교", "department": world.department.pk, "_save": "1"}
    assert "errorlist" in text(client.post(url, {**data, "department": world.elsewhere.pk}))
    assert client.post(url, data).status_code == 302
    assert AuditEntry.objects.filter(action="site.open", subject="site:N-2026-001").exists()


def test_lists_show_the_own_department(world: World) -> None:
    elsewhere = make_site(by=world.officials[OTHER_EDITOR], name="다른 부서 현장")
    make_draft("overview", site=elsewhere, by=world.officials[OTHER_EDITOR])
    for page in ("managedsite", "overviewdraft"):
        url = reverse(f"admin:desk_{page}_changelist")
        assert "다른 부서 현장" not in text(world.client(Role.EDITOR).get(url))
        assert "다른 부서 현장" in text(world.client(Role.AUDITOR).get(url))
