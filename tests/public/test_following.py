"""Open questions of a site come before one's own: one of them is followed, or none."""

import subprocess
import sys
import time
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.test import Client

from allimi.embedded.running import Running
from complaints.asking.similar import open_questions
from tests.public.citizen import PHONE, Citizen, arrived, proof, proven

# Runs inside: an open question of a site of its own, as it stands after its release.
OPEN = """
import django
django.setup()
from django.db.models import Max
from django.utils import timezone
from complaints.models import PublicQuestion, QuestionContent
from tests.factories import make_department, make_release
site = make_release("site").site
question = PublicQuestion.objects.create(
    site=site, department=make_department(), post="question", language="ko",
    asked_on=timezone.localdate(), approved_post="과장", released_at=timezone.now(),
    change=(PublicQuestion.objects.aggregate(last=Max("change"))["last"] or 0) + 1,
)
QuestionContent.objects.create(question=question, title="야간 작업은 언제까지입니까?", text="언제까지입니까?")
print(site.code, question.pk)
"""


@dataclass(frozen=True)
class Asked:
    site: str
    number: str

    @property
    def place(self) -> dict[str, str]:
        return {"where": "site", "query": self.site, "asked": self.site, "site": self.site, "words": ""}


@pytest.fixture
def question(live: Running) -> Asked:
    done = subprocess.run(
        [sys.executable, "-c", OPEN],
        env=live.environment(),
        cwd=settings.BASE_DIR,
        check=True,
        capture_output=True,
        text=True,
    )
    asked = Asked(*done.stdout.split()[-2:])
    for _ in range(100):
        if any(str(each.pk) == asked.number for each in open_questions(asked.site)):
            return asked
        time.sleep(0.1)
    pytest.fail("The question did not come through the wall within 10 s.")


def test_an_open_question_is_followed(client: Client, live: Running, question: Asked) -> None:
    citizen = Citizen(client).at(proven()).press("next", **question.place)
    assert citizen.journey.at == "similar" and "야간 작업은 언제까지입니까?" in citizen.html
    citizen.press("next")
    assert len(citizen.errors) == 1
    citizen.press("next", question=question.number)
    assert citizen.journey.at == "contact", "whoever follows writes nothing"
    citizen.press("next", name="김시민", channel="sms", email="")
    assert citizen.journey.at == "check" and "야간 작업은 언제까지입니까?" in citizen.html
    sent = citizen.journey.sending["id"]
    citizen.press("send")
    message = arrived(live, sent)
    assert message is not None
    assert (message["kind"], message["question"]) == ("followup", int(question.number))
    assert message["notify"] == [{"channel": "sms", "to": PHONE}]


def test_another_matter_is_written_of(client: Client, question: Asked) -> None:
    citizen = Citizen(client).at(proven()).press("next", **question.place).press("next", question="none")
    assert citizen.journey.at == "text"


def test_from_the_question_itself_the_way_is_short(client: Client, question: Asked) -> None:
    citizen = Citizen(client).press("next", site=question.site, question=question.number)
    assert "ask/verify" in citizen.html
    carried = proven("question", where=question.place, similar={"question": question.number})
    carried.at, carried.known, carried.proof = "post", ["where", "similar"], proof()
    citizen.at(carried).press("next")
    assert citizen.journey.at == "contact"
