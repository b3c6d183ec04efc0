"""The demo's cases: each marked, in different states, loaded once."""

import pytest
from django.utils import timezone

from casework.demo import load_cases
from casework.models import Case, CaseState, ContactBox, Route
from desk.demo.officials import install_officials


@pytest.mark.django_db
def test_the_demo_has_cases_in_different_states_and_is_loaded_once() -> None:
    Route.objects.all().delete()
    install_officials()
    load_cases(timezone.localdate())
    made = Case.objects.filter(is_demo=True)
    states = set(made.values_list("state", flat=True))
    assert states >= {state.value for state in CaseState} - {CaseState.ELSEWHERE, CaseState.CLOSED}
    assert made.overdue(timezone.now()).exists()
    assert made.filter(rating=5).exists()
    assert made.values("person_index").distinct().count() == made.count()
    assert ContactBox.objects.filter(case__in=made).count() == made.count()
    before = Case.objects.count()
    load_cases(timezone.localdate())
    assert Case.objects.count() == before
