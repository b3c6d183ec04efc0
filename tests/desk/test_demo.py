"""The invented city: its story without a database, and both ways of loading it."""

import datetime
import re
from collections import Counter
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.management import CommandError, call_command
from django.db import transaction

from desk.actions import ActionError
from desk.actions.projection import refresh_summaries
from desk.demo.content import versions_of
from desk.demo.copying import copy_sites
from desk.demo.loading import load_sites, missing_indexes, missing_plans, refuse_real_database
from desk.demo.officials import DEMO_LOGINS
from desk.demo.papers import Paper, printed
from desk.demo.pictures import Picture, drawn
from desk.demo.plan import SitePlan, plan_site
from desk.demo.real import load_real
from desk.models import DRAFT_MODELS, DraftState, Erasure, ManagedSite, Official, Role, draft_model
from desk.role_table import conflicts
from disclosures.documents import entry_document, release_document
from disclosures.kinds import ALL_KINDS, kind_by_slug
from disclosures.ledger import GENESIS, content_digest, entry_digest
from disclosures.models import LedgerEntry, Release, ReleasedFile, ReleaseState, Source, Withholding
from sites.models import ConstructionSite, Officer, SiteStatus
from tests.factories import make_official, make_release

TODAY = datetime.date(2026, 11, 23)
FEW = 12  # the fewest sites that show every kind and every state


def plans(number: int = FEW, *, seed: int = 1, today: datetime.date = TODAY) -> list[SitePlan]:
    return [plan_site(index, seed=seed, today=today) for index in range(number)]


def story(**options: Any) -> list[tuple]:
    return [
        (version.kind, version.item, version.number, version.released_on, version.values)
        for plan in plans(**options)
        for version in versions_of(plan)
    ]


def test_story_is_the_same_each_time_and_another_by_seed() -> None:
    assert story() == story()
    assert story() != story(seed=2)


def test_three_hundred_sites_cover_the_city() -> None:
    city = plans(300)
    assert len({plan.name for plan in city}) == len({plan.name_en for plan in city}) == 300
    by_district = Counter(plan.district for plan in city)
    assert len(by_district) == 25
    # Some districts build much and some little.
    assert 5 <= min(by_district.values()) < 10 and 15 < max(by_district.values()) <= 20
    assert len({plan.district for plan in city[:30]}) >= 20  # also a small demo covers the city
    assert len({plan.work_type for plan in city}) == 10
    assert {plan.status for plan in city} == {"planned", "ongoing", "suspended", "completed"}


@pytest.mark.parametrize("today", [TODAY, datetime.date(2028, 2, 29), datetime.date(2027, 1, 2)])
def test_story_keeps_the_order_of_time(today: datetime.date) -> None:
    for plan in plans(150, today=today):
        versions = list(versions_of(plan))
        site_on = min(version.released_on for version in versions if version.kind == "site")
        newest: dict = {}
        for version in versions:
            assert site_on <= version.released_on <= today
            assert version.as_of_on <= today
            assert version.released_on.weekday() < 5
            assert bool(version.reason) == (version.number > 1)
            number, released_on = newest.get(version.item, (0, site_on))
            assert (version.number, version.released_on >= released_on) == (number + 1, True)
            newest[version.item] = version.number, version.released_on


def test_reports_are_plausible() -> None:
    for plan in plans(100):
        # As they stand now: a slip of the decimal point is put right in the next version.
        reports = {version.item: version.values for version in versions_of(plan) if version.kind == "progress"}
        for values in reports.values():
            assert values["total_days"] == values["elapsed_days"] + values["left_days"] + 1
            assert 0 <= values["actual_percent"] <= 100 and 0 <= values["planned_percent"] <= 100
            if values["planned_percent"] - values["actual_percent"] >= Decimal(1):
                assert values["gap_reason"]


def test_contracts_changes_and_payments_add_up() -> None:
    """As a citizen adds them up: what was agreed first and the changes are what is paid for, at any time."""
    several = changed = 0
    for plan in plans(300):
        amounts: dict[object, int] = {}  # of each contract, by its round
        versions = [version for version in versions_of(plan) if version.number == 1]
        contracts = [version.values for version in versions if version.kind == "contract" and plan.has_begun]
        for values in contracts:
            amounts[values["round"]] = values["amount"]
        changes = [version.values for version in versions if version.kind == "design-change"]
        for values in changes:
            named = re.search(r"(\d+)차분", values["number"])
            part = int(named[1]) if named else 1
            assert values["amount_before"] == amounts[part], plan.code
            amounts[part] = values["amount_after"]
        several, changed = several + (len(contracts) > 1), changed + bool(changes)
        payments = [version.values for version in versions if version.kind == "payment"]
        for day in {values["paid_on"] for values in payments}:
            paid = sum(values["amount"] for values in payments if values["paid_on"] <= day)
            assert paid <= _agreed_on(day, contracts, changes), plan.code
        if plan.status == SiteStatus.COMPLETED:
            assert 0 <= sum(amounts.values()) - sum(values["amount"] for values in payments) < 1_000_000
    assert several > 30 and changed > 100


def _agreed_on(day: datetime.date, contracts: list[dict], changes: list[dict]) -> int:
    moved = sum(each["amount_after"] - each["amount_before"] for each in changes if each["decided_on"] <= day)
    return moved + sum(each["amount"] for each in contracts if each["signed_on"] <= day)


def test_values_are_what_the_kinds_allow() -> None:
    """Every value by its field's rules, as save_draft would check them; files apart, for they are not drawn here."""
    for plan in plans(60):
        for version in versions_of(plan):
            kind = kind_by_slug(version.kind)
            files = {field.name for field in kind.file_fields}
            row = draft_model(version.kind)(
                **{name: value for name, value in version.values.items() if name not in files}
            )
            names = {field.name for field in kind.fields} - files - {"department"}
            assert set(version.values) <= {field.name for field in kind.fields}
            row.clean_fields(exclude={field.name for field in row._meta.fields} - names)
            withheld = {each.field for each in version.withheld}
            missing = {n for n in kind.fields_class.required if version.values.get(n) in (None, "")}
            assert missing <= withheld | {"department"}


def test_pictures_and_papers_are_the_same_each_time() -> None:
    picture, paper = Picture("photo", "bridge", 1, 2), Paper("설계변경 승인서", ("변경 내용: 보도 폭",))
    assert drawn(picture).sha256 == drawn(picture).sha256 != drawn(picture._replace(stage=3)).sha256
    assert printed(paper).content.startswith(b"%PDF-") and printed(paper).sha256 == printed(paper).sha256


def test_logins_keep_the_password_rules_and_roles_their_limits() -> None:
    assert {login.role for login in DEMO_LOGINS} == set(Role.values)
    for login in DEMO_LOGINS:
        validate_password(login.password, Official(username=login.username))
        assert not conflicts([login.role])


def assert_chain_holds(before: LedgerEntry | None) -> None:
    """Recompute every digest since then from what the database holds."""
    sequence, previous = (before.sequence, before.digest) if before else (0, GENESIS)
    for number, entry in enumerate(LedgerEntry.objects.filter(sequence__gt=sequence).order_by("sequence"), start=1):
        assert entry.sequence == sequence + number and entry.previous_digest == previous
        previous = entry_digest(previous_digest=previous, entry=entry_document(entry))
        assert entry.digest == previous
    for kind in ALL_KINDS:
        rows = kind.model._default_manager.select_related("release__site", "release__department")
        for row in rows:
            document = release_document(kind, row.release, row)
            assert content_digest(salt=row.salt, document=document) == row.release.digest


def snapshot(*, source: str = Source.DEMO) -> dict:
    """Every readable release by kind, item and version, with its content; without keys, salts and digests."""
    found = {}
    for kind in ALL_KINDS:
        for row in kind.model._default_manager.filter(release__source=source).select_related("release__department"):
            release = row.release
            content = {field.name: value for field, value in kind.values(row) if field.name != "department"}
            header = (release.state, release.released_at, release.ended_at, release.department.code, row.withheld)
            header += (release.as_of_on, release.correction_reason, release.submitted_post, release.approved_post)
            header += tuple(
                sorted(map(str, rows.values_list(*columns)))
                for rows, columns in (
                    (release.file_uses, ["file"]),
                    (release.involvements, ["firm__name", "firm__registration_number", "role"]),
                    (release.withholdings, ["field", "ground", "reason", "review_on"]),
                )
            )
            found[kind.slug, release.item, release.version] = (header, content)
    return found


def rows_of_sites() -> list[dict]:
    return list(ConstructionSite.objects.filter(code__startswith="DEMO-").order_by("code").values())


@pytest.fixture
def before(db: None) -> LedgerEntry | None:
    """The ledger's end before the test: others may have committed releases of their own."""
    return LedgerEntry.objects.order_by("-sequence").first()


@pytest.mark.django_db
def test_demo_covers_every_kind_and_state_and_a_second_run_adds_nothing(before: LedgerEntry | None) -> None:
    load_sites(plans())
    first = snapshot()
    assert {kind for kind, _item, _version in first} == {kind.slug for kind in ALL_KINDS}
    releases, sites = (
        Release.objects.filter(source=Source.DEMO),
        ConstructionSite.objects.filter(code__startswith="DEMO-"),
    )
    assert set(releases.values_list("state", flat=True)) == set(ReleaseState.values)
    assert set(sites.values_list("status", flat=True)) == set(SiteStatus.values)
    states = {
        state for model in DRAFT_MODELS.values() for state in model._default_manager.values_list("state", flat=True)
    }
    assert states >= set(DraftState.values) - {DraftState.RETURNED}
    assert Withholding.objects.count() >= 3 and Erasure.objects.exclude(confirmed_at=None).exists()
    assert ReleasedFile.objects.filter(media_type="application/pdf").exists()
    assert not Release.objects.filter(site__in=sites).exclude(source=Source.DEMO).exists()
    assert_chain_holds(before)

    entries, drafts = LedgerEntry.objects.count(), ManagedSite.objects.count()
    assert load_sites(missing_plans(FEW, seed=1, today=TODAY + datetime.timedelta(days=1))) == 0
    assert (LedgerEntry.objects.count(), ManagedSite.objects.count()) == (entries, drafts)
    assert snapshot() == first


@pytest.mark.django_db
def test_copied_sites_are_those_that_actions_release(before: LedgerEntry | None) -> None:
    """The two ways agree to the last value. (Of these sites nothing is taken down afterwards.)"""
    indexes = [0, 2, 4, 5, 6, 7]
    with transaction.atomic():
        load_sites([plan_site(index, seed=1, today=TODAY) for index in indexes])
        released = snapshot()
        transaction.set_rollback(True)
    assert not snapshot()
    copy_sites(indexes, seed=1, today=TODAY, thin=False, step=lambda _count: None)
    assert snapshot() == released
    assert_chain_holds(before)
    summaries = rows_of_sites()
    now = max(row["updated_at"] for row in summaries)
    refresh_summaries([row["id"] for row in summaries], now=now)
    assert [{**row, "updated_at": now} for row in summaries] == rows_of_sites()


@pytest.mark.django_db
def test_thin_copy_twice_adds_nothing(before: LedgerEntry | None) -> None:
    assert copy_sites(missing_indexes(30), seed=1, today=TODAY, thin=True, step=lambda _count: None) > 100
    assert_chain_holds(before)
    assert ConstructionSite.objects.exclude(contractor="").exists()
    assert missing_indexes(30) == []


@pytest.mark.django_db
def test_command_tells_the_logins_in_a_private_file(
    before: LedgerEntry | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.management.commands.load_demo.refuse_real_database", lambda: None)
    path, out = tmp_path / "logins", StringIO()
    call_command("load_demo", "--sites=2", f"--today={TODAY}", f"--logins={path}", stdout=out, stderr=StringIO())
    assert path.stat().st_mode & 0o077 == 0
    assert all(login.password in path.read_text() for login in DEMO_LOGINS)
    assert not any(login.password in out.getvalue() for login in DEMO_LOGINS)
    editor = Official.objects.get(username="editor")
    assert editor.check_password(next(login.password for login in DEMO_LOGINS if login.username == "editor"))
    assert Officer.objects.exists() and not Officer.objects.filter(duty="시연용 계정").exists()
    assert Release.objects.filter(source=Source.ONE_PMIS).exists()
    assert_chain_holds(before)


@pytest.mark.django_db
def test_real_rows_twice_add_nothing(before: LedgerEntry | None) -> None:
    load_sites(plans(1))
    approver = make_official(post="팀장")
    now = datetime.datetime(2026, 11, 23, 9, tzinfo=datetime.UTC)
    assert load_real(by=approver, now=now) > 20
    assert load_real(by=approver, now=now) == 0


@pytest.mark.django_db
def test_database_with_released_disclosures_is_refused() -> None:
    make_release("overview")
    with pytest.raises(ActionError):
        refuse_real_database()
    with pytest.raises(CommandError):
        call_command("load_demo", "--sites=1", stdout=StringIO(), stderr=StringIO())
