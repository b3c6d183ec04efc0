from collections.abc import Iterator

import pytest

from tests.screening.clamd_daemon import CLAMD, running_clamd


@pytest.fixture(scope="session")
def scanner() -> Iterator[str]:
    """The socket of a real clamd."""
    if CLAMD is None:
        pytest.skip("LEFT OUT: no clamd on this machine. Debian: apt-get install clamav-daemon")
    with running_clamd() as address:
        yield address


@pytest.fixture
def clamd(scanner: str, settings: pytest.FixtureRequest) -> str:
    """The same, set as the one that files are scanned by."""
    settings.CLAMD = scanner  # type: ignore[attr-defined]
    return scanner
