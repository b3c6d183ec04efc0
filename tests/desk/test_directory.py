"""What the public directory shows of a listed official: what the city's settings publish, and nothing else."""

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from pytest_django import Settings

from desk.actions import publish_directory
from desk.models import AuditEntry, Official
from sites.models import Officer
from tests.factories import make_department, make_official

pytestmark = pytest.mark.django_db


@pytest.fixture
def hong() -> Official:
    return make_official(
        department=make_department(),
        in_directory=True,
        full_name="홍길동",
        office_phone="02-1",
        direct_phone="010-1",
        relay_phone="0503-1",
    )


@pytest.mark.parametrize(
    ("names", "phones", "shown"),
    [
        ("published", "office", ("홍길동", "02-1")),
        ("masked", "relay", ("홍○○", "0503-1")),
        ("hidden", "direct", ("", "010-1")),
    ],
)
def test_name_and_number_as_the_settings_say(
    hong: Official, settings: Settings, names: str, phones: str, shown: tuple[str, str]
) -> None:
    settings.OFFICER_NAMES, settings.OFFICER_PHONES = names, phones
    publish_directory(by=None)
    officer = Officer.objects.get(department=hong.department)
    assert (officer.name, officer.phone) == shown


def test_who_has_no_relay_number_is_reached_by_the_office(hong: Official, settings: Settings) -> None:
    settings.OFFICER_PHONES = "relay"
    Official.objects.filter(pk=hong.pk).update(relay_phone="")
    publish_directory(by=None)
    assert Officer.objects.get(department=hong.department).phone == "02-1"


def test_a_changed_setting_reaches_citizens_by_the_command(hong: Official, settings: Settings) -> None:
    publish_directory(by=None)
    settings.OFFICER_NAMES = "published"
    call_command("publish_directory", verbosity=0)
    assert Officer.objects.get(department=hong.department).name == "홍길동"
    published = AuditEntry.objects.filter(action="directory.publish").count()
    call_command("publish_directory", verbosity=0)
    assert AuditEntry.objects.filter(action="directory.publish").count() == published  # nothing changed


def test_who_leaves_the_list_leaves_the_directory(hong: Official) -> None:
    publish_directory(by=None)
    Official.objects.filter(pk=hong.pk).update(is_active=False)
    publish_directory(by=None)
    assert not Officer.objects.filter(department=hong.department).exists()


def test_a_misspelt_setting_fails_the_check(settings: Settings) -> None:
    assert not [error for error in run_checks() if error.id == "desk.E002"]
    settings.OFFICER_NAMES = "mask"
    [error] = [error for error in run_checks() if error.id == "desk.E002"]
    assert "ALLIMI_OFFICER_NAMES" in error.msg
