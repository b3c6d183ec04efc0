"""Hearing from the intake that something was handed in."""

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

    def wait(self, seconds: float) -> None:
        """Return when something was handed in, and after so many seconds anyway: a word may be lost."""
        raw: Connection = connections[ALIAS].connection
        for _notice in raw.notifies(timeout=seconds, stop_after=1):
            return
