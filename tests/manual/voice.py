"""What citizens and the city say to each other, as the manuals' steps find it: cases, letters, surveys, news."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from casework import actions
from casework.actions.publishing import propose
from casework.models import Case
from complaints.asking import state
from complaints.asking.journey import Journey
from complaints.models import ScreeningTerm, ScreeningThreshold
from complaints.petitions import Given, Place, ReceiptKey
from complaints.sealing.receipts import Receipt, new_receipt
from complaints.typed_json import plain
from complaints.verifying.pages import Way
from complaints.verifying.verified import Verified
from desk.models import Role
from newsroom import actions as newsroom
from newsroom.models import Mailing
from polling import actions as polling
from polling.closing import close
from surveys.answering import ANSWERS
from surveys.models import Survey
from tests.casework.making import make_case
from tests.internal.personas import World
from tests.internal.stories import on_screens, one_press_release, published
from tests.safety.making import make_proposal
from tests.surveys.making import answer, make_draft, make_survey

PHONE = "01012345678"
WORDS = {"title": "공사 소음", "text": "새벽 공사 소음이 심합니다."}
WEEK = datetime.timedelta(weeks=1)
TOLD = 5  # answers from which a survey's results are told
SAME = 5  # as many as can be handled as one (casework.same.ENOUGH_TO_MERGE)


def voice(world: World) -> tuple[dict[str, int | str], dict[str, Mapping[str, str]]]:
    """Keys of pages, and forms of those that answer a form alone. Everything is released already."""
    waiting, answered, asked_back = new_receipt(), new_receipt(), new_receipt()
    keys: dict[str, int | str] = {
        **_cases(world, waiting, answered, asked_back),
        **_said(world),
        **_surveys(world),
    }
    forms = {
        **_journey(world.site.code),
        "waiting": _typed(waiting),
        "answered": _typed(answered),
        "asked-back": _typed(asked_back),
        "how": {"channel": "email", "pace": "daily"},
        "survey": _proven(Survey.objects.get(pk=keys["asking"])),
    }
    return keys, forms


def _cases(world: World, waiting: Receipt, answered: Receipt, asked_back: Receipt) -> dict[str, int | str]:
    """One of each state that a step is about; those that are the same first, so that no other is among them."""
    editor, now = world.officials[Role.EDITOR], timezone.now()

    def case(text: str, **values: Any) -> Case:
        values = {"place": Place(site=world.site.code), "post": "complaint", "public": True, **values}
        return make_case(officer=editor, title=text, text=f"{text}입니다.", **values)

    same = [case("같은 민원") for _each in range(SAME)]
    handled, asked = case("처리할 민원"), case("되물은 민원", **_to(asked_back))
    done = case("답한 민원", **_to(answered))
    submitted, proposed = case("결재할 민원"), case("공개할 질문")
    held = case("보류한 민원", **_to(waiting))
    for each in (handled, done, submitted):
        actions.save_draft(case=each, text="조치하였습니다.", by=editor, now=now)
    actions.ask_back(case=asked, text="어느 골목입니까?", by=editor, now=now)
    actions.answer(case=done, by=editor, now=now)
    actions.submit_draft(case=submitted, by=editor, now=now)
    actions.hold(case=held, reason="사람이 볼 것", by=editor, now=now)
    shown = published(world)
    words = {"title": proposed.title, "text": proposed.text, "answer": ""}
    return {
        "new-case": case("새 민원", new=True).number,
        "same-case": same[0].number,
        "case": handled.number,
        "case-row": handled.pk,
        "asked-case": asked.number,
        "submitted-case": submitted.number,
        "publication": propose(case=proposed, **words, by=editor, now=now).pk,
        "held-case": held.number,
        "shown-publication": shown.pk,
        "question": int(shown.question_id or 0),
    }


def _typed(receipt: Receipt) -> Mapping[str, str]:
    return {"number": receipt.number, "secret": receipt.secret}


def _to(receipt: Receipt) -> dict[str, ReceiptKey]:
    return {"receipt": ReceiptKey(number=receipt.number, locator=receipt.locator, public_key=receipt.public_key)}


def _said(world: World) -> dict[str, int | str]:
    """Safety messages, press releases and the lists of the screening, before and behind their release."""
    editor, now = world.officials[Role.EDITOR], timezone.now()
    actions.load_screening(by=None)
    handed_in = newsroom.submit(draft=one_press_release(world), by=editor, now=now)
    mailed = newsroom.submit(draft=one_press_release(world), by=editor, now=now)
    issue = newsroom.release(draft=mailed, by=world.officials[Role.APPROVER], now=now)
    assert Mailing.objects.filter(bulletin=issue).exists()
    return {
        "safety": make_proposal(by=editor, site=world.site).pk,
        "shown-safety": on_screens(world).pk,
        "bulletin": one_press_release(world).pk,
        "handed-in-bulletin": handed_in.pk,
        "mailing": mailed.pk,
        "issue": issue.pk,
        "term": ScreeningTerm.objects.values_list("pk", flat=True)[0],
        "threshold": ScreeningThreshold.objects.values_list("pk", flat=True)[0],
    }


def _surveys(world: World) -> dict[str, int | str]:
    editor, now = world.officials[Role.EDITOR], timezone.now()
    began = now - 3 * WEEK
    days = {"opens_on": began.date(), "closes_on": (began + WEEK).date()}
    over = make_survey(department=world.department, by=editor, now=began, **days)
    for person in range(TOLD):
        answer(over, f"person:{person}", q1=1)
    close(over.poll, now=now)
    handed_in = polling.submit(draft=make_draft(world.department), by=editor, now=now)
    return {
        "survey": make_draft(world.department).pk,
        "handed-in-survey": handed_in.pk,
        "asking": make_survey(department=world.department, by=editor).pk,
        "results": over.pk,
    }


def _journey(site: str) -> dict[str, Mapping[str, str]]:
    """The pages behind the proof, each with all that was answered."""
    kept = {
        "post": {"post": "question"},
        "where": {"where": "site", "query": "공사", "asked": "공사", "site": site},
        "text": WORDS,
        "contact": {"name": "홍길동", "channel": "sms", "email": ""},
        "audience": {"audience": "public"},
    }
    proof = _verified().sealed()

    def at(page: str) -> Mapping[str, str]:
        return {"state": Journey(at=page, kept=dict(kept), proof=proof).field(), "go": "stay"}

    return {"begun": {"post": "question", "go": "next"}, "files": at("files"), "check": at("check")}


def _proven(survey: Survey) -> Mapping[str, str]:
    given = plain((Given(question=1, choices=(1,)),))
    carry = state.encrypt({"survey": survey.pk, "given": given}, purpose=ANSWERS, minutes=5)
    return {"way": Way(carry=carry, post="question").field, "proof": _verified().sealed()}


def _verified() -> Verified:
    return Verified(method="phone", subject=PHONE, phone=PHONE, at=timezone.now())
