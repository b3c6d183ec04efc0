"""A case from its arrival to its end, by the actions that the case's page calls."""

import datetime
import json

import pytest
from django.utils import timezone

from casework import actions
from casework.models import (
    Answer,
    Arrival,
    Case,
    CaseState,
    ContactBox,
    Ending,
    Look,
    OutboxMessage,
    Route,
)
from complaints.petitions import Addition, Place, Rating, ReceiptKey, Renewal, Reopening
from complaints.sealing.receipts import new_receipt
from desk.actions import ActionError
from desk.models import AuditEntry, Official, Role, SiteDuty
from sites.models import Department
from tests.casework.making import make_case, make_petition, make_writer
from tests.factories import make_department, make_site
from tests.internal.personas import make_persona

NOW = datetime.datetime.fromisoformat("2026-11-09T10:00:00+09:00")  # a Monday
HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)


def letters_of(case: Case) -> list[dict[str, str]]:
    return [json.loads(each.content) for each in case.letters.order_by("sequence")]


def kinds_of(case: Case) -> list[str]:
    return [letter["kind"] for letter in letters_of(case)]


def answered(
    case: Case, officer: Official, *, now: datetime.datetime = NOW, text: str = "다음 달에 끝납니다."
) -> Answer:
    actions.save_draft(case=case, text="다음 달에 끝납니다.", by=officer, now=now)
    return actions.answer(case=case, by=officer, now=now)


# Arrival and routing


def test_a_petition_becomes_a_numbered_case_with_its_clock_and_everyone_is_told(
    officer: Official, head: Official
) -> None:
    first = actions.receive(petition=make_petition(), received_at=NOW, arrival=None)
    second = actions.receive(petition=make_petition(), received_at=NOW, arrival=None)
    year, number = first.number.split("-")
    assert (year, second.number) == ("2026", f"2026-{int(number) + 1:06}")
    assert (first.state, first.department) == (CaseState.NEW, officer.department)
    assert first.due_at == datetime.datetime.fromisoformat("2026-11-17T23:59:59+09:00")  # 7 days with the first
    [letter] = letters_of(first)
    assert letter["kind"] == "received"
    assert letter["explanation"]
    told = OutboxMessage.objects.filter(event=f"case:{first.pk}:received")
    assert {each.shown_recipient for each in told} == {"of***@example.com", "he***@example.com"}
    citizen = OutboxMessage.objects.get(event__startswith=f"case:{first.pk}:received:")
    assert (citizen.channel, citizen.shown_recipient) == ("sms", "010-****-5678")


def test_it_goes_where_the_first_route_that_fits_says_and_to_whose_duty_it_is(department: Department) -> None:
    noise = make_department()
    editor = make_persona(Role.EDITOR, noise, duty="소음·진동 민원")
    Route.objects.create(place=10, words="소음, 진동", category="소음", department=noise, duty="소음")
    case = actions.receive(petition=make_petition(text="밤마다 진동이 심합니다."), received_at=NOW, arrival=None)
    assert (case.department, case.officer, case.category) == (noise, editor, "소음")
    assert case.state == CaseState.HANDLING
    assert kinds_of(case) == ["received", "assigned"]
    other = actions.receive(petition=make_petition(), received_at=NOW, arrival=None)
    assert (other.department, other.officer) == (department, None)


def test_what_is_about_a_site_goes_to_its_department_and_its_officer(department: Department) -> None:
    from desk.actions import assign as assign_to_site

    elsewhere = make_department()
    head, editor = make_persona(Role.APPROVER, elsewhere), make_persona(Role.EDITOR, elsewhere)
    site = make_site(by=head)
    today = timezone.localdate(NOW)
    assign_to_site(official=editor, site=site, duty=SiteDuty.OFFICER, starts_on=today, ends_on=None, by=head)
    case = actions.receive(petition=make_petition(place=Place(site=site.code)), received_at=NOW, arrival=None)
    assert (case.department, case.officer, case.site) == (elsewhere, editor, site)


def test_what_nobody_takes_is_refused_so_that_the_arrival_is_kept(department: Department) -> None:
    from casework.routing import NoRoute

    Route.objects.all().delete()
    with pytest.raises(NoRoute):
        actions.receive(petition=make_petition(), received_at=NOW, arrival=None)


# Assigning and transferring


def test_the_citizen_hears_who_is_in_charge_with_name_and_number(officer: Official, head: Official) -> None:
    case = make_case(officer=officer, new=True)
    actions.assign(case=case, officer=officer, by=head, now=NOW, needs_approval=True)
    case.refresh_from_db()
    assert (case.state, case.officer, case.needs_approval) == (CaseState.HANDLING, officer, True)
    letter = letters_of(case)[-1]
    assert letter["kind"] == "assigned"
    assert letter["post"] == "주무관 이담당"  # Decree 31
    assert letter["phone"] == "02-2133-1234"


def test_somebody_of_another_department_is_not_put_in_charge(officer: Official, head: Official) -> None:
    stranger = make_persona(Role.EDITOR, make_department())
    with pytest.raises(ActionError):
        actions.assign(case=make_case(officer=officer), officer=stranger, by=head, now=NOW)


def test_a_transfer_keeps_the_clock_and_tells_when_it_was_later_than_the_law_wants(officer: Official) -> None:
    case = make_case(officer=officer, received_at=NOW)
    other = make_department()
    moved = actions.transfer(case=case, department=other, reason="하천 점용 업무", by=officer, now=NOW + 2 * HOUR)
    assert (moved.was_late, moved.due_at) == (False, NOW + 4 * HOUR)  # 3 working hours, without lunch
    due = case.due_at
    case.refresh_from_db()
    assert (case.department, case.officer, case.state, case.due_at) == (other, None, CaseState.NEW, due)
    assert kinds_of(case)[-1] == "transferred"
    late = actions.transfer(case=case, department=officer.department, reason="도로 업무", by=officer, now=NOW + DAY)
    assert late.was_late


def test_what_goes_to_another_authority_is_closed_and_the_citizen_is_told(officer: Official, head: Official) -> None:
    case = make_case(officer=officer)
    actions.transfer_away(case=case, authority="한국도로공사", reason="고속도로 구간", by=head, now=NOW)
    case.refresh_from_db()
    assert (case.state, case.ending) == (CaseState.CLOSED, Ending.TRANSFERRED)
    assert "한국도로공사" in letters_of(case)[-1]["text"]


# The clock


def test_a_question_back_stops_the_clock_until_the_citizen_answers(officer: Official) -> None:
    case = make_case(officer=officer, received_at=NOW)
    actions.ask_back(case=case, text="어느 학교 앞입니까?", by=officer, now=NOW + DAY)
    case.refresh_from_db()
    assert (case.state, case.stopped_at) == (CaseState.ASKED_BACK, NOW + DAY)
    assert letters_of(case)[-1]["text"] == "어느 학교 앞입니까?"
    addition = Addition(locator=case.locator, text="금호초등학교입니다.", written_at=NOW, language="ko")
    actions.take_addition(addition=addition, received_at=NOW + 3 * DAY, arrival=None)
    case.refresh_from_db()
    assert (case.state, case.stopped_at) == (CaseState.HANDLING, None)
    # 9 | 13 | 16-20: Tuesday to Thursday are left out
    assert case.due_at == datetime.datetime.fromisoformat("2026-11-20T23:59:59+09:00")
    assert case.exchanges.last().text == "금호초등학교입니다."


def test_an_extension_tells_reason_and_new_date_and_a_second_needs_consent(officer: Official) -> None:
    case = make_case(officer=officer, received_at=NOW)
    actions.extend(case=case, amount=7, reason="현장 확인이 필요합니다.", by=officer, now=NOW)
    case.refresh_from_db()
    assert case.due_at == datetime.datetime.fromisoformat("2026-11-26T23:59:59+09:00")
    letter = letters_of(case)[-1]
    assert (letter["kind"], letter["text"]) == ("extended", "현장 확인이 필요합니다.")
    assert letter["reply_by"].startswith("2026-11-26")
    with pytest.raises(ActionError):
        actions.extend(case=case, amount=1, reason="또", by=officer, now=NOW)
    actions.extend(case=case, amount=1, reason="또", by=officer, now=NOW, has_consent=True)
    with pytest.raises(ActionError):
        actions.extend(case=case, amount=1, reason="또", by=officer, now=NOW, has_consent=True)


@pytest.mark.parametrize("amount", [0, 8])
def test_an_extension_longer_than_the_time_itself_is_refused(officer: Official, amount: int) -> None:
    case = make_case(officer=officer, received_at=NOW)
    with pytest.raises(ActionError):
        actions.extend(case=case, amount=amount, reason="오래 걸립니다.", by=officer, now=NOW)


def test_what_is_overdue_is_not_extended_any_more(officer: Official) -> None:
    case = make_case(officer=officer, received_at=NOW)
    with pytest.raises(ActionError):
        actions.extend(case=case, amount=1, reason="오래 걸립니다.", by=officer, now=NOW + 30 * DAY)


def test_an_investigation_on_site_stops_the_clock_of_a_grievance_alone(officer: Official) -> None:
    grievance = make_case(officer=officer, received_at=NOW, post="complaint")
    actions.investigate(case=grievance, by=officer, now=NOW + DAY)
    actions.prolong_investigation(case=grievance, by=officer, now=NOW + 2 * DAY)
    actions.end_investigation(case=grievance, by=officer, now=NOW + 2 * DAY)
    grievance.refresh_from_db()
    assert grievance.due_at == datetime.datetime.fromisoformat("2026-11-19T23:59:59+09:00")  # two days later
    question = make_case(officer=officer, received_at=NOW)
    with pytest.raises(ActionError):
        actions.investigate(case=question, by=officer, now=NOW + DAY)


# Answering


def test_an_answer_is_sealed_to_the_receipt_and_the_notice_carries_none_of_it(officer: Official) -> None:
    case = make_case(officer=officer)
    answered(case, officer)
    case.refresh_from_db()
    assert (case.state, case.answered_at) == (CaseState.ANSWERED, NOW)
    assert letters_of(case)[-1] | {"kind": "answered", "text": "다음 달에 끝납니다."} == letters_of(case)[-1]
    from casework.outbox.content import decrypt

    [notice] = OutboxMessage.objects.filter(event__startswith=f"case:{case.pk}:answered:")
    content = decrypt(bytes(notice.content))
    assert "다음 달" not in content.text
    assert "/ask/status/" in content.text


def test_an_answer_that_the_head_wants_to_read_goes_out_by_another_hand_alone(
    officer: Official, head: Official
) -> None:
    case = make_case(officer=officer)
    actions.assign(case=case, officer=officer, by=head, now=NOW, needs_approval=True)
    actions.save_draft(case=case, text="다음 달에 끝납니다.", by=officer, now=NOW)
    with pytest.raises(ActionError):
        actions.answer(case=case, by=officer, now=NOW)
    actions.submit_draft(case=case, by=officer, now=NOW)
    with pytest.raises(ActionError):
        actions.approve(case=case, by=officer, now=NOW)
    actions.return_draft(case=case, reason="날짜를 적으십시오.", by=head, now=NOW)
    assert case.answers.get().returned_because == "날짜를 적으십시오."
    actions.save_draft(case=case, text="12월 20일에 끝납니다.", by=officer, now=NOW)
    actions.submit_draft(case=case, by=officer, now=NOW)
    sent = actions.approve(case=case, by=head, now=NOW)
    assert (sent.approved_by, kinds_of(case)[-1]) == (head, "answered")


def test_a_refusal_without_reason_and_remedy_does_not_go_out(officer: Official) -> None:
    case = make_case(officer=officer)
    actions.save_draft(case=case, text="할 수 없습니다.", is_refusal=True, reason="도로법 제61조", by=officer, now=NOW)
    with pytest.raises(ActionError):
        actions.answer(case=case, by=officer, now=NOW)
    assert case.answers.sent().count() == 0
    remedy = "90일 안에 행정심판을 청구하실 수 있습니다."
    actions.save_draft(
        case=case, text="할 수 없습니다.", is_refusal=True, reason="도로법 제61조", remedy=remedy, by=officer, now=NOW
    )
    actions.answer(case=case, by=officer, now=NOW)
    assert letters_of(case)[-1]["legal"] == f"도로법 제61조\n\n{remedy}"


def test_five_persons_with_the_same_concern_are_answered_as_one_and_four_are_not(
    officer: Official, head: Official
) -> None:
    cases = [make_case(officer=officer) for _number in range(5)]
    with pytest.raises(ActionError):
        actions.merge(case=cases[0], others=cases[1:4], by=head, now=NOW)
    actions.merge(case=cases[0], others=cases[1:], by=head, now=NOW)
    answered(cases[0], officer)
    for case in cases:
        assert letters_of(case)[-1]["text"] == "다음 달에 끝납니다."
        assert len([kind for kind in kinds_of(case) if kind == "answered"]) == 1


def test_five_from_one_person_are_not_five_persons(officer: Official, head: Official) -> None:
    writer = make_writer()
    cases = [make_case(officer=officer, writer=writer) for _number in range(5)]
    with pytest.raises(ActionError):
        actions.merge(case=cases[0], others=cases[1:], by=head, now=NOW)


def test_a_third_of_the_same_is_closed_after_two_answers_and_not_after_one(officer: Official, head: Official) -> None:
    writer = make_writer()
    cases = [make_case(officer=officer, writer=writer, received_at=NOW + day * DAY) for day in range(3)]
    answered(cases[0], officer)
    with pytest.raises(ActionError):
        actions.close_after_two(case=cases[2], reason="같은 내용입니다.", by=head, now=NOW + 4 * DAY)
    answered(cases[1], officer)
    actions.close_after_two(case=cases[2], reason="같은 내용입니다.", by=head, now=NOW + 4 * DAY)
    cases[2].refresh_from_db()
    assert (cases[2].state, cases[2].ending) == (CaseState.CLOSED, Ending.REPEATED)
    assert cases[0].receipt_number in letters_of(cases[2])[-1]["text"]


# What the citizen sends with the receipt


def test_a_rating_is_kept_and_only_behind_an_answer(officer: Official) -> None:
    case = make_case(officer=officer)
    rating = Rating(locator=case.locator, points=5, words="고맙습니다", written_at=NOW, language="ko")
    actions.rate(rating=rating, received_at=NOW)
    case.refresh_from_db()
    assert case.rating is None
    answered(case, officer)
    actions.rate(rating=rating, received_at=NOW)
    case.refresh_from_db()
    assert (case.rating, case.rating_words) == (5, "고맙습니다")


def test_it_is_reopened_once_with_its_time_anew_and_read_by_a_head(officer: Official) -> None:
    case = make_case(officer=officer, received_at=NOW)
    answered(case, officer)
    wish = Reopening(locator=case.locator, text="아직 안 끝났습니다.", written_at=NOW, language="ko")
    actions.reopen(reopening=wish, received_at=NOW + 30 * DAY, arrival=None)
    case.refresh_from_db()
    assert (case.state, case.needs_approval) == (CaseState.HANDLING, True)
    assert case.due_at == datetime.datetime.fromisoformat("2026-12-17T23:59:59+09:00")
    actions.save_draft(case=case, text="내일 끝납니다.", by=officer, now=NOW + 31 * DAY)
    actions.submit_draft(case=case, by=officer, now=NOW + 31 * DAY)
    actions.approve(case=case, by=make_persona(Role.APPROVER, officer.department), now=NOW + 31 * DAY)
    actions.reopen(reopening=wish, received_at=NOW + 32 * DAY, arrival=None)
    case.refresh_from_db()
    assert case.state == CaseState.ANSWERED
    assert case.exchanges.count() == 2  # kept all the same


def test_a_lost_receipt_is_renewed_for_the_same_person_and_for_nobody_else(officer: Official) -> None:
    writer = make_writer()
    case = make_case(officer=officer, writer=writer)
    old, made = case.locator, new_receipt()
    receipt = ReceiptKey(number=made.number, locator=made.locator, public_key=made.public_key)
    stranger = Renewal(receipt=receipt, writer=make_writer(), written_at=NOW, language="ko")
    assert actions.renew_receipt(renewal=stranger, received_at=NOW) is None
    renewal = Renewal(receipt=receipt, writer=writer, old_number=case.receipt_number, written_at=NOW, language="ko")
    assert actions.renew_receipt(renewal=renewal, received_at=NOW) == case
    case.refresh_from_db()
    assert (case.locator, case.receipt_number) == (made.locator, made.number)
    assert case.locator != old


# Contacts, and the end of their time


def test_a_contact_lies_encrypted_and_each_look_is_recorded(officer: Official) -> None:
    writer = make_writer(name="성춘향")
    case = make_case(officer=officer, writer=writer)
    sealed = bytes(ContactBox.objects.get(case=case).sealed)
    assert "성춘향".encode() not in sealed
    assert writer.phone.encode() not in sealed
    with pytest.raises(ActionError):
        actions.look_at_contact(case=case, reason=" ", by=officer, now=NOW)
    contact = actions.look_at_contact(case=case, reason="전화로 확인", by=officer, now=NOW)
    assert (contact.name, contact.phone) == ("성춘향", writer.phone)
    assert Look.objects.get(case=case).reason == "전화로 확인"


def test_a_contact_of_another_case_does_not_open_here(officer: Official) -> None:
    one, other = make_case(officer=officer), make_case(officer=officer)
    sealed = ContactBox.objects.get(case=one).sealed
    ContactBox.objects.filter(case=other).update(sealed=sealed)
    with pytest.raises(ActionError):
        actions.look_at_contact(case=other, reason="확인", by=officer, now=NOW)


def test_what_was_kept_long_enough_is_erased_and_told(officer: Official) -> None:
    case, fresh, still_open = (make_case(officer=officer) for _number in range(3))
    Case.objects.exclude(pk__in=[case.pk, fresh.pk, still_open.pk]).update(erased_at=NOW)
    answered(case, officer, now=NOW - 2000 * DAY)
    answered(fresh, officer, now=NOW - 400 * DAY)
    erased = actions.erase_expired(now=NOW)
    assert (erased.contacts, erased.cases) == (2, 1)
    assert erased.letters == 3  # received, assigned, answered
    case.refresh_from_db()
    assert (case.title, case.text, case.person_index, case.erased_at) == ("", "", "", NOW)
    assert not case.answers.exists()
    fresh.refresh_from_db()
    assert fresh.text and not ContactBox.objects.filter(case=fresh).exists()
    assert ContactBox.objects.filter(case=still_open).exists()
    assert AuditEntry.objects.filter(action="case.erase", subject=f"case:{case.number}").count() == 2
    assert actions.erase_expired(now=NOW).cases == 0


# What is told by itself


def test_an_overdue_case_is_told_to_the_officer_and_after_two_days_to_the_head(
    officer: Official, head: Official
) -> None:
    case = make_case(officer=officer, received_at=NOW)  # due on Tuesday the 17th
    Case.objects.exclude(pk=case.pk).update(stopped_at=NOW)
    assert actions.remind_overdue(now=NOW) == 0
    wednesday = datetime.datetime.fromisoformat("2026-11-18T09:00:00+09:00")
    assert actions.remind_overdue(now=wednesday) == 1
    assert actions.remind_overdue(now=wednesday) == 0  # once a day
    told = OutboxMessage.objects.filter(event__startswith=f"case:{case.pk}:overdue")
    assert {each.shown_recipient for each in told} == {"of***@example.com"}
    actions.remind_overdue(now=wednesday + DAY)
    assert {each.shown_recipient for each in told.all()} == {"of***@example.com", "he***@example.com"}
    assert actions.remind_overdue(now=wednesday + 3 * DAY) == 0  # a Saturday


def test_beyond_thirty_days_the_citizen_hears_how_far_it_is_once_each_time(officer: Official) -> None:
    case = make_case(officer=officer, received_at=NOW)
    Case.objects.exclude(pk=case.pk).update(received_at=timezone.now() + 3650 * DAY)
    assert actions.tell_progress(now=NOW + 29 * DAY) == 0
    assert actions.tell_progress(now=NOW + 30 * DAY) == 1
    assert actions.tell_progress(now=NOW + 31 * DAY) == 0
    assert actions.tell_progress(now=NOW + 60 * DAY) == 1
    assert kinds_of(case).count("progress") == 2


def test_handlers_take_each_kind_that_a_citizen_sends(department: Department) -> None:
    from casework.arrivals import handlers

    arrival = Arrival.objects.create(id=make_petition().id, sealed=b"", received_at=NOW)
    handlers["petition"](arrival, make_petition())
    assert Case.objects.get(arrival=arrival).received_at == NOW
    assert {"petition", "addition", "rating", "reopening", "renewal"} <= handlers.keys()
