"""A backend from one line of settings, so that it can come from the environment or from a secret's file."""

from urllib.parse import parse_qsl

from .backend import Backend, get_backend


def configured(text: str) -> Backend:
    """The backend that `dotted.path?option=value&option=value` names; several, divided by blanks, follow each other.

    Values are as in an address: `+` and `%20` are blanks. ImportError or TypeError where a path or an option is wrong.
    """
    backends = [_one(part) for part in text.split()]
    return backends[0] if len(backends) == 1 else get_backend("messaging.backends.failover.Backend", providers=backends)


def _one(text: str) -> Backend:
    path, _, options = text.partition("?")
    return get_backend(path, **dict(parse_qsl(options, keep_blank_values=True, strict_parsing=bool(options))))
