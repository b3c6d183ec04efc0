"""Who follows a public question is told once, when it is answered or taken down, and forgotten."""

import pytest
from django.utils import timezone

from casework.models import Case, OutboxMessage
from casework.outbox.content import decrypt
from complaints.models import PublicQuestion, QuestionState
from complaints.petitions import Followup, Notice, Place, Writer
from desk.models import Official
from followers.models import Follower
from followers.rounds import tell
from tests.casework.conftest import department, head, officer  # noqa: F401  (fixtures)
from tests.casework.making import make_case
from tests.casework.test_publishing import answered, publish, take_down
from tests.factories import make_release

from .making import arrive

pytestmark = pytest.mark.django_db
PHONE = "01012345678"


@pytest.fixture
def question(officer: Official, head: Official) -> PublicQuestion:  # noqa: F811
    return publish(_case(officer), officer, head)


def follow(question: int, *notices: Notice) -> None:
    writer = Writer(method="phone", subject=PHONE, phone=PHONE)
    arrive(Followup(question=question, writer=writer, notify=notices, written_at=timezone.now(), language="ko"))


def test_followers_hear_of_the_answer_once_and_are_forgotten(officer: Official, head: Official) -> None:  # noqa: F811
    case = _case(officer)
    question = publish(case, officer, head)
    event = f"question:{question.pk}:answered"
    for _ in range(2):
        follow(question.pk, Notice(channel="alimtalk", to=PHONE), Notice(channel="sms", to=PHONE))
    follow(question.pk, Notice(channel="none"))
    tell(timezone.now())
    assert Follower.objects.count() == 1 and not OutboxMessage.objects.filter(event=event).exists()
    publish(answered(case, officer), officer, head, answer="3월에 끝납니다.")
    for _ in range(2):
        tell(timezone.now())
    told = decrypt(bytes(OutboxMessage.objects.get(event=event).content))
    assert f"/questions/{question.pk}/" in told.text and "3월" not in told.text
    assert [way.channel for way in told.behind] == ["sms"]
    assert not Follower.objects.exists()
    follow(question.pk, Notice(channel="sms", to="01099990000"))  # late: told in the next round
    tell(timezone.now())
    assert OutboxMessage.objects.filter(event=event).count() == 2


def test_followers_hear_that_a_question_was_taken_down(question: PublicQuestion, head: Official) -> None:  # noqa: F811
    follow(question.pk, Notice(channel="sms", to=PHONE))
    take_down(question=question, state=QuestionState.WITHDRAWN, ground="글쓴이의 뜻", by=head, now=timezone.now())
    tell(timezone.now())
    told = OutboxMessage.objects.get(event=f"question:{question.pk}:withdrawn")
    assert f"/questions/{question.pk}/" in decrypt(bytes(told.content)).text
    assert not Follower.objects.exists()


def _case(officer: Official) -> Case:  # noqa: F811
    return make_case(officer=officer, public=True, place=Place(site=make_release("site").site.code))
