"""What lies in the DMZ until the collector has fetched it: sealed, and readable for nobody there."""

from .allowance import Allowance
from .chunk import Chunk
from .code import Code
from .submission import Submission
from .tally import Tally

__all__ = ["Allowance", "Chunk", "Code", "Submission", "Tally"]
