"""Who takes which message: one handler for each kind, called once for each arrival in a transaction of its own."""

from collections.abc import Callable

from casework.models import Arrival
from complaints.petitions import Message

# Called with the arrival (its files opened) and the message. What it raises undoes what it did, and is told to a
# person; the message is kept.
Handler = Callable[[Arrival, Message], None]
handlers: dict[str, Handler] = {}


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Register the function below as the one that takes messages of that kind."""

    def register(handler: Handler) -> Handler:
        handlers[kind] = handler
        return handler

    return register
