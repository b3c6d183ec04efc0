"""The relay's own caps: whoever has taken over the public app can still send no more than these.

Counted in the memory of its one process, by days of the city and by hours; nothing is written down.
"""

import hmac
import secrets
from collections import Counter
from datetime import date, datetime
from threading import Lock

from django.conf import settings
from django.utils import timezone

NUMBER, OVERALL = "number", "overall"


class Caps:
    """How often this process sent: to each number today, to all numbers this hour."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._day: date | None = None
        self._hour: datetime | None = None
        self._numbers: Counter[bytes] = Counter()
        self._all = 0
        self._key = b""

    def exceeded(self, number: str, *, now: datetime) -> str:
        """Count one more; the cap that is passed with it, or nothing."""
        with self._lock:
            self._turn(timezone.localtime(now))
            name = hmac.digest(self._key, number.encode(), "sha256")
            if self._numbers[name] >= settings.RELAY_NUMBER_A_DAY:
                return NUMBER
            if self._all >= settings.RELAY_ALL_AN_HOUR:
                return OVERALL
            self._numbers[name] += 1
            self._all += 1
            return ""

    def _turn(self, local: datetime) -> None:
        if self._day != local.date():
            self._day, self._key = local.date(), secrets.token_bytes(32)
            self._numbers.clear()
        hour = local.replace(minute=0, second=0, microsecond=0)
        if self._hour != hour:
            self._hour, self._all = hour, 0


CAPS = Caps()
