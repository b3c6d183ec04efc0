import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, connection

from casework.files import check_waiting, look_again

AT_ONCE = 5
LOOK_AGAIN_EVERY = 3600  # seconds until what could not be scanned is tried anew


class Command(BaseCommand):
    help = (
        "Scans files that citizens sent and writes them anew, before an official may open one. Runs until stopped, "
        "apart from the collector, which has the keys."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=float, default=2.0, help="seconds between two looks (default 2)")
        parser.add_argument("--once", action="store_true", help="check what is there, and end")

    def handle(self, *args: Any, every: float, once: bool, **options: Any) -> None:
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        waited, failing = float(LOOK_AGAIN_EVERY), False
        while not stopped.is_set():
            try:
                if waited >= LOOK_AGAIN_EVERY:
                    look_again()
                    waited = 0
                while check_waiting(AT_ONCE) and not stopped.is_set():
                    pass
                failing = False
            except DatabaseError as error:
                if once:
                    raise
                # Said once an outage, not once a look.
                if not failing:
                    self.stderr.write(f"no file is checked, trying on: {type(error).__name__}")
                failing = True
                connection.close()
            if once:
                return
            stopped.wait(every)
            waited += every
