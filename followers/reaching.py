"""How a follower is reached besides the first way."""

from collections.abc import Sequence

from casework.outbox import Way
from casework.outbox.content import Unreadable, decrypt
from messaging import Channel

from .models import Follower


def ways_behind(follower: Follower) -> Sequence[Way]:
    """What is tried where the first way fails for good. A mail has nothing behind it, so its address stays closed.

    Who cannot be read for now is told by the first way, once the key is back.
    """
    if follower.channel == Channel.EMAIL:
        return ()
    try:
        return decrypt(bytes(follower.content)).behind
    except Unreadable:
        return ()
