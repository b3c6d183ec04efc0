"""Spreadsheets out and in, as an official uses them."""

import csv
import datetime
import io
import uuid
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from desk import actions
from desk.models import AuditEntry, Draft, Role, Spreadsheet, draft_model
from desk.spreadsheets import sheets
from desk.spreadsheets.columns import KindSheet, kinds
from desk.spreadsheets.exporting import export, template
from desk.spreadsheets.reading import read_rows
from desk.spreadsheets.widgets import text_of
from disclosures.kinds import kind_by_slug
from tests.factories import make_draft, make_official, make_site
from tests.internal.personas import OTHER_EDITOR, World
from tests.internal.stories import release_all

INDEX = reverse("admin:desk-spreadsheets")
RATES = ("planned_percent", "actual_percent")


def table(*rows: list[Any], head: list[str] | None = None) -> bytes:
    return sheets.write(head or heads(), rows, form=sheets.XLSX)


def heads(*names: str) -> list[str]:
    """The headings of these fields, the needed ones first."""
    fields = KindSheet(kind_by_slug("progress")).fields
    return [fields[name].column_name for name in ("managed_site__code", "as_of_on", *(names or RATES))]


def upload(client: Client, content: bytes, *, kind: str = "progress", name: str = "공정.xlsx") -> HttpResponse:
    return client.post(INDEX, {"kind": kind, "file": SimpleUploadedFile(name, content)}, follow=True)


def downloaded(client: Client, *, kind: str = "progress", what: str = "all", form: str = "xlsx") -> bytes:
    response = client.get(reverse("admin:desk-spreadsheet-download", args=[kind, what, form]))
    assert response.status_code == 200
    return bytes(response.content)


def cells(content: bytes) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))


def put(client: Client, preview: HttpResponse, **data: str) -> HttpResponse:
    return client.post(place_of(preview), {"put": "1", **data}, follow=True)


def versions(world: World) -> list[Draft]:
    return list(draft_model("progress").objects.filter(managed_site=world.site).order_by("as_of_on", "version"))


def place_of(preview: HttpResponse) -> str:
    return str(preview.wsgi_request.path)  # type: ignore[attr-defined]


def bad(preview: HttpResponse) -> dict[str, str]:
    return {cell.address: str(cell.reason) for cell in preview.context["reading"].bad}


def test_a_new_report_is_previewed_and_handed_in(world: World) -> None:
    client = world.client(Role.EDITOR)
    preview = upload(client, table([world.site.code, "2026-12-31", 70, "68.5"]))
    assert preview.context["counts"] == {"new": 1, "changed": 0, "unchanged": 0}
    assert len(versions(world)) == 1  # the preview writes nothing
    put(client, preview)
    new: Any = versions(world)[-1]
    assert (new.planned_percent, new.actual_percent) == (Decimal("70.00"), Decimal("68.50"))
    assert (new.state, new.source, new.version) == ("submitted", "official", 1)
    assert new.submitted_by == world.officials[Role.EDITOR]
    assert new.source_department == world.department
    assert not Spreadsheet.objects.exists()
    assert AuditEntry.objects.filter(action="spreadsheet.put", by=world.officials[Role.EDITOR]).count() == 1


def test_a_correction_shows_what_changes_and_needs_a_reason(world: World) -> None:
    release_all(world)
    client = world.client(Role.EDITOR)
    as_of = world.drafts["progress"].as_of_on
    preview = upload(client, table([world.site.code, as_of, 64, 63]))
    assert preview.context["counts"]["changed"] == 1
    [(_row, changes)] = preview.context["lines"]
    assert [(change.name, change.before, change.after) for change in changes] == [("actual_percent", "62.10", "63.00")]
    refused = put(client, preview)
    assert refused.context["form"].errors
    assert len(versions(world)) == 1
    put(client, preview, reason="실적을 다시 확인함")
    new: Any = versions(world)[-1]
    assert (new.version, new.state, new.correction_reason) == (2, "submitted", "실적을 다시 확인함")
    assert new.elapsed_days == world.drafts["progress"].elapsed_days  # type: ignore[attr-defined]


def test_every_bad_cell_is_named_and_nothing_is_half_written(world: World) -> None:
    client = world.client(Role.EDITOR)
    preview = upload(
        client,
        table(
            [world.site.code, "2026-12-31", 70, 68],
            [world.site.code, "2026-11-31", "많음", 68],
            ["NOWHERE", "2026-12-31", 70, 68],
            [world.site.code, None, 70, "68.555"],
            [world.site.code, "2027-01-31", None, 5000],
            [None, "2027-02-28", 70, 68],
        ),
    )
    found = bad(preview)
    assert sorted(found) == ["A4", "A7", "B3", "B5", "C3", "C6", "D5", "D6"]
    assert all(reason for reason in found.values())
    assert put(client, preview).status_code == 200
    assert len(versions(world)) == 1
    listed = client.get(f"{place_of(preview)}cells/")
    lines = list(csv.reader(io.StringIO(b"".join(listed.streaming_content).decode("utf-8-sig"))))  # type: ignore[attr-defined]
    assert [line[0] for line in lines[1:]] == ["B3", "C3", "A4", "B5", "D5", "C6", "D6", "A7"]


def test_reasons_are_told_in_the_language_of_the_official(world: World) -> None:
    client = world.client(Role.EDITOR)
    preview = upload(client, table([world.site.code, None, 70, 68]))
    korean, english = (bad(client.get(f"{language}{place_of(preview)}"))["B2"] for language in ("", "/en"))
    assert english == "This has to be filled in."
    assert korean != english


def test_the_same_file_again_says_nothing_new(world: World) -> None:
    client = world.client(Role.EDITOR)
    content = table([world.site.code, "2026-12-31", 70, 68])
    put(client, upload(client, content))
    again = upload(client, content)
    assert again.context["counts"] == {"new": 0, "changed": 0, "unchanged": 1}


def test_a_kept_file_goes_in_once(world: World) -> None:
    client = world.client(Role.EDITOR)
    preview = upload(client, table([world.site.code, "2026-12-31", 70, 68]))
    put(client, preview)
    assert put(client, preview).status_code == 404
    assert len(versions(world)) == 2


def test_what_waits_for_approval_or_is_in_other_hands_is_not_overwritten(world: World) -> None:
    client = world.client(Role.EDITOR)
    as_of = world.drafts["progress"].as_of_on
    assert "A2" in bad(upload(client, table([world.site.code, as_of, 64, 63])))  # the reporter's draft
    content = table([world.site.code, "2026-12-31", 70, 68])
    put(client, upload(client, content))
    assert "A2" in bad(upload(client, table([world.site.code, "2026-12-31", 70, 69])))  # one's own, handed in


def test_a_site_elsewhere_is_out_of_reach(world: World) -> None:
    content = table([world.site.code, "2026-12-31", 70, 68])
    assert list(bad(upload(world.client(OTHER_EDITOR), content))) == ["A2"]


def test_an_upload_belongs_to_who_uploaded_it(world: World) -> None:
    preview = upload(world.client(Role.EDITOR), table([world.site.code, "2026-12-31", 70, 68]))
    other = world.client(OTHER_EDITOR)
    assert other.get(place_of(preview)).status_code == 404
    assert other.post(place_of(preview), {"put": "1"}).status_code == 404


@pytest.mark.parametrize("persona", [Role.REPORTER.value, Role.APPROVER.value, Role.AUDITOR.value])
def test_who_may_not_hand_in_may_not_upload(world: World, persona: str) -> None:
    client = world.client(persona)
    assert client.post(INDEX, {"kind": "progress"}).status_code == 403


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_was_taken_out_comes_back_in_unchanged(world: World, form: str) -> None:
    release_all(world)
    client = world.client(Role.EDITOR)
    for kind in kinds():
        content = downloaded(client, kind=kind.slug, form=form)
        preview = upload(client, content, kind=kind.slug, name=f"rows.{form}")
        reading = preview.context["reading"]
        assert (reading.bad, reading.count("unchanged")) == ([], 1), kind.slug
    assert AuditEntry.objects.filter(action="spreadsheet.export").count() == len(kinds())


def test_the_template_has_a_row_for_each_site_with_its_newest_values_and_today(world: World) -> None:
    release_all(world)
    quiet = make_site(by=world.officials[Role.EDITOR])
    head, *rows = cells(downloaded(world.client(Role.EDITOR), what="template"))
    by_code = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    assert set(by_code) == {world.site.code, quiet.code}
    today, columns = timezone.localdate(), heads()
    for row in by_code.values():
        assert row[columns[1]].date() == today
    assert by_code[world.site.code][columns[2]] == 64
    assert by_code[quiet.code][columns[2]] is None


def test_a_filled_template_makes_a_new_report(world: World) -> None:
    release_all(world)
    client = world.client(Role.EDITOR)
    preview = upload(client, downloaded(client, what="template"))
    assert preview.context["counts"] == {"new": 1, "changed": 0, "unchanged": 0}


def test_an_item_s_number_tells_it_when_what_identifies_it_changes(world: World) -> None:
    release_all(world)
    contract = world.drafts["contract"]
    content = sheets.write(
        ["managed_site__code", "as_of_on", "number", "item"],
        [[world.site.code, "2026-12-01", "2025-0001-1", str(contract.item)]],
        form=sheets.CSV,
    )
    client = world.client(Role.EDITOR)
    preview = upload(client, content, kind="contract", name="계약.csv")
    assert bad(preview) == {}
    assert preview.context["counts"]["changed"] == 1
    stranger = content.replace(str(contract.item).encode(), str(uuid.uuid4()).encode())
    assert "D2" in bad(upload(client, stranger, kind="contract", name="계약.csv"))


def test_two_rows_about_the_same_item_are_told(world: World) -> None:
    row = [world.site.code, "2026-12-31", 70, 68]
    assert list(bad(upload(world.client(Role.EDITOR), table(row, row)))) == ["A3"]


def test_columns_that_are_unknown_missing_or_twice_are_told(world: World) -> None:
    client = world.client(Role.EDITOR)
    code, as_of, planned, actual = heads()
    assert "C1" in bad(upload(client, table(["x"] * 3, head=[code, as_of, "비고"])))
    assert "A1" in bad(upload(client, table(["x"] * 2, head=[code, planned])))
    assert "C1" in bad(upload(client, table(["x"] * 3, head=[code, as_of, as_of])))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"\xff\xfe\x00\x01\x00", b"%PDF-1.7", b"\x00" * 50])
def test_what_is_no_spreadsheet_is_refused_in_words(world: World, content: bytes) -> None:
    page = upload(world.client(Role.EDITOR), content or b" ")
    assert not Spreadsheet.objects.exists() or bad(page)


def test_a_file_that_unpacks_to_too_much_is_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "_LARGEST_UNPACKED", 1000)
    page = upload(world.client(Role.EDITOR), table([world.site.code, "2026-12-31", 70, 68]))
    assert page.context["form"].errors["file"]


def test_csv_of_korean_spreadsheets_is_read(world: World) -> None:
    text = sheets.write(heads(), [[world.site.code, "2026.12.31.", "70%", "68"]], form=sheets.CSV)
    content = text.decode("utf-8-sig").encode("cp949")
    preview = upload(world.client(Role.EDITOR), content, name="공정.csv")
    assert preview.context["counts"]["new"] == 1


def test_text_that_a_spreadsheet_would_run_is_guarded_and_comes_back_as_it_was(world: World) -> None:
    evil = '=HYPERLINK("http://x")'
    schedule: Any = make_draft("work-schedule", site=world.site, by=world.officials[Role.EDITOR], work_now=evil)
    kind = kind_by_slug("work-schedule")
    sites = type(world.site).objects.filter(pk=world.site.pk)
    content, _rows = export(kind, sites, form=sheets.XLSX)
    assert f"'{evil}" in [cell for row in cells(content) for cell in row]
    reading = read_rows(sheets.read(content), kind, by=world.officials[Role.EDITOR], now=timezone.now())
    mine = [result for row, result in zip(reading.rows, reading.results, strict=True) if row.item.item == schedule.item]
    assert [result.outcome for result in mine] == ["unchanged"]


def test_a_template_of_a_kind_with_one_item_names_it(world: World) -> None:
    sites = type(world.site).objects.filter(pk=world.site.pk)
    today = datetime.date(2026, 12, 1)
    content, rows = template(kind_by_slug("overview"), sites, today=today, form=sheets.XLSX)
    assert rows == 1
    assert cells(content)[1][-1] == str(world.drafts["overview"].item)


def test_what_was_taken_down_is_in_no_file(world: World) -> None:
    release_all(world)
    progress = draft_model("progress").objects.get(managed_site=world.site)
    actions.withdraw(releases=[progress.release], by=make_official(), reason="오류", now=timezone.now())
    assert len(cells(downloaded(world.client(Role.EDITOR)))) == 1


@pytest.mark.parametrize(
    ("cell", "text"),
    [(11.049999999999999, "11.05"), (5.0, "5"), (223_763_000_000.0, "223763000000"), (0.1 + 0.2, "0.3"), (None, "")],
)
def test_reckoned_number_is_read_as_the_spreadsheet_shows_it(cell: float | None, text: str) -> None:
    assert text_of(cell) == text
