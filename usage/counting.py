"""Counting around the public app, also of pages that are kept ready: totals in memory, now and then to the intake.

No cookie, no address, no browser and no query is noted. A reader's path is in memory as one more of its kind until it
is added up; where the reader came from is looked at for one thing, whether it was here.
"""

import logging
import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.utils import timezone

Environment = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environment, StartResponse], Iterable[bytes]]
Seen = tuple[str, bool, bool]  # path, whether a visit begins, whether words were searched

EVERY_SECONDS = 10.0
# Distinct paths at most between two sums; what is beyond is not counted, so that no flood fills the memory.
MOST_PATHS = 20_000
# A page that the reader's browser had kept is read all the same.
_ANSWERED = ("200", "304")

logger = logging.getLogger(__name__)


# What only a view of this process knows, since the last sum, under the names of tallies.
_told = Counter[str]()
_told_lock = threading.Lock()


def counting(application: Application) -> Application:
    """The application with its use counted where settings.COUNT_USE says so."""
    return CountedUse(application) if settings.COUNT_USE else application


def count_use(environ: Environment, what: str, key: str = "") -> None:
    """One more of what only a view knows (models.Use), unless a program asked."""
    from .names import tally_name
    from .sorting import is_program

    if settings.COUNT_USE and not is_program(environ.get("HTTP_USER_AGENT", "")):
        with _told_lock:
            _told[tally_name(what, key)] += 1


class CountedUse:
    """Lets every answer through as it is, and counts it."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.seen: Counter[Seen] = Counter()
        self._process = 0
        self._is_program: Callable[[str], bool] | None = None
        self._lock = threading.Lock()

    def __call__(self, environ: Environment, start_response: StartResponse) -> Iterable[bytes]:
        def started(status: str, *rest: Any) -> Any:
            if status.startswith(_ANSWERED) and environ["REQUEST_METHOD"] == "GET":
                self.note(environ)
            return start_response(status, *rest)

        return self.application(environ, started)

    def note(self, environ: Environment) -> None:
        """One more of the request's path, unless a program or the browser asked for itself."""
        if self._is_program is None:
            from .sorting import is_program  # models, which exist only once Django is set up

            self._is_program = is_program
        if environ.get("HTTP_SEC_PURPOSE") or self._is_program(environ.get("HTTP_USER_AGENT", "")):
            return
        _scheme, _, came_from = environ.get("HTTP_REFERER", "").partition("://")
        is_visit = not came_from.startswith(environ.get("HTTP_HOST", "") + "/")
        query = environ.get("QUERY_STRING", "")
        has_words = bool(query) and any(part.startswith("q=") and len(part) > 2 for part in query.split("&"))
        key = (environ["PATH_INFO"], is_visit, has_words)
        with self._lock:
            if key in self.seen or len(self.seen) < MOST_PATHS:
                self.seen[key] += 1
        self._ensure_started()

    def take(self) -> dict[str, int]:
        """What was seen since the last time, added up under the names of tallies."""
        from .names import tally_name
        from .sorting import uses_of

        with self._lock:
            seen, self.seen = self.seen, Counter()
        with _told_lock:
            sums = Counter(_told)
            _told.clear()
        for (path, is_visit, has_words), number in seen.items():
            for what, key in uses_of(path, is_visit=is_visit, has_words=has_words):
                sums[tally_name(what, key)] += number
        return dict(sums)

    def hand_over(self, waiting: dict[str, int]) -> dict[str, int]:
        """Add to the intake what is `waiting` and what came since. Returns what could not be written."""
        from complaints.sealing.intake import IntakeUnavailable, visit
        from intake.models import Tally

        sums = dict(Counter(waiting) + Counter(self.take()))
        if not sums:
            return {}
        try:
            with visit(durable=False):
                Tally.objects.add(sums, on=timezone.localdate())
        except IntakeUnavailable:
            return sums
        return {}

    def _ensure_started(self) -> None:
        # After the fork, since threads do not survive one.
        if self._process != os.getpid():
            self._process = os.getpid()
            threading.Thread(target=self._run, name="uses", daemon=True).start()

    def _run(self) -> None:
        waiting: dict[str, int] = {}
        while True:
            time.sleep(EVERY_SECONDS)
            try:
                waiting = self.hand_over(waiting)
            except Exception:
                # A fault here must not end the counting for good, nor say what was read.
                logger.exception("uses could not be added up")
