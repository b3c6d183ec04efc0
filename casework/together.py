"""What many cases in a row ask alike is read once for all of them: who works where, the routes, a site."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

_T = TypeVar("_T")
_read: ContextVar[dict[Hashable, Any] | None] = ContextVar("read for many cases", default=None)


@contextmanager
def together() -> Iterator[None]:
    """The cases that are handled in this block are one batch: each is told what held when the first of them asked.

    Keep it short, so that nobody waits for what an administrator changes meanwhile.
    """
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


def once(key: Hashable, read: Callable[[], _T]) -> _T:
    """What `read` returns: within a batch as it was read first under that key, else read anew."""
    kept = _read.get()
    if kept is None:
        return read()
    if key not in kept:
        kept[key] = read()
    found: _T = kept[key]
    return found
