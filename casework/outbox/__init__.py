"""Messages to people, sent once: written in the transaction of what they tell of, sent by a worker afterwards.

No provider of short messages promises exactly once. What is promised here: nothing that was written is forgotten; what
may have been sent is asked for before it is sent again; and where nobody can say, the second copy is marked as one.
"""

from .putting import Recipient, compose, put, put_all, put_many
from .ways import Way

__all__ = ["Recipient", "Way", "compose", "put", "put_all", "put_many"]
