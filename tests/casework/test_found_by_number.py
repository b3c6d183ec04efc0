"""A caller names a number: officials of the department find the case, the call centre how it stands and whose it is."""

import pytest
from django.urls import reverse

from casework.models import Case
from casework.notices import case_path
from desk.models import Official, Role
from tests.casework.making import make_case
from tests.factories import make_department
from tests.internal.personas import make_persona, signed_in


def found(user: Official, words: str) -> str:
    return signed_in(user).get(reverse("admin:desk-calls"), {"q": words}).content.decode()


def written(case: Case) -> list[str]:
    """As callers say it."""
    numbers = [case.number, case.receipt_number]
    return [*numbers, *(each.replace("-", "") for each in numbers), f" {case.receipt_number} "]


def test_who_may_read_the_case_is_led_to_it(officer: Official) -> None:
    case = make_case(officer=officer)
    for words in written(case):
        shown = found(officer, words)
        assert case_path(case) in shown and case.title in shown, words


def test_the_call_centre_is_told_whose_it_is_and_how_it_stands_alone(officer: Official) -> None:
    case = make_case(officer=officer)
    agent = make_persona(Role.AGENT, make_department())
    for words in written(case):
        shown = found(agent, words)
        assert case.department.name in shown and case.get_state_display() in shown, words
        assert case.title not in shown and case_path(case) not in shown, words


@pytest.mark.parametrize("words", ["2026-999999", "000000-0000-0000"])
def test_another_department_and_another_number_find_nothing(officer: Official, words: str) -> None:
    case = make_case(officer=officer)
    elsewhere = make_persona(Role.EDITOR, make_department())
    for asked in written(case):
        shown = found(elsewhere, asked)
        assert case.title not in shown and case.get_state_display() not in shown, asked
    assert case.title not in found(officer, words)
