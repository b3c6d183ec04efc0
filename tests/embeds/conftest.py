import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def citys_own(settings: Settings) -> None:
    """What is drawn is no demonstration, and the code names the tests' host."""
    settings.DEMO, settings.PUBLIC_ORIGIN = False, "http://testserver"
