import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, connection
from django.utils import timezone

from desk.actions.heartbeat import beat


class Command(BaseCommand):
    help = "Writes the heartbeat row that tells the public side how old its data are. Runs until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=float, default=1.0, help="seconds between beats (default 1)")
        parser.add_argument("--once", action="store_true", help="beat once and end")

    def handle(self, *args: Any, every: float, once: bool, **options: Any) -> None:
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        failing = False
        while not stopped.is_set():
            try:
                beat(now=timezone.now())
                failing = False
            except DatabaseError as error:
                if once:
                    raise
                # Said once an outage, not once a second.
                if not failing:
                    self.stderr.write(f"no heartbeat, trying on: {type(error).__name__}")
                failing = True
                connection.close()
            if once:
                return
            stopped.wait(every)
