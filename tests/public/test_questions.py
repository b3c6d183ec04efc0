"""Public questions through the live wall: what is taken down inside is gone outside within two seconds."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.conf import settings

from allimi.embedded.running import Running
from bench.stage import public_app
from tests.public.test_page_cache import get, shown_until, until_shown

# Runs inside: publishes a question about a site, and acts on it when told to.
INSIDE = """
import json, sys, time, django
django.setup()
from django.contrib.auth.models import Group
from django.utils import timezone
from casework.actions import answer, save_draft
from casework.actions.counting import count_voice
from casework.actions.publishing import propose, release, take_down
from casework.models import Route
from complaints.models import QuestionState
from complaints.petitions import Place
from desk.models import Role
from tests.casework.making import make_case
from tests.factories import make_department, make_release
from tests.internal.personas import make_persona

marker = f"흔적{time.time_ns()}"
site = make_release("site").site
department = make_department(phone="02-2133-1000")
Route.objects.get_or_create(place=1000, defaults={"department": department})
officer, head = make_persona(Role.EDITOR, department), make_persona(Role.APPROVER, department, post="과장")
case = make_case(officer=officer, public=True, place=Place(site=site.code))

def publish(answer):
    words = {"title": marker, "text": marker, "answer": answer}
    now = timezone.now()
    return release(publication=propose(case=case, **words, by=officer, now=now), by=head, now=now)

question = publish("")
count_voice(now=timezone.now())
print(json.dumps({"site": site.code, "marker": marker, "question": question.pk}), flush=True)
for order in sys.stdin:
    if order.strip() == "answer":
        save_draft(case=case, text="답", by=officer, now=timezone.now())
        answer(case=case, by=officer, now=timezone.now())
        publish(marker + "의 답")
    else:
        state = QuestionState(order.strip())
        take_down(question=question, state=state, ground="글쓴이의 뜻", by=head, now=timezone.now())
    print(time.time(), flush=True)
"""


@dataclass
class Inside:
    """A question that somebody inside can answer and take down."""

    process: subprocess.Popen[str]
    site: str
    marker: str
    question: int

    def order(self, what: str) -> float:
        """When it was committed, in seconds since 1970."""
        assert self.process.stdin and self.process.stdout
        print(what, file=self.process.stdin, flush=True)
        return float(self.process.stdout.readline())


@pytest.fixture
def inside(topology: Running) -> Iterator[Inside]:
    process = subprocess.Popen(
        [sys.executable, "-c", INSIDE],
        env=topology.environment(),
        cwd=settings.BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout
        yield Inside(process=process, **json.loads(process.stdout.readline()))
        process.kill()


def test_a_question_is_answered_and_erased_on_every_page_within_two_seconds(topology: Running, inside: Inside) -> None:
    with public_app(topology) as origin:
        pages = [
            f"{origin}/sites/{inside.site}/",
            f"{origin}/questions/{inside.question}/",
            f"{origin}/questions/?words={inside.question}",
            f"{origin}/questions/",
        ]
        until_shown(pages[0], inside.marker)
        assert inside.marker.encode() in get(pages[1])[2]
        answered = inside.order("answer")
        while "답변 대기".encode() in get(pages[0])[2] or f"{inside.marker}의 답".encode() not in get(pages[1])[2]:
            assert time.time() - answered < 2, "a page still says that nobody answered"
        assert get(f"{origin}/questions/figures/")[0] == 200
        erased = inside.order("erased")
        assert shown_until(pages, inside.marker) - erased < 2
        status, _headers, body = get(pages[1])
        assert status == 410 and "글쓴이의 뜻".encode() in body
