"""Private: what citizens confided, and what became of it."""

from .arrival import Arrival, ArrivalState, ArrivedFile
from .outbox import Attempt, AttemptKind, MessageState, OutboxMessage

__all__ = [
    "Arrival",
    "ArrivalState",
    "ArrivedFile",
    "Attempt",
    "AttemptKind",
    "MessageState",
    "OutboxMessage",
]
