"""Cases that arrive in a row: what holds for all of them is read once, and each costs few statements."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casework import actions
from casework.models import Case, OutboxMessage, Route
from casework.together import once, together
from complaints.petitions import Place
from desk.actions import assign as assign_to_site
from desk.models import Official, SiteDuty
from sites.models import Department
from tests.factories import make_site

from .making import make_petition

# Number, case, near-duplicates counted, signature, decision, contact, audit, letter inside and released, messages.
STATEMENTS_A_CASE = 10


@pytest.fixture
def place(officer: Official, head: Official) -> Place:
    site = make_site(by=head)
    today = timezone.localdate()
    assign_to_site(official=officer, site=site, duty=SiteDuty.OFFICER, starts_on=today, ends_on=None, by=head)
    return Place(site=site.code)


def receive(place: Place) -> Case:
    return actions.receive(petition=make_petition(place=place), received_at=timezone.now(), arrival=None)


def test_a_case_of_a_batch_costs_ten_statements(place: Place, officer: Official, head: Official) -> None:
    with together():
        receive(place)
        with CaptureQueriesContext(connection) as asked:
            case = receive(place)
    assert len(asked) == STATEMENTS_A_CASE, [each["sql"][:100] for each in asked]
    assert (case.officer, case.letters.count()) == (officer, 2)
    events = sorted(OutboxMessage.objects.filter(case=case).values_list("event", flat=True))
    assert [event.split(":")[2] for event in events] == ["assigned", "received", "received", "received"]


def test_the_next_batch_knows_what_was_changed_meanwhile(place: Place, department: Department) -> None:
    with together():
        assert receive(place).category == ""
        Route.objects.create(place=1, department=department, post="question", category="보도")
        assert receive(place).category == ""
    with together():
        assert receive(place).category == "보도"


def test_outside_a_batch_nothing_is_kept() -> None:
    answers = iter((1, 2, 3, 4))
    assert [once("key", lambda: next(answers)) for _ in range(2)] == [1, 2]
    with together():
        assert [once("key", lambda: next(answers)) for _ in range(2)] == [3, 3]
