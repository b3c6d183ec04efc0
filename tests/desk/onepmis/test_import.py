"""Rows into drafts, on the real database, each test rolled back."""

import csv
import datetime
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from PIL import Image

from desk.actions import release_drafts
from desk.models import DRAFT_MODELS, Conflict, Draft, ManagedSite, Official, draft_model
from desk.onepmis.departments import UNKNOWN_CODE
from desk.onepmis.real import SAMPLE_ROWS, import_real
from desk.onepmis.services import SERVICES
from disclosures.models import Release
from sites.models import ConstructionSite, Department
from tests.desk.onepmis.open_api import KEY, OpenApi, json_answer, serving, xml_answer
from tests.factories import make_official

pytestmark = pytest.mark.django_db

BIZ = "ListOnePMISBizInfo"
ROW: dict[str, Any] = {
    "BIZ_CD": "9990001",
    "BIZ_NM": "한강로 도로확장공사",
    "CMCN_YN1": "1",
    "CMCN_YN2": "진행 ",
    "PROCS_PLAN": "50.00",
    "PROCS_PRFMNC": "48.50",
    "CRTR_YMD": "20260831",
    "DAY_TOT": "731",
    "DAY_ELPS": "364",
    "DAY_JOB": "366",
    "AMT_CTRT": "88.00",
    "AMT_BIZ": "120.5",
    "CSTRN_PRD": "2025-09-01 ~ 2027-09-01",
    "CSTRN_PSTN": "서울 용산구 한강로 일대",
    "LAT": "37.5300",
    "LOT": "126.9700",
    "PIC_PE_NM": "홍길동",
    "SPVS_PE_NM": "김감리(책임건설사업관리자)",
    "AGT_PE_NM": "박현장(현장대리인)",
    "INST_NM": "도시기반시설본부",
    "SPVS_NM": "(주)한울감리",
    "CNST_ENT": "가온건설 주식회사",
    "BIZ_SCL": "연장 1.2km",
    "WEB_CMR_RTSP_ADDR": "rtsp://cam.seoul.go.kr/1",
    "ARLV_IMG_URL": None,
    "GU_NM": "용산구",
}
OLD_NAMES = {
    "BIZ_CD": "PJT_CD",
    "BIZ_NM": "PJT_NAME",
    "CMCN_YN1": "PJT_FIN_YN",
    "CMCN_YN2": "PJT_FIN_YN_NM",
    "PROCS_PLAN": "PLAN_RT",
    "PROCS_PRFMNC": "REAL_RT",
    "CRTR_YMD": "BASIC_DT",
    "DAY_TOT": "DT1",
    "DAY_ELPS": "DT2",
    "DAY_JOB": "DT3",
    "AMT_CTRT": "TOT_CNTRT_AMT",
    "AMT_BIZ": "TOT_PJT_AMT",
    "CSTRN_PRD": "DU_DATE",
    "CSTRN_PSTN": "OFFICE_ADDR",
    "LOT": "LNG",
    "PIC_PE_NM": "USER_1",
    "SPVS_PE_NM": "USER_2",
    "AGT_PE_NM": "USER_3",
    "INST_NM": "ORG_1",
    "SPVS_NM": "ORG_2",
    "CNST_ENT": "ORG_3",
    "BIZ_SCL": "PJT_SCALE",
    "WEB_CMR_RTSP_ADDR": "RTSP_ADDR",
    "ARLV_IMG_URL": "AIR_VIEW_IMG",
}


def run(source: Path | str, *options: str, service: str = BIZ) -> int:
    """The exit code of the command."""
    try:
        call_command("import_onepmis", str(source), "--service", service, *options, stdout=io.StringIO())
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def answer(folder: Path, *rows: dict[str, Any], service: str = BIZ, form: str = "json") -> Path:
    path = folder / f"answer.{form}"
    path.write_bytes((json_answer if form == "json" else xml_answer)(service, list(rows), len(rows)))
    return path


def drafts(code: str = "9990001") -> dict[str, list[Draft]]:
    """Every version of a site, by kind."""
    found = {slug: list(model.objects.filter(managed_site__code=code)) for slug, model in DRAFT_MODELS.items()}
    return {slug: rows for slug, rows in found.items() if rows}


def only(kind: str) -> Any:
    """The one version that the site has of a kind."""
    [draft] = drafts()[kind]
    return draft


def content(code: str = "9990001") -> list[tuple[Any, ...]]:
    """All that the desk holds of a site, without ids and times."""
    return sorted(
        (slug, str(draft.item), draft.version, draft.state, draft.as_of_on, *(str(value) for _field, value in values))
        for slug, rows in drafts(code).items()
        for draft in rows
        for values in [list(draft.kind.values(draft))]
    )


def rejected(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def release_all(code: str) -> list[Release]:
    submitted = [draft for rows in drafts(code).values() for draft in rows if draft.state == "submitted"]
    return release_drafts(drafts=submitted, by=make_official(), now=timezone.now())


def test_a_row_becomes_submitted_disclosures(tmp_path: Path) -> None:
    assert run(answer(tmp_path, ROW)) == 0
    found = drafts()
    assert {slug: len(rows) for slug, rows in found.items()} == {
        "site": 1,
        "overview": 1,
        "location": 1,
        "participant": 3,
        "progress": 1,
        "webcam": 1,
        "contract": 1,
    }
    for rows in found.values():
        for draft in rows:
            assert (draft.state, draft.source, draft.version) == ("submitted", "one-pmis", 1)
            assert draft.as_of_on == datetime.date(2026, 8, 31)
            assert draft.submitted_by == draft.entered_by == Official.objects.get(username="onepmis")
            draft.full_clean(exclude=["release", "decided_by", "return_reason"])
    site: Any = found["site"][0]
    assert (site.district_codes, site.work_type, site.status) == (["11170"], "road", "ongoing")
    # Nobody has approved this row yet, so the department it names is not added to the public directory.
    assert site.department.code == UNKNOWN_CODE
    assert not Department.objects.filter(name="도시기반시설본부").exists()
    contract: Any = found["contract"][0]
    assert (contract.amount, contract.winner) == (8_800_000_000, "가온건설 주식회사")


def test_a_department_is_added_when_the_operator_says_so_and_found_when_it_is_there(tmp_path: Path) -> None:
    assert run(answer(tmp_path, ROW), "--add-departments") == 0
    assert run(answer(tmp_path, {**ROW, "BIZ_CD": "9990009"})) == 0
    added = Department.objects.get(name="도시기반시설본부")
    sites: list[Any] = [drafts(code)["site"][0] for code in ("9990001", "9990009")]
    assert [site.department for site in sites] == [added, added]


def test_nobody_can_sign_in_as_the_importer(tmp_path: Path) -> None:
    run(answer(tmp_path, ROW))
    official = Official.objects.get(username="onepmis")
    assert not official.is_active
    assert not official.has_usable_password()


def test_names_of_persons_stay_out(tmp_path: Path, settings: Any) -> None:
    settings.OFFICER_NAMES = "masked"
    run(answer(tmp_path, ROW))
    people: list[Any] = drafts()["participant"]
    assert {(person.role, person.responsible_person, person.position) for person in people} == {
        ("client", "", ""),
        ("supervisor", "", "책임건설사업관리자"),
        ("contractor", "", "현장대리인"),
    }


def test_an_official_s_name_goes_in_where_the_city_publishes_names(tmp_path: Path, settings: Any) -> None:
    settings.OFFICER_NAMES = "published"
    run(answer(tmp_path, ROW))
    people: list[Any] = drafts()["participant"]
    assert {person.responsible_person for person in people} == {"홍길동", ""}


def test_both_generations_and_both_formats_give_the_same(tmp_path: Path) -> None:
    run(answer(tmp_path, ROW))
    first = content()
    old = {OLD_NAMES.get(name, name): value for name, value in ROW.items()}
    for row in (ROW, old):
        for form in ("json", "xml"):
            assert run(answer(tmp_path, row, form=form)) == 0
            assert content() == first
    for draft in (draft for rows in drafts().values() for draft in rows):
        draft.delete()
    assert run(answer(tmp_path, old, form="xml")) == 0
    assert content() == first


def test_unchanged_rows_make_no_version_before_or_after_the_release(tmp_path: Path) -> None:
    path = answer(tmp_path, ROW)
    run(path)
    release_all("9990001")
    before = content()
    assert run(path) == 0
    assert content() == before


def test_a_changed_row_makes_exactly_one_version(tmp_path: Path) -> None:
    run(answer(tmp_path, ROW))
    release_all("9990001")
    changed = answer(tmp_path, {**ROW, "PROCS_PRFMNC": "49.00"})
    for _again in range(2):
        assert run(changed) == 0
        assert {slug: len(rows) for slug, rows in drafts().items() if slug != "participant"} == {
            "site": 1,
            "overview": 1,
            "location": 1,
            "progress": 2,
            "webcam": 1,
            "contract": 1,
        }
    new: Any = draft_model("progress").objects.get(managed_site__code="9990001", version=2)
    assert (new.state, new.actual_percent, new.planned_percent) == ("submitted", Decimal("49.00"), Decimal("50.00"))
    assert new.correction_reason
    release_all("9990001")


def test_a_change_before_the_approval_replaces_the_waiting_version(tmp_path: Path) -> None:
    run(answer(tmp_path, ROW))
    run(answer(tmp_path, {**ROW, "AMT_CTRT": "90"}))
    contract = only("contract")
    assert (contract.version, contract.state, contract.amount) == (1, "submitted", 9_000_000_000)


def test_days_that_only_count_on_make_no_version(tmp_path: Path) -> None:
    run(answer(tmp_path, ROW))
    before = content()
    run(answer(tmp_path, {**ROW, "DAY_ELPS": "365", "DAY_JOB": "365"}))
    assert content() == before


def test_what_an_official_wrote_is_not_undone(tmp_path: Path) -> None:
    path = answer(tmp_path, ROW)
    run(path)
    draft_model("overview").objects.filter(managed_site__code="9990001").update(purpose="정체를 줄입니다.")
    run(path)
    overview = only("overview")
    assert overview.purpose == "정체를 줄입니다."


def test_an_official_s_open_version_is_not_overwritten_and_the_rest_of_the_row_goes_in(tmp_path: Path) -> None:
    run(answer(tmp_path, ROW))
    draft_model("contract").objects.filter(managed_site__code="9990001").update(entered_by=make_official())
    assert run(answer(tmp_path, {**ROW, "AMT_CTRT": "90", "PROCS_PLAN": "51"})) == 0
    assert (only("contract").amount, only("progress").planned_percent) == (8_800_000_000, Decimal("51.00"))
    conflict = Conflict.objects.undecided().get()
    assert (conflict.kind, conflict.told_by, conflict.theirs["amount"]) == ("contract", BIZ, 9_000_000_000)


def test_good_rows_go_in_and_bad_ones_are_told(tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.csv"
    rows = [
        {**ROW, "BIZ_CD": "9990011"},
        {**ROW, "BIZ_CD": "9990012", "AMT_CTRT": "많음", "CRTR_YMD": "20269999"},
        {**ROW, "BIZ_CD": "9990013", "BIZ_NM": "-"},
        {**ROW, "BIZ_CD": "9990014", "LAT": "12", "LOT": "12"},
        {**ROW, "BIZ_CD": "9990015", "PROCS_PLAN": "5000"},
        {**ROW, "BIZ_CD": "9990016"},
    ]
    assert run(answer(tmp_path, *rows), "--rejects", str(rejects)) == 1
    codes = set(ManagedSite.objects.filter(code__startswith="99900").values_list("code", flat=True))
    assert codes == {"9990011", "9990016"}
    told = rejected(rejects)
    assert [(line["row"], line["project code"], line["field"], line["value"]) for line in told] == [
        ("2", "9990012", "CRTR_YMD", "20269999"),
        ("2", "9990012", "AMT_CTRT", "많음"),
        ("3", "9990013", "BIZ_NM", ""),
        ("4", "9990014", "LAT", "12, 12"),
        ("5", "9990015", "progress.planned_percent", "5000.00"),
    ]
    assert all(line["reason"] and line["사유"] for line in told)


def test_a_site_twice_in_one_answer_is_one_site(tmp_path: Path) -> None:
    assert run(answer(tmp_path, ROW, {**ROW, "AMT_CTRT": "90"})) == 0
    contract = only("contract")
    assert contract.amount == 9_000_000_000


@pytest.mark.parametrize(
    ("planned", "actual", "basis", "reports"),
    [("0", "0", None, 0), ("0", "0", "20260831", 1), ("0", "3", None, 1), ("-", "-", "20260831", 0)],
)
def test_zero_rates_without_a_basis_date_were_not_entered(
    tmp_path: Path, planned: str, actual: str, basis: str | None, reports: int
) -> None:
    assert run(answer(tmp_path, {**ROW, "PROCS_PLAN": planned, "PROCS_PRFMNC": actual, "CRTR_YMD": basis})) == 0
    assert len(drafts().get("progress", [])) == reports


def test_a_row_without_client_goes_to_the_given_department(tmp_path: Path) -> None:
    department = Department.objects.create(code="imports", name="자료관리과")
    assert run(answer(tmp_path, {**ROW, "INST_NM": "-"}), "--department", "imports") == 0
    assert ManagedSite.objects.get(code="9990001").department == department
    assert run(answer(tmp_path, ROW), "--department", "nowhere") == 2


def test_the_other_services(tmp_path: Path) -> None:
    works = {
        "BIZ_CD": "9990001",
        "BIZ_NM": "한강로 도로확장공사",
        "SGG_NM": "용산구",
        "BIZ_PRD": "20250901~20270901",
        "PRJC_END_YN": "3",
        "SITE_ADDR": "서울 용산구 한강로",
        "TOT_PJT_AMT": "120.5",
    }
    listed = {
        "PJT_CD": "9990001",
        "PJT_NAME": "한강로 도로확장공사",
        "FCT_F6_NM": "도로",
        "PJT_FIN_YN": "1",
        "TEL_1": "02-2133-8000",
        "ORG_1": "도시기반시설본부",
        "USER_1": "홍길동",
        "LAT": "126.97",
        "LNG": "37.53",
        "OFFICE_ADDR": "서울 용산구 한강로",
        "TOT_CNTRT_AMT": ".91",
    }
    week = {"NOW_WEEK": "2026-08-31 ~ 2026-09-06", "WORK_NOW": "아스팔트 포장", "WORK_NEXT": "차선 도색"}
    path = answer(tmp_path, works, service="ListConstructionWorkService")
    assert run(path, service="ListConstructionWorkService") == 0
    site = only("site")
    assert (site.status, site.ends_on) == ("suspended", datetime.date(2027, 9, 1))
    assert run(answer(tmp_path, listed, service="pmisPjtList"), "--no-images", service="pmisPjtList") == 0
    site = only("site")
    assert (site.status, site.work_type, site.latitude) == ("ongoing", "road", Decimal("37.530000"))
    assert site.ends_on == datetime.date(2027, 9, 1)  # said by the first service, not contradicted by the second
    client = only("participant")
    assert client.phone == "02-2133-8000"
    path = answer(tmp_path, week, service="pmisWokInfo")
    assert run(path, service="pmisWokInfo") == 1  # of which project?
    assert run(path, "--project", "9990001", service="pmisWokInfo") == 0
    schedule = only("work-schedule")
    assert (schedule.starts_on, schedule.work_now) == (datetime.date(2026, 8, 31), "아스팔트 포장")


def _jpeg() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "green").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def photos() -> Iterator[OpenApi]:
    with serving(OpenApi("pmisPjtPhoto", [])) as api:
        api.files = {"/files/1.jpg": _jpeg(), "/files/no.jpg": b"<html>"}
        api.redirects = {"/away": "http://localhost.invalid/1.jpg"}
        for number, path in enumerate(("/files/1.jpg", "/files/no.jpg", "/files/gone.jpg", "/away"), 1):
            row = {"PJT_CD": "9990001", "PJT_NAME": "한강로 도로확장공사", "PHOTO_SEQ": number, "CONST_NAME": "토공"}
            api.rows.append({**row, "PIC_URL": f"{api.address}{path}", "PHTGRP_DATE": "20260830"})
        yield api


def test_photos_are_fetched_and_those_that_cannot_be_are_told(photos: OpenApi, tmp_path: Path) -> None:
    key, rejects = tmp_path / "key", tmp_path / "rejects.csv"
    key.write_text(f"{KEY}\n")
    options = ("--key-file", str(key), "--rejects", str(rejects), "--image-host", "127.0.0.1")
    for _again in range(2):
        assert run(photos.address, *options, service="pmisPjtPhoto") == 1
        photo = only("photo")
        assert (photo.work_item, photo.taken_on) == ("토공", datetime.date(2026, 8, 30))
        assert len(photo.image) == 64
        assert [(line["row"], line["field"]) for line in rejected(rejects)] == [(n, "PIC_URL") for n in "234"]


def test_pictures_come_from_the_city_s_hosts_alone(photos: OpenApi, tmp_path: Path) -> None:
    assert run(photos.address, "--rejects", str(tmp_path / "r.csv"), service="pmisPjtPhoto") == 1
    assert not [call for call in photos.calls if call.startswith("/files/")]


def test_a_row_goes_in_without_a_rendering_that_cannot_be_had(photos: OpenApi, tmp_path: Path) -> None:
    path = answer(tmp_path, {**ROW, "ARLV_IMG_URL": f"{photos.address}/files/gone.jpg"})
    rejects = tmp_path / "rejects.csv"
    assert run(path, "--image-host", "127.0.0.1", "--rejects", str(rejects)) == 1
    assert "site" in drafts()
    assert "rendering" not in drafts()
    assert [(line["field"], line["outcome"]) for line in rejected(rejects)] == [("ARLV_IMG_URL", "value left out")]


def test_nothing_to_read(tmp_path: Path) -> None:
    assert run(tmp_path / "nowhere") == 2
    path = tmp_path / "error.json"
    path.write_text(json.dumps({"RESULT": {"CODE": "ERROR-310", "MESSAGE": "없는 서비스"}}))
    assert run(path) == 2
    assert run(answer(tmp_path, ROW), service="pmisPjtList") == 2


def test_a_file_that_breaks_off_leaves_what_was_before(tmp_path: Path) -> None:
    path = answer(tmp_path, ROW, {**ROW, "BIZ_CD": "9990002"})
    path.write_bytes(path.read_bytes()[:-80])
    assert run(path) == 1
    assert "site" in drafts("9990001")
    assert drafts("9990002") == {}


def test_the_real_rows_come_out_right_and_can_be_released() -> None:
    assert import_real(now=timezone.now()).count == 0
    found = drafts("043012061101")
    contract, progress, overview = (found[slug][0] for slug in ("contract", "progress", "overview"))
    assert contract.amount == 223_763_000_000  # type: ignore[attr-defined]
    assert overview.budget == 332_613_000_000  # type: ignore[attr-defined]
    rates: Any = progress
    assert (rates.planned_percent, rates.actual_percent) == (Decimal("18.93"), Decimal("18.93"))
    assert (rates.total_days, rates.elapsed_days, rates.left_days) == (4836, 3612, 1223)
    assert progress.as_of_on == datetime.date(2020, 8, 23)
    small: Any = drafts("6042019082998")
    assert small["contract"][0].amount == small["overview"][0].budget == 91_000_000
    assert "participant" not in small
    # It has no basis date; its own count of days says on which day it was given.
    assert small["progress"][0].as_of_on == datetime.date(2020, 8, 15)
    release_all("043012061101")
    site = ConstructionSite.objects.get(code="043012061101")
    assert (site.total_days, site.contract_amount, site.contractor) == (4836, 223_763_000_000, "두산건설 주식회사")


def test_the_real_files_twice_give_the_same_database() -> None:
    import_real(now=timezone.now())
    codes = list(ManagedSite.objects.values_list("code", flat=True))
    before = [content(code) for code in codes]
    import_real(now=timezone.now())
    assert list(ManagedSite.objects.values_list("code", flat=True)) == codes
    assert [content(code) for code in codes] == before


def test_every_service_has_its_fields() -> None:
    assert set(SERVICES) == {
        "ListOnePMISBizInfo",
        "pmisPjtList",
        "pmisPjtPhoto",
        "pmisWokInfo",
        "ListConstructionWorkService",
    }
    assert SAMPLE_ROWS.is_file()
