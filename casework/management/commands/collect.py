import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connections
from django.utils import timezone

from casework.collecting.fetching import ALIAS, fetch, sweep
from casework.collecting.handing_over import SOME, hand_over_some, try_again
from casework.collecting.listening import Ear
from casework.collecting.tallies import copy_tallies

TALLIES_EVERY = 30  # polls at the most between two looks at what was counted outside
SWEEP_EVERY = 3600  # polls at the most between two sweeps of what was never submitted


class Command(BaseCommand):
    help = (
        "Fetches what citizens sealed from the intake at once, opens it and hands it to the desk. Runs until stopped. "
        "What was kept because it could not be opened or handled is tried again at each start."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--poll", type=float, default=1.0, help="seconds until it looks without being told")
        parser.add_argument("--once", action="store_true", help="fetch and hand over what is there, and end")

    def handle(self, *args: Any, poll: float, once: bool, **options: Any) -> None:
        if ALIAS not in connections.databases:
            raise CommandError("ALLIMI_COLLECTOR_URL is not set: only the collector's environment names the intake.")
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        self.ear, self.turns, failing = Ear(), 0, False
        self.fresh = True
        while not stopped.is_set():
            try:
                more = self._turn(stopped)
                failing = False
                if more:
                    continue
                if once:
                    return
                self.ear.wait(poll, stopped)
            except DatabaseError as error:
                if once:
                    raise
                # Said once an outage, not once a second.
                if not failing:
                    self.stderr.write(f"nothing is collected, trying on: {type(error).__name__}")
                failing = True
                connections.close_all()
                stopped.wait(poll)

    def _turn(self, stopped: threading.Event) -> bool:
        """Bring everything inside that is there now, then hand some of it over. Whether more waits."""
        self.ear.listen()
        if self.fresh:
            try_again()
            self.fresh = False
        while fetch() and not stopped.is_set():
            pass
        more = hand_over_some(SOME)
        if self.turns % TALLIES_EVERY == 0:
            copy_tallies(today=timezone.localdate())
        if self.turns % SWEEP_EVERY == 0:
            sweep()
        self.turns += 1
        return more
