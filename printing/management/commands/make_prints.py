import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, connection
from django.utils import timezone

from printing.making import make_some


class Command(BaseCommand):
    help = "Makes the signboards, brochures and booklets that officials ordered. Runs until stopped; several may run."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=float, default=1.0, help="seconds between two looks (default 1)")
        parser.add_argument("--once", action="store_true", help="make what was ordered, and end")

    def handle(self, *args: Any, every: float, once: bool, **options: Any) -> None:
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        failing = False
        while not stopped.is_set():
            try:
                while make_some(timezone.now()) and not stopped.is_set():
                    pass
                failing = False
            except DatabaseError as error:
                if once:
                    raise
                # Said once an outage, not once a look.
                if not failing:
                    self.stderr.write(f"nothing is printed, trying on: {type(error).__name__}")
                failing = True
                connection.close()
            if once:
                return
            stopped.wait(every)
