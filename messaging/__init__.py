"""Short messages to people, in the style of Django's e-mail: a backend by its dotted path, an outcome each.

It has no models and imports no app, so that the relay in the DMZ and the worker inside can both use it.
"""

from .backend import Backend, get_backend
from .configuring import configured
from .message import Channel, Message
from .outcome import Outcome, State

__all__ = ["Backend", "Channel", "Message", "Outcome", "State", "configured", "get_backend"]
