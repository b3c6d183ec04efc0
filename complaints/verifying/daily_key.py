"""The key under which numbers and addresses are counted: of one day, in memory alone, the same in all workers.

Tables hold nothing but HMACs of it, so that whoever takes a disk, a copy or a log can tell nobody's number from them,
not even by trying all numbers. The key of a day is made from that of the day before by a one-way step and written over
it, so that what was counted yesterday stays untold. A restart forgets it, and the caps begin anew; those
of the relay (relay/caps.py) stand behind them.

No Django here: gunicorn's master loads this module before it forks (allimi/serving.py), and its workers share the page
of memory from then on.
"""

import datetime
import fcntl
import hmac
import mmap
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_KEY_BYTES = 32
_DAY_BYTES = 4


class DailyKey:
    """A key in memory that all forked processes share; it goes on by a day, never back."""

    def __init__(self, day: datetime.date) -> None:
        self._file = os.memfd_create("allimi-daily-key")
        os.ftruncate(self._file, _DAY_BYTES + _KEY_BYTES)
        self._memory = mmap.mmap(self._file, _DAY_BYTES + _KEY_BYTES)
        self._threads = Lock()
        self._write(day.toordinal(), secrets.token_bytes(_KEY_BYTES))

    def on(self, day: datetime.date) -> bytes:
        """The key of that day, which is today. A day that is over keeps none: it is counted with the newest."""
        with self._held():
            current, key = self._read()
            while current < day.toordinal():
                current, key = current + 1, hmac.digest(key, b"the next day", "sha256")
            self._write(current, key)
            return key

    @contextmanager
    def _held(self) -> Iterator[None]:
        # A file's lock is a process's own, and goes with it when it is killed; threads need one of theirs.
        with self._threads:
            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)

    def _read(self) -> tuple[int, bytes]:
        return int.from_bytes(self._memory[:_DAY_BYTES], "big"), self._memory[_DAY_BYTES:]

    def _write(self, day: int, key: bytes) -> None:
        self._memory[:] = day.to_bytes(_DAY_BYTES, "big") + key


KEY = DailyKey(datetime.datetime.now(datetime.UTC).date())
