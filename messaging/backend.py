from typing import Any, Protocol, cast

from django.utils.module_loading import import_string

from .message import Message
from .outcome import Outcome


class Backend(Protocol):
    """A way to send. Backends take their options by keyword and keep no connection between messages."""

    def send(self, message: Message) -> Outcome:
        """Hand the message to the provider. Never raises for what the network or the provider does: it says so."""

    def look_up(self, message: Message, reference: str = "") -> Outcome:
        """What became of a message sent earlier, by the provider's reference, else by the message's own id."""


def get_backend(path: str, **options: Any) -> Backend:
    """The backend of a dotted path, such as `messaging.backends.console.Backend`. ImportError where there is none."""
    return cast(Backend, import_string(path)(**options))
