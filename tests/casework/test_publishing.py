"""Questions on their way to the public: consent, four eyes, followers, and nothing left of what is taken down."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from casework.actions import answer, save_draft
from casework.actions.counting import count_voice
from casework.actions.publishing import propose, release, return_publication, shown_question, take_down
from casework.models import Case, CaseState, OutboxMessage, Publication, PublicationState
from complaints.models import PublicQuestion, QuestionAnswer, QuestionContent, QuestionState, VoiceFigures
from complaints.petitions import Place
from desk.actions.errors import ActionError
from desk.models import AuditEntry, Official, Role
from sites.models import Department
from tests.factories import make_department, make_release
from tests.internal.personas import make_persona, signed_in
from tests.pages import assert_valid_html

from .making import make_case

pytestmark = pytest.mark.django_db
NOW = timezone.now()
PRIVATE = "저는 102동 1203호 홍길동입니다."


def publish(case: Case, officer: Official, head: Official, *, answer: str = "") -> PublicQuestion:
    words = {"title": "보도 포장 일정", "text": "보도 포장이 언제 끝납니까?", "answer": answer}
    return release(publication=propose(case=case, **words, by=officer, now=NOW), by=head, now=NOW)


def answered(case: Case, officer: Official) -> Case:
    save_draft(case=case, text="3월에 끝납니다. 담당 이담당", by=officer, now=NOW)
    answer(case=case, by=officer, now=NOW)
    case.refresh_from_db()
    return case


@pytest.fixture
def case(officer: Official) -> Case:
    site = make_release("site").site
    return make_case(officer=officer, public=True, text=PRIVATE, place=Place(site=site.code))


def test_without_consent_nothing_is_published(officer: Official) -> None:
    case = make_case(officer=officer)
    with pytest.raises(ActionError, match="동의|agree"):
        propose(case=case, title="제목", text="본문", answer="", by=officer, now=NOW)
    assert not case.publications.exists()


def test_another_official_releases_and_the_database_insists(case: Case, officer: Official, head: Official) -> None:
    publication = propose(case=case, title="제목", text="본문", answer="", by=officer, now=NOW)
    with pytest.raises(ActionError):
        release(publication=publication, by=officer, now=NOW)
    assert not PublicQuestion.objects.filter(department=case.department).exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.filter(pk=publication.pk).update(decided_by=officer)
    question = release(publication=publication, by=head, now=NOW)
    assert question.site.code == case.site.code and question.department == case.department
    assert question.approved_post == head.public_post
    with pytest.raises(ActionError):
        release(publication=publication, by=head, now=NOW)


def test_only_redacted_words_become_public(case: Case, officer: Official, head: Official) -> None:
    question = publish(case, officer, head)
    for table in (PublicQuestion, QuestionContent, QuestionAnswer):
        with connection.cursor() as cursor:
            name = table._meta.db_table
            cursor.execute(f"SELECT coalesce(string_agg(t::text, ''), '') FROM {name} t")
            (rows,) = cursor.fetchone()
        assert "홍길동" not in rows and "1203" not in rows and case.number not in rows
    assert question.content.text == "보도 포장이 언제 끝납니까?"


def test_an_answer_is_published_behind_its_question(case: Case, officer: Official, head: Official) -> None:
    question = publish(case, officer, head)
    with pytest.raises(ActionError):
        propose(case=case, title="제목", text="본문", answer="3월", by=officer, now=NOW)  # the citizen comes first
    answered(case, officer)
    again = publish(case, officer, head, answer="3월에 끝납니다.")
    assert again.pk == question.pk and again.change > question.change
    assert (again.answer.text, again.answer.answered_post) == ("3월에 끝납니다.", officer.public_post)
    with pytest.raises(ActionError):
        propose(case=case, title="제목", text="본문", answer="4월", by=officer, now=NOW)


def test_what_is_returned_can_be_proposed_anew(case: Case, officer: Official, head: Official) -> None:
    publication = propose(case=case, title="제목", text=PRIVATE, answer="", by=officer, now=NOW)
    return_publication(publication=publication, reason="이름을 지우십시오", by=head, now=NOW)
    question = publish(case, officer, head)
    assert shown_question(case) == question
    assert list(case.publications.values_list("state", flat=True)) == ["released", "returned"]


@pytest.mark.parametrize("state", [QuestionState.WITHDRAWN, QuestionState.ERASED])
def test_what_is_taken_down_leaves_a_tombstone_alone(
    case: Case, officer: Official, head: Official, client: Client, state: QuestionState
) -> None:
    question = publish(answered(case, officer), officer, head, answer="3월에 끝납니다.")
    change = question.change
    with pytest.raises(ActionError):
        take_down(question=question, state=state, ground=" ", by=head, now=NOW)
    take_down(question=question, state=state, ground="글쓴이의 뜻", by=head, now=NOW)
    question.refresh_from_db()
    assert (question.state, question.ground) == (state, "글쓴이의 뜻") and question.change > change
    assert not QuestionContent.objects.filter(question=question).exists()
    assert not QuestionAnswer.objects.filter(question=question).exists()
    assert AuditEntry.objects.get(subject=f"publication:{question.pk}").action == f"publication.{state}"
    response = client.get(f"/questions/{question.pk}/")
    assert response.status_code == 410
    html = response.content.decode()
    assert "글쓴이의 뜻" in html and "포장" not in html
    assert_valid_html(html)
    with pytest.raises(ActionError):
        take_down(question=question, state=state, ground="한 번 더", by=head, now=NOW)


def test_the_pages_show_search_and_narrow(
    case: Case, officer: Official, head: Official, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    question = publish(case, officer, head)
    code, department = question.site.code, question.department.code
    client.get("/questions/")
    with django_assert_max_num_queries(4):
        html = client.get(
            f"/questions/?words=보도+언제&department={department}&post=question&answered=no"
        ).content.decode()
    assert_valid_html(html)
    assert f"/questions/{question.pk}/" in html
    for other in (f"words=한강교&department={department}", f"answered=yes&department={department}", "site=NOWHERE"):
        assert f"/questions/{question.pk}/" not in client.get(f"/questions/?{other}").content.decode()
    assert client.get("/questions/?department=NOWHERE").status_code == 404
    with django_assert_max_num_queries(1):
        one = client.get(f"/en/questions/{question.pk}/").content.decode()
    assert_valid_html(one)
    assert '<h1 lang="ko">보도 포장 일정</h1>' in one and "Follow this question" in one
    with django_assert_max_num_queries(5):
        site = client.get(f"/sites/{code}/").content.decode()
    assert_valid_html(site)
    assert 'id="questions"' in site and "보도 포장 일정" in site


def test_a_citizens_markup_stays_text(officer: Official, head: Official, client: Client) -> None:
    case = make_case(officer=officer, public=True)
    words = {"title": "<script>x</script>", "text": "<img src=x onerror=y>\nhttps://example.com/", "answer": ""}
    question = release(publication=propose(case=case, **words, by=officer, now=NOW), by=head, now=NOW)
    html = client.get(f"/questions/{question.pk}/").content.decode()
    assert_valid_html(html)
    assert "<img src=x" not in html and 'href="https://example.com' not in html


def test_the_departments_figures_are_counted(department: Department, officer: Official, client: Client) -> None:
    year = 2019  # of no other test
    begun = datetime.datetime(year, 3, 4, 1, 0, tzinfo=datetime.UTC)
    rows = [make_case(officer=officer, received_at=begun) for _ in range(6)]
    make_case(officer=officer, received_at=begun, post="tip")
    done = {"state": CaseState.ANSWERED, "due_at": begun + datetime.timedelta(days=7)}
    for number, case in enumerate(rows[:5]):
        at = begun + datetime.timedelta(days=2 if number else 12)
        Case.objects.filter(pk=case.pk).update(answered_at=at, rating=4, **done)
    count_voice(now=NOW)
    figures = VoiceFigures.objects.get(year=year, department=department)
    assert (figures.received, figures.answered, figures.open, figures.overdue, figures.in_time) == (6, 5, 1, 1, 4)
    assert (figures.mean_days, figures.rated, figures.mean_rating) == (4, 5, 4)
    Case.objects.filter(pk=rows[0].pk).update(rating=None)
    count_voice(now=NOW)
    whole = VoiceFigures.objects.get(year=year, department=None)
    assert (whole.received, whole.rated, whole.mean_rating) == (6, 4, None)
    html = client.get(f"/questions/figures/?year={year}").content.decode()
    assert_valid_html(html)
    assert department.name in html and "80.0%" in html
    table = b"".join(client.get(f"/questions/figures.csv?year={year}").streaming_content).decode()
    assert f"{year},{department.name},6,5,4,1,1,4.00,4," in table
    assert client.get("/questions/figures/?year=1999").status_code == 404


def test_the_desks_pages_lead_from_the_case_to_the_public(
    case: Case, officer: Official, head: Official, department: Department
) -> None:
    page = reverse("admin:casework-publish", args=[case.pk])
    words = {"title": "보도 포장 일정", "text": "010-1234-5678로 알려 주십시오.", "answer": ""}
    at_officers = signed_in(officer)
    refused = at_officers.post(page, words)
    assert "010-1234-5678" in refused.context["form"].non_field_errors()[0]
    assert at_officers.post(page, {**words, "looked_through": "on"}).status_code == 302
    publication = Publication.objects.get(case=case)
    review = reverse("admin:casework_publication_change", args=[publication.pk])
    assert at_officers.post(review, {"release": "1"}).status_code == 403
    stranger = signed_in(make_persona(Role.APPROVER, make_department()))
    assert stranger.get(review).status_code == 404
    at_heads = signed_in(head)
    html = at_heads.get(review).content.decode()
    assert "102동 1203호" in html and 'name="release"' in html  # beside each other
    assert at_heads.post(review, {"release": "1"}).status_code == 302
    publication.refresh_from_db()
    assert publication.state == PublicationState.RELEASED and publication.question
    listed = at_heads.get(reverse("admin:casework_publication_changelist")).content.decode()
    assert "보도 포장 일정" in listed
    down = reverse("admin:casework-take-down", args=[publication.question_id])
    assert signed_in(officer).get(down).status_code == 403
    at_heads.post(down, {"state": "erased", "ground": "글쓴이의 뜻"})
    publication.question.refresh_from_db()
    assert publication.question.state == QuestionState.ERASED


def test_officers_see_what_became_of_the_messages_of_their_cases(case: Case, officer: Official) -> None:
    message = OutboxMessage.objects.filter(case=case).first()
    assert message is not None
    listed = signed_in(officer).get(reverse("admin:casework_outboxmessage_changelist")).content.decode()
    assert message.shown_recipient in listed and message.event not in listed
    assert "민원 접수" in listed
    one = reverse("admin:casework_outboxmessage_change", args=[message.pk])
    assert signed_in(officer).get(one).status_code == 200
    stranger = signed_in(make_persona(Role.EDITOR, make_department()))
    assert stranger.get(one).status_code == 404
    nobody = signed_in(make_persona(None, case.department))
    assert nobody.get(reverse("admin:casework_outboxmessage_changelist")).status_code == 403
