"""From answers to sums: each person once, no way back to anybody, and results that tell of no small group."""

import datetime
import uuid

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from casework.arrivals import handlers
from casework.models import Arrival, ArrivalState, Route
from complaints.petitions import Given, SurveyAnswer, dumps, loads
from desk.models import Role
from polling.closing import WORDS_KEPT, forget_words
from polling.counting import TOGETHER, mix
from polling.models import Participant, Poll, Sum, WaitingAnswer, WrittenWords
from polling.rounding import told
from polling.rounds import count
from surveys.models import Survey, SurveyResult
from tests.casework.making import make_case
from tests.factories import make_department, make_official
from tests.internal.personas import make_persona

from .making import after_the_end, answer, make_survey

pytestmark = pytest.mark.django_db
PHONE = "01098761234"


def everything(prefix: str) -> str:
    """All rows of all tables of an app, as text, with what PostgreSQL adds to them."""
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_app_config(prefix).get_models():
            cursor.execute(f"SELECT coalesce(string_agg(t::text, ''), '') FROM {model._meta.db_table} t")
            found.append(cursor.fetchone()[0])
    return "".join(found)


def closed(survey: Survey) -> Survey:
    count(after_the_end(survey))
    survey.refresh_from_db()
    return survey


def numbers(survey: Survey, question: int) -> dict[int | None, int | None]:
    found = SurveyResult.objects.filter(question__survey=survey, question__position=question)
    return dict(found.values_list("choice__position", "number"))


def test_the_first_answer_of_a_person_counts_and_a_second_one_is_dropped() -> None:
    survey = make_survey()
    for number in range(6):
        assert answer(survey, f"0101111000{number}", q1=1)
    assert answer(survey, PHONE, q1=2)
    assert not answer(survey, PHONE, q1=1, q4="또 보냅니다")
    assert Participant.objects.count() == 7
    assert not WaitingAnswer.objects.filter(given__contains=[{"words": "또 보냅니다"}]).exists()
    other = make_survey()
    assert answer(other, PHONE, q1=1), "of another survey it is the first"
    marks = Participant.objects.filter(poll__survey__in=(survey, other)).values_list("mark", flat=True)
    assert len(set(marks)) == 8, "and nobody can tell that it is the same person"


def test_nothing_inside_tells_the_number_while_it_is_open_nor_afterwards() -> None:
    survey = make_survey()
    message = SurveyAnswer(
        survey=survey.pk,
        person=PHONE,
        given=(Given(question=1, choices=(1,)), Given(question=4, words="먼지가 많습니다")),
        written_at=timezone.now(),
        language="ko",
    )
    arrival = Arrival.objects.create(id=message.id, kind=message.kind, sealed=b"", received_at=timezone.now())
    opened = loads(dumps(message))
    handlers[message.kind](arrival, opened)
    for moment in ("waiting", "added up", "closed"):
        for name in ("polling", "surveys", "casework"):
            rows = everything(name)
            assert PHONE not in rows and PHONE[3:] not in rows and PHONE.encode().hex() not in rows, moment
        if moment == "waiting":
            mix(Poll.objects.get(survey=survey), is_last=True)
        else:
            closed(survey)


def test_no_row_of_an_answer_has_a_time_or_a_number_that_counts_up() -> None:
    for model in (Participant, WaitingAnswer, Sum, WrittenWords):
        kinds = {field.get_internal_type() for field in model._meta.get_fields()}
        assert not kinds & {"DateTimeField", "DateField", "TimeField"}, model
        if model is not Sum:  # made with the survey, before anybody answered
            assert model._meta.pk.get_internal_type() in ("UUIDField", "CharField"), model


def test_answers_are_added_up_many_at_a_time_and_leave_nothing_behind() -> None:
    survey = make_survey()
    poll = Poll.objects.get(survey=survey)
    for number in range(TOGETHER - 1):
        answer(survey, f"person-{number}", q1=1, q4=f"글 {number}")
    count(timezone.now())
    assert WaitingAnswer.objects.filter(poll=poll).count() == TOGETHER - 1, "too few to be nobody's"
    assert not WrittenWords.objects.of_survey(survey).exists()
    handled = Arrival.objects.create(
        id=uuid.uuid4(),
        kind=SurveyAnswer.kind,
        sealed=b"",
        received_at=timezone.now(),
        state=ArrivalState.HANDLED,
        handled_at=timezone.now(),
    )
    answer(survey, "person-20", q1=2, q2=(1, 3))
    count(timezone.now())
    assert not WaitingAnswer.objects.filter(poll=poll).exists()
    assert not Arrival.objects.filter(pk=handled.pk).exists(), "nor when any of them came"
    sums = dict(
        Sum.objects.filter(question__survey=survey, question__position=1).values_list("choice__position", "number")
    )
    assert sums == {None: TOGETHER, 1: TOGETHER - 1, 2: 1}
    written = list(WrittenWords.objects.of_survey(survey).order_by("pk").values_list("words", flat=True))
    assert sorted(written) == sorted(f"글 {number}" for number in range(TOGETHER - 1))
    assert written != [f"글 {number}" for number in range(TOGETHER - 1)], "by their keys they are in no order"
    assert not WrittenWords.objects.readable(survey).exists(), "nobody reads them before the end"


def test_closing_destroys_the_key_the_marks_and_the_exact_sums() -> None:
    survey = make_survey()
    for number in range(8):
        answer(survey, f"person-{number}", q1=1)
    poll = Poll.objects.get(survey=survey)
    assert bytes(poll.key)
    count(timezone.now())
    assert survey.is_open_on(timezone.localdate()) and Poll.objects.running().filter(pk=poll.pk).exists()
    closed(survey)
    poll.refresh_from_db()
    assert bytes(poll.key) == b"" and poll.closed_at
    assert not Participant.objects.filter(poll=poll).exists() and not WaitingAnswer.objects.filter(poll=poll).exists()
    assert not Sum.objects.filter(question__survey=survey).exists()
    assert not answer(survey, "too late", q1=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Poll.objects.filter(pk=poll.pk).update(key=b"another")


def test_results_tell_of_no_group_below_five_and_of_nothing_exactly() -> None:
    survey = make_survey()
    for number in range(18):
        answer(survey, f"person-{number}", q1=1 if number < 14 else 2, q2=(1, 2), q4="말" if number < 3 else "")
    survey = closed(survey)
    assert survey.results_at and survey.answered == 20
    assert numbers(survey, 1) == {None: 20, 1: 15, 2: None}, "14 and 4: the four cannot be had by subtracting"
    assert numbers(survey, 2) == {None: 20, 1: 20, 2: 20, 3: None}
    assert numbers(survey, 3) == {None: None}, "nobody answered it, which is told as few are"
    assert numbers(survey, 4) == {None: None}
    assert survey.asked is None


def test_of_fewer_than_five_nothing_is_told_and_their_words_are_deleted() -> None:
    survey = make_survey()
    for number in range(4):
        answer(survey, f"person-{number}", q1=1, q4="혼자 남긴 말")
    survey = closed(survey)
    assert survey.results_at and survey.answered is None
    assert not SurveyResult.objects.filter(question__survey=survey).exists()
    assert not WrittenWords.objects.of_survey(survey).exists()


def test_words_stay_ninety_days() -> None:
    survey = make_survey()
    for number in range(5):
        answer(survey, f"person-{number}", q4=f"글 {number}")
    count(end := after_the_end(survey))
    assert WrittenWords.objects.readable(survey).count() == 5
    assert forget_words(end + WORDS_KEPT) == 0
    assert forget_words(end + WORDS_KEPT + datetime.timedelta(seconds=1)) == 5


@pytest.mark.parametrize("given", [{}, {"q1": 3}, {"q1": (1, 2)}, {"q9": 1}, {"q4": "  "}, {"q1": "words"}, {"q4": 1}])
def test_what_fits_no_question_is_no_answer(given: dict) -> None:
    survey = make_survey()
    assert not answer(survey, PHONE, **given)
    assert answer(survey, PHONE, **given, q2=(1, 9)), "and does not use up the one that the person has"
    (kept,) = WaitingAnswer.objects.filter(poll__survey=survey)
    assert kept.given == [{"question": 2, "choices": [1], "words": ""}]


def test_of_a_survey_after_answers_it_is_told_how_many_were_answered() -> None:
    survey = make_survey(scope="answer")
    department = make_department()
    Route.objects.create(place=1, department=department)
    case = make_case(officer=make_persona(Role.EDITOR, department))
    for _ in range(6):
        case.answers.create(
            text="답변", state="sent", written_by=make_official(), written_at=timezone.now(), sent_at=timezone.now()
        )
    answer(survey, PHONE, q1=1)
    survey = closed(survey)
    assert survey.asked is not None and survey.asked >= 5


@pytest.mark.parametrize(("number", "expected"), [(0, None), (4, None), (5, 5), (7, 5), (8, 10), (12, 10), (123, 125)])
def test_numbers_are_rounded_to_fives(number: int, expected: int | None) -> None:
    assert told(number) == expected
