import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def citys_own(settings: Settings) -> None:
    """What is drawn is no demonstration, and the code names the tests' host."""
    settings.DEMO, settings.PUBLIC_ORIGIN = False, "http://testserver"


@pytest.fixture(autouse=True)
def clicks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would be counted: inside nothing is (tests/public has the counting itself)."""
    counted: list[str] = []
    monkeypatch.setattr(
        "embeds.views.clicks.count_click", lambda scope, code, *, way: counted.append(f"{way} {scope}/{code}")
    )
    return counted
