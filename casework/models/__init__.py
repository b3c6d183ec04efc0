"""Private: what citizens confided, and what became of it."""

from .arrival import Arrival, ArrivalState, ArrivedFile

__all__ = ["Arrival", "ArrivalState", "ArrivedFile"]
