import datetime
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, connection
from django.utils import timezone

from desk.actions.counting import count_figures, count_others, figures_are_due

_OTHERS_EVERY = datetime.timedelta(minutes=1)


class Command(BaseCommand):
    help = "Counts the figures of the statistics anew, soon after what is released has changed. Runs until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=float, default=2.0, help="seconds between looks at what changed (2)")
        parser.add_argument("--once", action="store_true", help="count once, whatever changed, and end")

    def handle(self, *args: Any, every: float, once: bool, **options: Any) -> None:
        if once:
            while not count_figures(now=timezone.now()):
                pass
            count_others(now=timezone.now())
            return
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        took, failing, others_at = datetime.timedelta(), False, timezone.now()
        while not stopped.wait(every):
            now = timezone.now()
            try:
                if figures_are_due(now=now, took=took) and count_figures(now=now):
                    took = timezone.now() - now
                if now >= others_at:
                    count_others(now=now)
                    others_at = timezone.now() + _OTHERS_EVERY
                failing = False
            except DatabaseError as error:
                # Said once an outage.
                if not failing:
                    self.stderr.write(f"the figures are not counted, trying on: {type(error).__name__}")
                failing = True
                connection.close()
