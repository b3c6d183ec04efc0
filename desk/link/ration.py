"""So many calls a second and no more, however many threads call."""

import time
from threading import Event, Lock


class Stopped(Exception):
    """The process was asked to end."""


class Ration:
    """Spaces calls evenly. `stop` ends the waiting at once, with Stopped."""

    def __init__(self, calls_a_second: float, *, stop: Event) -> None:
        self._interval = 1 / calls_a_second
        self._stop = stop
        self._lock = Lock()
        self._next = 0.0

    def __call__(self) -> None:
        """Wait for one's turn."""
        with self._lock:
            now = time.monotonic()
            wait = max(self._next - now, 0.0)
            self._next = max(self._next, now) + self._interval
        self.pause(wait)

    def pause(self, seconds: float) -> None:
        """Wait this long, or until the process is asked to end."""
        if self._stop.wait(seconds):
            raise Stopped
