"""A case's page and the queues, as officials open them."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from casework import actions
from casework.models import CannedParagraph, Case, CaseState, Look, Route
from casework.notices import case_path
from casework.words import POSTS
from desk.models import Official, Role, Viewing
from tests.casework.making import make_case
from tests.factories import make_department
from tests.internal.personas import make_persona, signed_in

QUEUE = "admin:casework_case_changelist"


def do(case: Case, deed: str) -> str:
    return reverse("admin:casework-case-do", args=[case.number, deed])


def test_a_question_is_taken_drafted_with_a_canned_paragraph_and_answered_from_its_page(officer: Official) -> None:
    case, client = make_case(officer=officer, new=True), signed_in(officer)
    page = client.get(case_path(case)).content.decode()
    assert "학교 앞 보도 포장" in page
    assert do(case, "take") in page
    assert client.post(do(case, "take")).status_code == 302
    paragraph = CannedParagraph.objects.create(title="맺음말", text="더 궁금하신 점은 전화 주십시오.")
    client.post(do(case, "draft"), {"text": "다음 달에 끝납니다.", "paragraph": paragraph.pk})
    assert case.answers.get().text == "다음 달에 끝납니다.\n\n더 궁금하신 점은 전화 주십시오."
    assert client.post(do(case, "answer")).status_code == 302
    case.refresh_from_db()
    assert (case.state, case.officer) == (CaseState.ANSWERED, officer)
    assert do(case, "answer") not in client.get(case_path(case)).content.decode()


def test_what_was_wrong_is_told_beside_what_was_typed(officer: Official) -> None:
    case, client = make_case(officer=officer), signed_in(officer)
    answer = client.post(do(case, "extend"), {"amount": "99", "reason": "현장 확인"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "현장 확인" in page
    assert 'value="99"' in page
    case.refresh_from_db()
    assert not case.extensions.exists()


def test_a_case_of_another_department_does_not_exist(officer: Official) -> None:
    case = make_case(officer=officer)
    client = signed_in(make_persona(Role.EDITOR, make_department()))
    assert client.get(case_path(case)).status_code == 404
    assert client.post(do(case, "note"), {"text": "보았습니다."}).status_code == 404
    assert not case.notes.exists()


def test_the_contact_is_opened_by_who_handles_the_case_and_each_look_is_recorded(
    officer: Official, head: Official
) -> None:
    case, client = make_case(officer=officer), signed_in(officer)
    assert "홍길동" not in client.get(case_path(case)).content.decode()
    assert "홍길동" in client.post(do(case, "look"), {"reason": "전화로 확인"}).content.decode()
    assert Look.objects.get(case=case).by == officer
    colleague = signed_in(make_persona(Role.EDITOR, officer.department))
    assert colleague.get(case_path(case)).status_code == 200
    assert colleague.post(do(case, "look"), {"reason": "궁금해서"}).status_code == 403
    auditor = signed_in(make_persona(Role.AUDITOR, make_department()))
    assert "전화로 확인" in auditor.get(case_path(case)).content.decode()
    assert auditor.post(do(case, "look"), {"reason": "감사"}).status_code == 403
    assert Look.objects.filter(case=case).count() == 1


def test_an_answer_before_the_head_is_approved_by_the_head_and_not_by_who_wrote_it(
    officer: Official, head: Official
) -> None:
    case = make_case(officer=officer)
    actions.assign(case=case, officer=officer, by=head, now=timezone.now(), needs_approval=True)
    client = signed_in(officer)
    client.post(do(case, "draft"), {"text": "다음 달에 끝납니다."})
    client.post(do(case, "submit"))
    assert client.post(do(case, "approve")).status_code == 403
    boxes = signed_in(head).get(reverse("admin:index")).content.decode()
    assert case_path(case) in boxes
    assert signed_in(head).post(do(case, "approve")).status_code == 302
    case.refresh_from_db()
    assert case.state == CaseState.ANSWERED


def test_what_is_due_first_is_on_top_and_what_stands_still_behind(officer: Official) -> None:
    now = timezone.now()
    late = make_case(officer=officer, received_at=now - datetime.timedelta(days=20), title="늦은 것")
    due = make_case(officer=officer, title="곧 될 것")
    stopped = make_case(officer=officer, received_at=now - datetime.timedelta(days=2), title="멈춘 것")
    actions.ask_back(case=stopped, text="어디입니까?", by=officer, now=now)
    client = signed_in(officer)
    page = client.get(reverse(QUEUE), {"queue": "mine"}).content.decode()
    places = [page.index(case_path(case)) for case in (late, due, stopped)]
    assert places == sorted(places)
    overdue = client.get(reverse(QUEUE), {"queue": "overdue"}).content.decode()
    assert case_path(late) in overdue
    assert case_path(due) not in overdue
    found = client.get(reverse(QUEUE), {"queue": "mine", "q": "멈춘"}).content.decode()
    assert case_path(stopped) in found
    assert case_path(due) not in found


def test_who_has_looked_at_a_case_is_noted_by_its_number(officer: Official) -> None:
    case = make_case(officer=officer)
    signed_in(officer).get(case_path(case))
    assert Viewing.objects.filter(official=officer, subject=f"case:{case.number}").exists()


@pytest.mark.parametrize("deed", ["draft", "answer", "assign", "transfer", "extend", "close-repeated", "look"])
def test_a_superuser_sees_and_does_nothing(officer: Official, deed: str) -> None:
    case = make_case(officer=officer)
    officer.is_superuser = True
    officer.save()
    client = signed_in(officer)
    assert client.get(case_path(case)).status_code == 200
    assert client.post(do(case, deed), {"text": "x", "reason": "x"}).status_code == 403


def test_publishing_is_offered_to_whoever_is_in_charge_alone(officer: Official) -> None:
    case = make_case(officer=officer, public=True)
    colleague = make_persona(Role.EDITOR, officer.department)
    publish = reverse("admin:casework-publish", args=[case.pk])
    assert publish in signed_in(officer).get(case_path(case)).content.decode()
    assert publish not in signed_in(colleague).get(case_path(case)).content.decode()


def test_routes_name_kinds_of_posts_in_words(officer: Official) -> None:
    Route.objects.create(place=1, post="complaint", department=officer.department)
    client = signed_in(make_persona(Role.ADMINISTRATOR, officer.department))
    for page in ("add", "changelist"):
        shown = client.get(reverse(f"admin:casework_route_{page}")).content.decode()
        assert str(POSTS["complaint"]) in shown and ">complaint<" not in shown, page
