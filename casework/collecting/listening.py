"""Hearing from the intake that something was handed in."""

import time
from threading import Event

from django.db import connections
from psycopg import Connection

from intake.models.submission import CHANNEL

from .fetching import ALIAS


class Ear:
    """Listens on whatever connection there is to the intake; asks anew after each new connection."""

    def __init__(self) -> None:
        self._asked: Connection | None = None

    def listen(self) -> None:
        """Ask to be told from now on: before what is there already is fetched, so that nothing falls between."""
        connections[ALIAS].ensure_connection()
        raw: Connection = connections[ALIAS].connection
        if raw is not self._asked:
            raw.execute(f"LISTEN {CHANNEL}".encode())
            self._asked = raw

    def wait(self, seconds: float, stopped: Event) -> None:
        """Return when something was handed in, when stopped, and after so many seconds anyway: a word may be lost."""
        raw: Connection = connections[ALIAS].connection
        end = time.monotonic() + seconds
        while not stopped.is_set() and (left := end - time.monotonic()) > 0:
            # A signal ends no wait for a socket: it is looked for once a second.
            for _notice in raw.notifies(timeout=min(1.0, left), stop_after=1):
                return
