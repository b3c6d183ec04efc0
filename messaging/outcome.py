from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """What became of a message, as far as its provider says."""

    ACCEPTED = "accepted"  # the provider has it, and goes on by itself
    DELIVERED = "delivered"  # it is on the recipient's phone or in the mailbox; only a look-up says so
    PERMANENT = "permanent"  # refused, and would be again: a wrong number, an address that does not exist
    TEMPORARY = "temporary"  # refused, certainly not sent; another try may succeed
    UNKNOWN = "unknown"  # nobody can say whether it was sent; look it up before any other try
    ABSENT = "absent"  # the provider never heard of it; only a look-up says so


@dataclass(frozen=True, kw_only=True)
class Outcome:
    state: State
    reference: str = ""  # by which the backend finds it again
    reason: str = ""  # the kind of error, or the provider's code; never the text or the recipient
    is_last_word: bool = False  # the provider will never know more, so it need not be asked (again)
