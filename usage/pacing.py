"""How often one network is believed: in the memory of a process, for an hour, and nowhere else."""

import hmac
import threading
import time
from collections import Counter
from collections.abc import Callable

from django.utils import timezone

from complaints.verifying.daily_key import KEY

# What a household or an office says of pages within an hour; more is somebody who wants to be counted often.
MOST = 20
SECONDS = 3600.0
# So many networks are told apart within it. Beyond, nobody is counted, so that no flood fills the memory.
MOST_NETWORKS = 20_000


class Pace:
    """Lets so many through for each network. What it remembers is a keyed digest that changes daily."""

    def __init__(
        self,
        *,
        most: int = MOST,
        seconds: float = SECONDS,
        networks: int = MOST_NETWORKS,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.most, self.seconds, self.networks, self.now = most, seconds, networks, now
        self._seen = Counter[bytes]()
        self._until = float("-inf")
        self._lock = threading.Lock()

    def lets(self, network: str) -> bool:
        """Count one more of this network; whether it is within what is believed."""
        name = hmac.digest(KEY.on(timezone.localdate()), network.encode(), "sha256")
        with self._lock:
            if self.now() >= self._until:
                self._seen.clear()
                self._until = self.now() + self.seconds
            if name not in self._seen and len(self._seen) >= self.networks:
                return False
            self._seen[name] += 1
            return self._seen[name] <= self.most
