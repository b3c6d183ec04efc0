import csv
import datetime
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from desk.actions import release_drafts
from desk.models import DRAFT_MODELS, ManagedSite, draft_model
from desk.onepmis.real import EVENTS
from tests.factories import make_official, make_site

pytestmark = pytest.mark.django_db


def run(path: Path, *options: str) -> int:
    try:
        call_command("import_allimi_events", str(path), *options, stdout=io.StringIO())
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def changed(folder: Path, **lists: Any) -> Path:
    """The real file with other lists."""
    path = folder / "events.json"
    path.write_text(json.dumps({"_source": {"collected_kst": "2026-09-16T16:38:50+09:00"}, **lists}))
    return path


def real(name: str) -> list[dict[str, Any]]:
    return json.loads(EVENTS.read_text("utf-8"))[name]


def rows(kind: str) -> list[Any]:
    return list(draft_model(kind).objects.filter(source="allimi-lists").order_by("item"))


def test_the_real_lists_come_out_right() -> None:
    assert run(EVENTS) == 0
    extensions = rows("time-extension")
    assert len(extensions) == 8
    for extension in extensions:
        assert extension.days == (extension.completion_after_on - extension.completion_before_on).days
    assert {extension.days for extension in extensions} == {35, 20, 18, 19, 16, 15, 6, 29}
    assert len(rows("design-change")) == 8
    assert {(penalty.firm_name, penalty.role, penalty.points) for penalty in rows("penalty")} == {
        ("가상업체 A", "supervisor", Decimal("0.400")),
        ("가상업체 B", "contractor", Decimal("0.716")),
        ("가상업체 C", "contractor", Decimal("0.548")),
    }
    progress = rows("progress")
    assert len(progress) == 5
    assert {report.as_of_on for report in progress} == {datetime.date(2026, 9, 16)}
    assert sorted(report.gap for report in progress) == [Decimal(gap) for gap in ("-1.5", "-0.2", "0.1", "0.2", "2.0")]


def test_twice_gives_the_same_database() -> None:
    run(EVENTS)
    before = {slug: list(model.objects.order_by("pk").values()) for slug, model in DRAFT_MODELS.items()}
    assert run(EVENTS) == 0
    assert {slug: list(model.objects.order_by("pk").values()) for slug, model in DRAFT_MODELS.items()} == before


def test_events_can_be_released_with_the_sites_they_bring() -> None:
    run(EVENTS)
    code = real("PENALTY")[0]["pjt_cd"]
    found = [draft for model in DRAFT_MODELS.values() for draft in model.objects.filter(managed_site__code=code)]
    assert len(release_drafts(drafts=found, by=make_official(), now=timezone.now())) == 4


def test_progress_finds_its_site_by_the_title() -> None:
    site = make_site(name=real("PROGRESS")[0]["title"])
    run(EVENTS)
    assert site.pk in {report.managed_site_id for report in rows("progress")}
    assert ManagedSite.objects.filter(name=site.name).count() == 1


def test_a_known_site_is_left_as_it_is() -> None:
    event = real("EXTENSION")[0]
    make_site(code=event["pjt_cd"], name="다른 이름")
    run(EVENTS)
    assert ManagedSite.objects.get(code=event["pjt_cd"]).name == "다른 이름"


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("EXTENSION", "extension_days", 36),
        ("EXTENSION", "before_completion", "2026-02-30"),
        ("EXTENSION", "pjt_cd", "a/b"),
        ("PENALTY", "company_role", "발주"),
        ("PENALTY", "penalty_points", "many"),
        ("PENALTY", "company", ""),
        ("DESIGN", "doc_ids", []),
        ("PROGRESS", "gap_pp", 9),
        ("PROGRESS", "plan_percent", 5000),
    ],
)
def test_a_bad_row_is_told_and_the_good_one_goes_in(tmp_path: Path, name: str, field: str, value: Any) -> None:
    first, second, *_rest = real(name)
    rejects = tmp_path / "rejects.csv"
    path = changed(tmp_path, **{name: [{**first, field: value}, second]})
    assert run(path, "--rejects", str(rejects)) == 1
    with rejects.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert {line["row"] for line in lines} == {f"{name}:1"}
    kinds = {"EXTENSION": "time-extension", "DESIGN": "design-change", "PENALTY": "penalty", "PROGRESS": "progress"}
    assert len(rows(kinds[name])) == 1


def test_rows_that_are_none(tmp_path: Path) -> None:
    assert run(changed(tmp_path, EXTENSION=["text", None, 3])) == 1


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"EXTENSION": []}', '{"row": []}', "<xml/>"])
def test_a_file_that_has_no_lists(tmp_path: Path, content: str) -> None:
    path = tmp_path / "events.json"
    path.write_text(content)
    assert run(path) == 2


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert run(tmp_path / "nowhere") == 2
