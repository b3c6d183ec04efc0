from collections.abc import Iterator

import pytest
from django.utils import translation

from tests.internal.personas import World


@pytest.fixture
def world(db: None) -> Iterator[World]:
    # A page in another language leaves that language active in the thread; no test may inherit it.
    with translation.override("ko"):
        yield World()
