"""Codes on their way to the provider: taken at once, sent by threads of the relay, so that a slow provider holds up
no page of a citizen and no answer tells how long a sending took.

A code that is lost with the process is asked for again by whoever waits for it; a provider that fails is told of by
refusing further codes until it has been tried anew.
"""

import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore, Lock

from messaging import Channel, Message, Outcome, State

WAITING = 200  # codes that may wait for a slow provider; more are refused
THREADS = 4
FAILURES = 3  # in a row, after which the provider counts as down
REST_SECONDS = 30.0  # before a provider that is down is tried again, by one code

_SENT = (State.ACCEPTED, State.DELIVERED, State.UNKNOWN)
_logger = logging.getLogger(__name__)


class Outgoing:
    """Sends through one backend."""

    def __init__(self, send: Callable[[Message], Outcome], *, clock: Callable[[], float] = time.monotonic) -> None:
        self._send, self._clock = send, clock
        self._places = BoundedSemaphore(WAITING)
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="sending")
        self._lock = Lock()
        self._failed = 0
        self._tried_at = 0.0

    def is_open(self) -> bool:
        """Whether a code would be taken now. Asking takes none, but of a provider that is down one try."""
        with self._lock:
            if self._failed < FAILURES:
                return True
            if self._clock() - self._tried_at < REST_SECONDS:
                return False
            self._tried_at = self._clock()
            return True

    def take(self, number: str, text: str, language: str) -> bool:
        """Take a message; False where there is no place for it."""
        if not self._places.acquire(blocking=False):
            return False
        self._threads.submit(self._one, Message(channel=Channel.SMS, to=number, text=text, language=language))
        return True

    def finish(self) -> None:
        """Send what waits, and take no more."""
        self._threads.shutdown(wait=True)

    def _one(self, message: Message) -> None:
        try:
            outcome = self._send(message)
        except Exception as error:
            # A backend that breaks its word must not end the thread. The class alone: words may quote the number.
            outcome = Outcome(state=State.TEMPORARY, reason=type(error).__name__)
        finally:
            self._places.release()
        with self._lock:
            self._tried_at = self._clock()
            # A number that its provider refuses says nothing about the provider.
            failed = outcome.state not in _SENT and outcome.state is not State.PERMANENT
            self._failed = self._failed + 1 if failed else 0
        if outcome.state not in _SENT:
            _logger.warning("a code was not sent: %s %s", outcome.state.value, outcome.reason)
