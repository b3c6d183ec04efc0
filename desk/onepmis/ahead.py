"""Preparing the next rows while the database works on the last ones."""

from collections.abc import Iterable, Iterator
from queue import Full, Queue
from threading import Event, Thread
from typing import Generic, TypeVar

from django.utils import translation

T = TypeVar("T")
_POLL = 0.1  # seconds after which a stop is noticed


class _End:
    """The iterable came to its end, or to an error."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error


class Ahead(Generic[T]):
    """Iterates over `source` in a thread of its own, at most `depth` elements ahead.

    The source must not use the database: connections belong to threads. Its errors are raised here.
    """

    def __init__(self, source: Iterable[T], *, depth: int = 2) -> None:
        self._source = source
        self._queue: Queue[T | _End] = Queue(depth)
        self._stop = Event()
        self._language = translation.get_language()

    def __iter__(self) -> Iterator[T]:
        thread = Thread(target=self._fill, name="import-ahead", daemon=True)
        thread.start()
        try:
            while not isinstance(element := self._queue.get(), _End):
                yield element
            if element.error is not None:
                raise element.error
        finally:
            self._stop.set()
            thread.join()

    def _fill(self) -> None:
        translation.activate(self._language or "en")
        end = _End()
        try:
            for element in self._source:
                if not self._put(element):
                    return
        except BaseException as error:  # noqa: BLE001  (raised again where it can be handled)
            end = _End(error)
        self._put(end)

    def _put(self, element: T | _End) -> bool:
        """Waits for room; False once nobody listens any more."""
        while not self._stop.is_set():
            try:
                self._queue.put(element, timeout=_POLL)
            except Full:
                continue
            return True
        return False
