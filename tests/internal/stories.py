"""What has happened at the site before a test begins."""

import datetime
import uuid

from django.utils import timezone

from casework.actions.publishing import propose, release
from casework.models import Arrival, ArrivedFile, CannedParagraph, Case, CheckState, FileCheck, Publication, Route
from complaints.petitions import Place
from desk import actions
from desk.models import Conflict, Erasure, Role, Spreadsheet, Withdrawal, WithholdingDecision
from disclosures.models import Ground
from newsroom.models import BulletinDraft, DraftText
from polling.models import SurveyDraft
from printing.actions import order_prints
from printing.models import Bundle, PrintedThing, PrintOrder
from prints.paper import Paper
from safety import actions as safety
from safety.models import SafetyProposal
from tests.casework.making import make_case
from tests.factories import make_official, make_submitted
from tests.internal.personas import World


def release_all(world: World) -> None:
    """Every draft of the world is submitted by its reporter and released by a passing approver."""
    reporter = world.officials[Role.REPORTER]
    now = timezone.now()
    submitted = [actions.submit(draft=draft, by=reporter, now=now) for draft in world.drafts.values()]
    actions.release_drafts(drafts=submitted, by=make_official(post="팀장"), now=now)
    for draft in world.drafts.values():
        draft.refresh_from_db()


def withhold_and_erase(world: World) -> tuple[WithholdingDecision, Erasure]:
    """A withheld field of the released progress report, and an erased photo that awaits its confirmation."""
    decision = actions.withhold(
        kind="progress",
        item=world.drafts["progress"].item,
        field="gap_reason",
        ground=Ground.INTERNAL_REVIEW,
        reason="감사가 진행 중입니다.",
        review_on=timezone.localdate() + datetime.timedelta(days=90),
        by=world.officials[Role.APPROVER],
    )
    photo = make_submitted("photo", site=world.site, by=world.officials[Role.EDITOR])
    boss = make_official(post="팀장")
    [release] = actions.release_drafts(drafts=[photo], by=boss, now=timezone.now())
    [erasure] = actions.erase(releases=[release], by=boss, ground="개인정보 노출", now=timezone.now())
    return decision, erasure


def withdraw_one(world: World) -> Withdrawal:
    """A photo that an approver of the department withdrew, and that awaits its confirmation."""
    photo = make_submitted("photo", site=world.site, by=world.officials[Role.EDITOR])
    boss = make_official(post="팀장")
    releases = actions.release_drafts(drafts=[photo], by=boss, now=timezone.now())
    actions.withdraw(releases=releases, by=boss, reason="다른 현장의 사진", now=timezone.now())
    return Withdrawal.objects.get(release=releases[0])


def one_pmis_differs(world: World) -> Conflict:
    """One-PMIS says something else of the world's progress report than its reporter entered."""
    draft = world.drafts["progress"]
    return Conflict.objects.create(
        told_by="ListOnePMISBizInfo",
        source="one-pmis",
        kind="progress",
        item=draft.item,
        managed_site=world.site,
        as_of_on=draft.as_of_on,
        earlier={"actual_percent": "60"},
        theirs={"planned_percent": "64", "actual_percent": "63.5"},
        found_at=timezone.now(),
    )


def on_screens(world: World) -> SafetyProposal:
    """A safety message of the site: the editor proposed it, the head released it."""
    by, head, now = world.officials[Role.EDITOR], world.officials[Role.APPROVER], timezone.now()
    words = {"ko": {"title": "안전모를 쓰십시오", "text": "턱끈은 끝까지 조이십시오."}}
    proposal = safety.propose(site=world.site, department=world.department, words=words, occasion={}, by=by, now=now)
    safety.release(proposal=proposal, by=head, now=now)
    proposal.refresh_from_db()
    return proposal


def upload_sheet(world: World) -> Spreadsheet:
    """The editor has uploaded a spreadsheet of progress, and not decided about it yet."""
    return Spreadsheet.objects.create(
        kind="progress",
        name="공정.csv",
        content=b"managed_site__code,as_of_on,planned_percent,actual_percent\n"
        + world.site.code.encode()
        + b",2026-12-31,70,68\n",
        uploaded_by=world.officials[Role.EDITOR],
        uploaded_at=timezone.now(),
    )


def print_ordered(world: World) -> PrintOrder:
    """The editor has ordered a signboard of the site, and nobody has made it yet."""
    return order_prints(
        thing=PrintedThing.PLAIN,
        keys=[world.site.code],
        language="ko",
        paper=Paper.A3,
        bundle=Bundle.PDF,
        by=world.officials[Role.EDITOR],
        now=timezone.now(),
    )


def citizens_case(world: World) -> tuple[Case, Route, CannedParagraph]:
    """A question about the site that the editor answers, the route that it took, and a paragraph for all."""
    route = Route.objects.create(place=1, department=world.department)
    paragraph = CannedParagraph.objects.create(title="인사", text="안녕하십니까.")
    case = make_case(officer=world.officials[Role.EDITOR], place=Place(site=world.site.code), public=True)
    return case, route, paragraph


def checked_file(case: Case) -> FileCheck:
    """A text that came with the case, checked and found clean."""
    arrival = Arrival.objects.create(id=uuid.uuid4(), kind="petition", sealed=b"", received_at=timezone.now())
    Case.objects.filter(pk=case.pk).update(arrival=arrival)
    file = ArrivedFile.objects.create(id=uuid.uuid4(), arrival=arrival, name="문의.txt", content=b"text", sealed=b"")
    return FileCheck.objects.create(
        file=file, state=CheckState.CLEAN, code="clean", media_type="text/plain", content=b"text"
    )


def published(world: World) -> Publication:
    """A question about the site is public: the editor proposed it, the head released it."""
    case = make_case(officer=world.officials[Role.EDITOR], place=Place(site=world.site.code), public=True)
    words = {"title": case.title, "text": "보도 포장이 언제 끝납니까?", "answer": ""}
    publication = propose(case=case, **words, by=world.officials[Role.EDITOR], now=timezone.now())
    release(publication=publication, by=world.officials[Role.APPROVER], now=timezone.now())
    publication.refresh_from_db()
    return publication


def one_press_release(world: World) -> BulletinDraft:
    """A press release of the site's department, being written."""
    draft = BulletinDraft.objects.create(kind="press", department=world.department, created_at=timezone.now())
    DraftText.objects.create(draft=draft, language="ko", title="공사장 둘레 정비", body="공사장 둘레를 정비합니다.")
    return draft


def one_survey(world: World) -> SurveyDraft:
    """A survey of the site's department, being written."""
    today = timezone.localdate()
    words = {"ko": {"title": "공사 소음 설문", "purpose": "공사 소음을 어떻게 느끼시는지 여쭙습니다."}}
    return SurveyDraft.objects.create(
        department=world.department, opens_on=today, closes_on=today, words=words, created_at=timezone.now()
    )
