"""A web process outside, and inside somebody who takes what arrives."""

from collections.abc import Iterator

import pytest

from allimi.embedded.running import Running
from casework.arrivals import handlers
from casework.models import Arrival
from complaints.petitions import Message
from tests.wall.planting import run

from .dmz import Dmz


@pytest.fixture(scope="module")
def dmz(topology: Running) -> Iterator[Dmz]:
    outside = Dmz(topology)
    yield outside
    outside.close()


class Desk:
    """Takes petitions in place of the desk and remembers them."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.fails = False

    def __call__(self, arrival: Arrival, message: Message) -> None:
        self.messages.append(message)
        if self.fails:
            raise ValueError(f"mk says {message.text}")  # type: ignore[attr-defined]


@pytest.fixture
def desk(live: Running, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Instead of the handlers that are there; what arrived meanwhile is gone afterwards."""
    taken = Desk()
    # What other tests submitted is nobody's any more.
    run("intake_admin", "TRUNCATE intake_submission, intake_chunk")
    before = set(Arrival.objects.values_list("pk", flat=True))
    monkeypatch.setitem(handlers, "petition", taken)
    yield taken
    Arrival.objects.exclude(pk__in=before).delete()
