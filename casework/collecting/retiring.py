"""Whether a key is still needed."""

from django.db import connections

from casework.models import Arrival, ArrivalState, ArrivedFile
from complaints.sealing.envelope import NoEnvelope, split_head
from intake.models import Submission

from .fetching import ALIAS
from .pieces import unpack


def sealed_to(identity: bytes) -> int:
    """How many messages and files that are not opened yet, here or in the intake, name the key."""
    kept = Arrival.objects.exclude(state=ArrivalState.HANDLED).values_list("sealed", flat=True)
    files = ArrivedFile.objects.exclude(sealed=b"").values_list("sealed", flat=True)
    count = sum(identity in _names(bytes(sealed)) for sealed in kept.iterator())
    count += sum(identity in _names(next(unpack(bytes(sealed)), b"")) for sealed in files.iterator(chunk_size=10))
    if ALIAS in connections.databases:
        waiting = Submission.objects.using(ALIAS).values_list("sealed", flat=True)
        count += sum(identity in _names(bytes(sealed)) for sealed in waiting.iterator())
    return count


def _names(sealed: bytes) -> frozenset[bytes]:
    try:
        return frozenset(split_head(sealed)[1])
    except NoEnvelope:
        return frozenset()
