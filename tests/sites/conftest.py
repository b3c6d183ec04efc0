from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def korean() -> Iterator[None]:
    """A page in another language leaves that language active in the thread; no test may inherit it."""
    with translation.override("ko"):
        yield
