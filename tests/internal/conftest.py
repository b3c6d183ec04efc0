import pytest

from tests.internal.personas import World


@pytest.fixture
def world(db: None) -> World:
    return World()
