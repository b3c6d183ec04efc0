"""Open questions of a site come before one's own: one of them is followed, or none."""

import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.test import Client

from allimi.embedded.running import Running
from complaints.asking.similar import open_questions
from tests.public.citizen import PHONE, Citizen, arrived, proof, proven
from tests.public.conftest import Released

# Runs inside: an open question of a site, as it stands after its release.
OPEN = """
import sys, django
django.setup()
from django.db.models import Max
from django.utils import timezone
from complaints.models import PublicQuestion, QuestionContent
from tests.factories import make_department
from sites.models import ConstructionSite
question = PublicQuestion.objects.create(
    site=ConstructionSite.objects.get(code=sys.argv[1]), department=make_department(), post="question", language="ko",
    asked_on=timezone.localdate(), approved_post="과장", released_at=timezone.now(),
    change=(PublicQuestion.objects.aggregate(last=Max("change"))["last"] or 0) + 1,
)
QuestionContent.objects.create(question=question, title="야간 작업은 언제까지입니까?", text="언제까지입니까?")
print(question.pk)
"""


@pytest.fixture
def question(live: Running, released: Released) -> str:
    done = subprocess.run(
        [sys.executable, "-c", OPEN, released.site],
        env=live.environment(),
        cwd=settings.BASE_DIR,
        check=True,
        capture_output=True,
        text=True,
    )
    number = done.stdout.split()[-1]
    for _ in range(100):
        if any(str(each.pk) == number for each in open_questions(released.site)):
            return number
        time.sleep(0.1)
    pytest.fail("The question did not come through the wall within 10 s.")


def at_the_site(released: Released) -> dict[str, str]:
    return {"where": "site", "query": released.site, "asked": released.site, "site": released.site, "words": ""}


def test_an_open_question_is_followed(client: Client, live: Running, released: Released, question: str) -> None:
    citizen = Citizen(client).at(proven()).press("next", **at_the_site(released))
    assert citizen.journey.at == "similar" and "야간 작업은 언제까지입니까?" in citizen.html
    citizen.press("next")
    assert len(citizen.errors) == 1
    citizen.press("next", question=question)
    assert citizen.journey.at == "contact", "whoever follows writes nothing"
    citizen.press("next", name="김시민", channel="sms", email="")
    assert citizen.journey.at == "check" and "야간 작업은 언제까지입니까?" in citizen.html
    sent = citizen.journey.sending["id"]
    citizen.press("send")
    message = arrived(live, sent)
    assert message is not None
    assert (message["kind"], message["question"]) == ("followup", int(question))
    assert message["notify"] == [{"channel": "sms", "to": PHONE}]


def test_another_matter_is_written_of(client: Client, released: Released, question: str) -> None:
    citizen = Citizen(client).at(proven()).press("next", **at_the_site(released)).press("next", question="none")
    assert citizen.journey.at == "text"


def test_from_the_question_itself_the_way_is_short(client: Client, released: Released, question: str) -> None:
    citizen = Citizen(client).press("next", site=released.site, question=question)
    assert "ask/verify" in citizen.html
    carried = proven("question", where=at_the_site(released), similar={"question": question})
    carried.at, carried.known, carried.proof = "post", ["where", "similar"], proof()
    citizen.at(carried).press("next")
    assert citizen.journey.at == "contact"
