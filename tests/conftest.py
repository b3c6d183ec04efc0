"""Fixtures of all tests. No test database is made: the tests use the real one, as the app's own role.

`db` (pytest-django) rolls each test back. `live` lets a test commit, for what has to cross the wall;
such a test uses names of its own and counts nothing but its own.
"""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.utils import translation
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from allimi.embedded.running import Running
from tests.screening.clamd_daemon import CLAMD, running_clamd


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    """Each test starts in the city's language: a request of the test client leaves its own behind."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(scope="session")
def scanner() -> Iterator[str]:
    """The socket of a real clamd."""
    if CLAMD is None:
        pytest.skip("LEFT OUT: no clamd on this machine. Debian: apt-get install clamav-daemon")
    with running_clamd() as address:
        yield address


@pytest.fixture
def clamd(scanner: str, settings: Settings) -> str:
    """The same, set as the one that files are scanned by."""
    settings.CLAMD = scanner
    return scanner


@pytest.fixture(scope="session")
def django_db_setup(topology: Running) -> None:
    """The database exists, migrated and walled, with the grants that production has."""


@pytest.fixture
def live(topology: Running, django_db_blocker: DjangoDbBlocker) -> Iterator[Running]:
    """The real topology, with committed writes allowed."""
    with django_db_blocker.unblock():
        yield topology
