"""A month's progress of many sites on one page, and thirty photos at once."""

import datetime
import io
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from desk import actions
from desk.models import DRAFT_MODELS, AutosavedForm, DraftState, ManagedSite, Role, StoredFile
from desk.pasted_rows import read_pasted
from tests.factories import make_draft, make_official, make_site, make_submitted
from tests.internal.personas import NOBODY, OTHER_EDITOR, World

GRID = "admin:desk-progress-grid"
_REPORTS: Any = DRAFT_MODELS["progress"]._default_manager
_PHOTOS: Any = DRAFT_MODELS["photo"]._default_manager


def text(response: HttpResponse) -> str:
    return response.content.decode()


@pytest.fixture
def sites(world: World) -> list[ManagedSite]:
    """Three public sites with a released report of two months ago."""
    editor, boss = world.officials[Role.EDITOR], make_official(post="팀장")
    day = timezone.localdate() - datetime.timedelta(days=65)
    made = []
    for number in range(3):
        site = make_site(by=editor, name=f"가람로 {number + 1}공구", code=f"GRID-{timezone.now().timestamp()}-{number}")
        drafts = [make_submitted(kind, site=site, by=editor, as_of_on=day) for kind in ("site", "progress")]
        actions.release_drafts(drafts=drafts, by=boss, now=timezone.now())
        made.append(site)
    return made


def entered(site: ManagedSite, planned: str, actual: str, reason: str = "") -> dict[str, str]:
    return {
        f"s{site.pk}-planned_percent": planned,
        f"s{site.pk}-actual_percent": actual,
        f"s{site.pk}-gap_reason": reason,
    }


def post(world: World, persona: str = Role.EDITOR, **data: str) -> HttpResponse:
    day = timezone.localdate().isoformat()
    return world.client(persona).post(reverse(GRID), {"as_of_on": day, **data})


def test_a_months_progress_of_many_sites_is_handed_in_at_once(world: World, sites: list[ManagedSite]) -> None:
    page = text(world.client(Role.EDITOR).get(reverse(GRID)))
    assert all(site.name in page for site in sites) and world.site.name not in page
    data = entered(sites[0], "66.5", "65.1") | entered(sites[1], "70 %", "61.25", "암반 출현")
    assert post(world, _submit="1", **data).status_code == 302
    first, second = (_REPORTS.get(managed_site=site, version=1, state="submitted") for site in sites[:2])
    assert (first.planned_percent, first.submitted_by) == (Decimal("66.5"), world.officials[Role.EDITOR])
    assert (second.actual_percent, second.gap_reason) == (Decimal("61.25"), "암반 출현")
    assert second.source_department == world.department
    assert not _REPORTS.open().filter(managed_site=sites[2]).exists()  # an empty row is left alone
    page = text(world.client(Role.EDITOR).get(reverse(GRID)))
    assert sites[0].name not in page or f"s{sites[0].pk}-planned_percent" not in page  # it waits


def test_a_wrong_row_keeps_no_other_from_being_saved_and_loses_nothing(world: World, sites: list[ManagedSite]) -> None:
    data = entered(sites[0], "66.5", "65.1") | entered(sites[1], "1200", "61") | entered(sites[2], "60", "", "사유")
    page = text(post(world, _save="1", **data))
    assert _REPORTS.get(managed_site=sites[0], state="draft").actual_percent == Decimal("65.1")
    assert not _REPORTS.open().filter(managed_site__in=sites[1:]).exists()
    assert 'value="1200"' in page and 'value="사유"' in page
    assert page.count("desk-row-wrong") == 2
    again = post(world, _save="1", **entered(sites[0], "66.5", "65.2"))
    assert again.status_code == 302
    assert [draft.actual_percent for draft in _REPORTS.open().filter(managed_site=sites[0])] == [Decimal("65.2")]


def test_a_report_as_of_the_same_day_is_refused_in_its_row(world: World, sites: list[ManagedSite]) -> None:
    last = _REPORTS.get(managed_site=sites[0])
    day = last.as_of_on.isoformat()
    response = world.client(Role.EDITOR).post(
        reverse(GRID), {"as_of_on": day, "_save": "1", **entered(sites[0], "1", "1")}
    )
    assert "desk-cell-error" in text(response) and not _REPORTS.open().filter(managed_site=sites[0]).exists()
    future = (timezone.localdate() + datetime.timedelta(days=1)).isoformat()
    data = {"as_of_on": future, "_save": "1", **entered(sites[0], "1", "1")}
    assert "errorlist" in text(world.client(Role.EDITOR).post(reverse(GRID), data))
    assert not _REPORTS.open().filter(managed_site=sites[0]).exists()


def test_rows_of_a_spreadsheet_fill_the_grid_and_save_nothing(world: World, sites: list[ManagedSite]) -> None:
    lines = [
        "현장\t계획\t실적\t사유",
        f"{sites[0].code}\t71.5\t70%\t",
        f"{sites[1].name.replace(' ', '')}\t72\t69\t민원 협의",
        "없는 현장\t1\t2\t",
    ]
    page = text(post(world, _paste="1", pasted="\r\n".join(lines), **entered(sites[2], "55", "54")))
    for value in ("71.5", "70%", "72", "민원 협의", "55"):
        assert f'value="{value}"' in page
    assert "없는 현장" in page
    assert not _REPORTS.open().filter(managed_site__in=sites).exists()


def test_pasted_lines_are_read_by_code_or_name() -> None:
    site = ManagedSite(pk=5, code="A-1", name="한빛 터널")
    pasted = read_pasted('a-1\t"50"\t49\n\n한빛터널\t51\n제목\t계획\nB-2\t1', [site])
    assert pasted.values == {5: {"planned_percent": "51"}}
    assert pasted.unknown == ["B-2"]


def test_the_last_percentages_fill_the_grid_when_asked_for(world: World, sites: list[ManagedSite]) -> None:
    client = world.client(Role.EDITOR)
    assert 'value="62.10"' not in text(client.get(reverse(GRID)))
    assert 'value="62.10"' in text(client.get(reverse(GRID), {"copy": "last"}))


def test_what_was_typed_into_the_grid_comes_back(world: World, sites: list[ManagedSite]) -> None:
    editor = world.officials[Role.EDITOR]
    values = {f"s{sites[0].pk}-actual_percent": ["63.3"]}
    actions.autosave(form="progress-grid", values=values, by=editor, now=timezone.now())
    client = world.client(Role.EDITOR)
    assert "63.3" not in text(client.get(reverse(GRID)))
    assert 'value="63.3"' in text(client.get(reverse(GRID), {"restore": "1"}))
    post(world, _save="1", **entered(sites[0], "64", "63.3"))
    assert AutosavedForm.objects.get(official=editor).values == {}


def test_the_grid_has_nobody_elses_sites(world: World, sites: list[ManagedSite]) -> None:
    assert world.client(NOBODY).get(reverse(GRID)).status_code == 403
    assert world.client(Role.APPROVER).get(reverse(GRID)).status_code == 403
    assert sites[0].name not in text(world.client(OTHER_EDITOR).get(reverse(GRID), {"all": "1"}))
    post(world, OTHER_EDITOR, _save="1", **entered(sites[0], "1", "1"))
    assert not _REPORTS.open().filter(managed_site=sites[0]).exists()


def test_the_grid_takes_no_more_statements_with_more_sites(
    world: World, sites: list[ManagedSite], django_assert_max_num_queries: Any
) -> None:
    client = world.client(Role.EDITOR)
    client.get(reverse(GRID))
    with django_assert_max_num_queries(20):
        client.get(reverse(GRID), {"all": "1"})


# Photos


def picture(name: str, *, colour: int, day: str = "") -> SimpleUploadedFile:
    image = Image.new("RGB", (64, 48), (colour, 90, 90))
    exif = Image.Exif()
    if day:
        exif.get_ifd(0x8769)[0x9003] = f"{day} 10:11:12"
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", exif=exif)
    return SimpleUploadedFile(name, buffer.getvalue(), "image/jpeg")


def photos_url(world: World) -> str:
    return reverse("admin:desk-photos", args=[world.site.pk])


def test_each_file_of_a_drop_has_its_own_outcome(world: World) -> None:
    before = _PHOTOS.count()
    files = [picture(f"IMG_{number}.jpg", colour=number * 8) for number in range(30)]
    files[7] = SimpleUploadedFile("Minutes.jpg", b"MZ no picture", "image/jpeg")
    files[9] = picture("Again.jpg", colour=0)
    client = world.client(Role.EDITOR)
    data = {"photos": files, "work_item": "토공", "viewpoint": "북쪽 육교 위"}
    page = text(client.post(photos_url(world), data, follow=True))
    assert _PHOTOS.count() == before + 28
    told = page[page.index("messagelist") : page.index("</ul>", page.index("messagelist"))]
    assert "Minutes.jpg:" in told and "Again.jpg:" in told
    made = _PHOTOS.filter(managed_site=world.site).latest("pk")
    assert (made.work_item, made.viewpoint, made.state) == ("토공", "북쪽 육교 위", DraftState.DRAFT)


def test_the_camera_says_the_day_unless_somebody_knows_better(world: World) -> None:
    client = world.client(Role.EDITOR)
    future = (timezone.localdate() + datetime.timedelta(days=400)).strftime("%Y:%m:%d")
    client.post(photos_url(world), {"photos": [picture("a.jpg", colour=1, day="2026:10:05")]})
    client.post(photos_url(world), {"photos": [picture("b.jpg", colour=9, day=future)]})
    client.post(
        photos_url(world), {"photos": [picture("c.jpg", colour=17, day="2026:10:05")], "taken_on": "2026-10-06"}
    )
    taken = list(_PHOTOS.filter(managed_site=world.site).order_by("-pk")[:3])
    assert [photo.taken_on for photo in taken] == [datetime.date(2026, 10, 6), None, datetime.date(2026, 10, 5)]
    assert taken[1].as_of_on == timezone.localdate()
    assert b"2026:10:05" not in bytes(StoredFile.objects.get(pk=taken[2].image).content)


def test_the_script_hears_of_each_file(world: World) -> None:
    client = world.client(Role.EDITOR)
    headers = {"Accept": "application/json"}
    good = client.post(photos_url(world), {"photos": picture("a.jpg", colour=33)}, headers=headers)
    assert client.get(good.json()["thumbnail"])["Content-Type"] == "image/jpeg"
    bad = client.post(photos_url(world), {"photos": SimpleUploadedFile("a.gif", b"GIF89a")}, headers=headers)
    assert bad.status_code == 400 and bad.json()["error"]
    assert client.post(photos_url(world), {}, headers=headers).status_code == 400


def test_photos_are_described_removed_and_handed_in_each_for_itself(world: World) -> None:
    editor = world.officials[Role.EDITOR]
    first = world.drafts["photo"]
    second, third = (make_draft("photo", site=world.site, by=editor, work_item="") for _number in range(2))
    data = {
        f"p{first.pk}-work_item": "교각",
        f"p{second.pk}-work_item": "",
        f"p{third.pk}-remove": "on",
        "_submit": "1",
    }
    page = text(world.client(Role.EDITOR).post(photos_url(world), {**data, "_submit": "1"}))
    assert [_PHOTOS.get(pk=draft.pk).state for draft in (first, second)] == ["submitted", "draft"]
    assert _PHOTOS.get(pk=first.pk).work_item == "교각"
    assert not _PHOTOS.filter(pk=third.pk).exists()
    assert f'name="p{second.pk}-work_item"' in page and f'name="p{first.pk}-work_item"' not in page


def test_photos_of_another_departments_site_are_refused(world: World) -> None:
    client = world.client(OTHER_EDITOR)
    before = StoredFile.objects.count()
    assert client.get(photos_url(world)).status_code == 404
    assert client.post(photos_url(world), {"photos": [picture("a.jpg", colour=1)]}).status_code == 404
    assert world.client(Role.APPROVER).post(photos_url(world), {}).status_code == 403
    assert StoredFile.objects.count() == before
