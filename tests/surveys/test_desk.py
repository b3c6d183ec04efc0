"""A survey at the desk: written in two languages, released by another official, withdrawn whole."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from desk.actions.errors import ActionError
from desk.demo.officials import HOME_DEPARTMENT, install_officials
from desk.models import AuditEntry, Official, Role
from polling import actions
from polling.demo import load_surveys
from polling.models import Participant, Poll, Sum, SurveyDraft, WrittenWords
from polling.rounds import count
from polling.wording import faults
from sites.models import Department
from surveys.models import Survey, SurveyQuestion, SurveyResult
from tests.factories import make_department, make_official, make_release
from tests.internal.personas import make_persona, signed_in
from tests.pages import assert_valid_html

from .making import QUESTIONS, WORDS, after_the_end, answer, make_draft, make_survey

pytestmark = pytest.mark.django_db


@pytest.fixture
def department() -> Department:
    return make_department()


@pytest.fixture
def editor(department: Department) -> Official:
    return make_persona(Role.EDITOR, department, full_name="이담당", post="주무관")


@pytest.fixture
def head(department: Department) -> Official:
    return make_persona(Role.APPROVER, department, full_name="박과장", post="과장")


def form(**more: str) -> dict[str, str]:
    today = timezone.localdate()
    words = {f"{name}_{code}": said for code, each in WORDS.items() for name, said in each.items()}
    inline = {"questions-TOTAL_FORMS": "1", "questions-INITIAL_FORMS": "0", "questions-0-position": "1"}
    question = {
        "questions-0-kind": "one",
        "questions-0-question_ko": "소음이 심합니까?",
        "questions-0-choices_ko": "예\n\n아니요\n",
        "questions-0-question_en": "Is it loud?",
        "questions-0-choices_en": "Yes\nNo",
    }
    days = {"opens_on": str(today), "closes_on": str(today + datetime.timedelta(days=7))}
    return {"scope": "city", **days, **words, **inline, **question, **more}


def test_it_is_written_returned_and_released_at_the_desk(
    department: Department, editor: Official, head: Official
) -> None:
    writing, deciding = signed_in(editor), signed_in(head)
    writing.post(reverse("admin:polling_surveydraft_add"), form())
    draft = SurveyDraft.objects.get(department=department)
    assert draft.title == WORDS["ko"]["title"] and draft.questions.get().words["ko"]["choices"] == ["예", "아니요"]
    review = reverse("admin:polling-review", args=[draft.pk])
    assert "Is it loud?" in writing.get(review).content.decode()
    change = writing.get(reverse("admin:polling_surveydraft_change", args=[draft.pk])).content.decode()
    assert "예\n아니요" in change and WORDS["en"]["purpose"] in change
    assert writing.post(review, {"release": "1"}).status_code == 403
    writing.post(review, {"submit": "1"})
    assert writing.get(reverse("admin:polling_surveydraft_change", args=[draft.pk])).status_code == 200, "to be read"
    assert WORDS["ko"]["title"] in deciding.get(reverse("admin:index")).content.decode(), "it waits on the first page"
    deciding.post(review, {"return": "1", "reason": "물음을 줄이십시오"})
    assert "물음을 줄이십시오" in writing.get(review).content.decode()
    writing.post(review, {"submit": "1"})
    assert writing.post(review, {"release": "1"}).status_code == 403
    deciding.post(review, {"release": "1"})
    survey = Survey.objects.get(department=department)
    assert (survey.submitted_post, survey.approved_post) == (editor.public_post, head.public_post)
    assert [str(choice) for choice in survey.questions.get().choices.all()] == ["예", "아니요"]
    assert Poll.objects.filter(survey=survey, closed_at=None).exists()
    assert writing.post(review, {"submit": "1"}).status_code == 403, "what was asked is never changed"
    deeds = set(AuditEntry.objects.filter(action__startswith="survey.").values_list("action", flat=True))
    assert {"survey.save", "survey.submit", "survey.return", "survey.release"} <= deeds


@pytest.mark.parametrize(
    "wrong",
    [
        {"title_ko": ""},
        {"closes_on": "2020-01-01"},
        {"scope": "site", "site_code": ""},
        {"scope": "site", "site_code": "none"},
        {"site_code": "S-1"},
        {"questions-0-question_ko": ""},
    ],
)
def test_a_form_that_cannot_be_says_so(department: Department, editor: Official, wrong: dict[str, str]) -> None:
    page = signed_in(editor).post(reverse("admin:polling_surveydraft_add"), form(**wrong))
    assert page.status_code == 200 and "errornote" in page.content.decode()
    assert not SurveyDraft.objects.filter(department=department).exists()


def test_a_survey_about_a_site_names_it_by_its_code(department: Department, editor: Official) -> None:
    site = make_release("site").site
    signed_in(editor).post(reverse("admin:polling_surveydraft_add"), form(scope="site", site_code=site.code))
    assert SurveyDraft.objects.get(department=department).site == site


@pytest.mark.parametrize(
    "questions",
    [
        [],
        [{"kind": "one", "ko": ("하나뿐", ["예"])}],
        [{"kind": "scale", "ko": ("끝이 하나", ["나쁨"])}],
        [{"kind": "words", "ko": ("글", ["선택"])}],
        [{**QUESTIONS[0], "en": ("Is it loud?", ["Yes"])}],
        [{"kind": "one", "ko": ("영어가 없음", ["예", "아니요"])}],
        QUESTIONS * 3,
    ],
)
def test_what_is_not_whole_is_not_handed_in(questions: list) -> None:
    draft = make_draft(questions=questions)
    assert faults(draft)
    with pytest.raises(ActionError):
        actions.submit(draft=draft, by=make_official(), now=timezone.now())


def test_nobody_releases_what_he_handed_in() -> None:
    one = make_official()
    draft = actions.submit(draft=make_draft(), by=one, now=timezone.now())
    with pytest.raises(ActionError):
        actions.release(draft=draft, by=one, now=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        SurveyDraft.objects.filter(pk=draft.pk).update(decided_by=one)


def test_a_withdrawal_takes_everything_but_the_ground(head: Official, department: Department, client: Client) -> None:
    survey = make_survey(department=department)
    for number in range(25):
        answer(survey, f"person-{number}", q1=1, q4="지워질 말")
    count(timezone.now())
    actions.withdraw(survey=survey, ground="물음이 잘못됨", by=head, now=timezone.now())
    assert not SurveyQuestion.objects.filter(survey=survey).exists() and not survey.texts.exists()
    assert not WrittenWords.objects.of_survey(survey).exists()
    assert not Participant.objects.filter(poll__survey=survey).exists()
    assert not Sum.objects.filter(question__survey=survey).exists()
    assert not answer(survey, "too late", q1=1)
    gone = client.get(survey.get_absolute_url())
    assert gone.status_code == 410 and "물음이 잘못됨" in gone.content.decode()
    assert_valid_html(gone.content.decode())
    with pytest.raises(ActionError):
        actions.withdraw(survey=survey, ground="다시", by=head, now=timezone.now())


def test_results_too_can_be_withdrawn(head: Official, department: Department) -> None:
    survey = make_survey(department=department)
    for number in range(6):
        answer(survey, f"person-{number}", q1=1)
    count(after_the_end(survey))
    assert SurveyResult.objects.filter(question__survey=survey).exists()
    actions.withdraw(survey=survey, ground="개인정보가 보임", by=head, now=timezone.now())
    assert not SurveyResult.objects.filter(question__survey=survey).exists()


def test_words_are_read_by_the_department_alone_and_not_before_the_end(
    department: Department, editor: Official, head: Official
) -> None:
    draft = make_draft(department)
    actions.submit(draft=draft, by=editor, now=timezone.now())
    survey = actions.release(draft=draft, by=head, now=timezone.now())
    for number in range(25):
        answer(survey, f"person-{number}", q4=f"<b>글 {number}")
    count(timezone.now())
    review = reverse("admin:polling-review", args=[draft.pk])
    assert "글 7" not in signed_in(editor).get(review).content.decode()
    count(after_the_end(survey))
    assert "&lt;b&gt;글 7" in signed_in(editor).get(review).content.decode()
    auditor = signed_in(make_persona(Role.AUDITOR, make_department()))
    page = auditor.get(review)
    assert page.status_code == 200 and "글 7" not in page.content.decode()
    stranger = signed_in(make_persona(Role.EDITOR, make_department()))
    assert stranger.get(review).status_code == 404


def test_the_demo_has_a_survey_that_is_open_one_after_answers_and_one_with_results() -> None:
    install_officials()
    SurveyDraft.objects.all().delete()
    today = timezone.localdate()
    assert "3 demo surveys" in load_surveys(today)
    assert load_surveys(today).startswith("no "), "once"
    ours = Survey.objects.filter(department__code=HOME_DEPARTMENT)
    assert ours.open_on(today).count() == 2 and ours.after_answers().count() == 1
    over = ours.get(results_at__isnull=False)
    assert over.answered == 135 and over.text is not None and "시연용" in over.text.title
    assert SurveyResult.objects.filter(question__survey=over, number=None, choice__isnull=False).exists()
