"""A department with its people, and a route that takes what is left."""

import pytest

from casework.models import Route
from desk.models import Official, Role
from sites.models import Department
from tests.factories import make_department
from tests.internal.personas import make_persona


@pytest.fixture
def department(db: None) -> Department:
    found = make_department(phone="02-2133-1000")
    Route.objects.all().delete()
    Route.objects.create(place=1000, department=found)
    return found


@pytest.fixture
def officer(department: Department) -> Official:
    return make_persona(
        Role.EDITOR, department, full_name="이담당", email="officer@example.com", office_phone="02-2133-1234"
    )


@pytest.fixture
def head(department: Department) -> Official:
    return make_persona(Role.APPROVER, department, full_name="박과장", post="과장", email="head@example.com")
