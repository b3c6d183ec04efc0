"""What lies in the DMZ until the collector has fetched it: sealed, and readable for nobody there."""

from .chunk import Chunk
from .submission import Submission

__all__ = ["Chunk", "Submission"]
