import signal
import threading
from collections.abc import Mapping
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import Error, connection
from django.utils import timezone

from casework.outbox.backends import backends
from casework.outbox.sending import empty_settled, work_once
from messaging import Backend

_PAUSE = 1.0  # seconds between looks into an empty outbox
_EMPTY_EVERY = 3600.0


class Command(BaseCommand):
    help = "Sends what waits in the outbox, and asks providers what became of what was sent. Runs until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--threads", type=int, default=4, help="messages under way at a time (default 4)")
        parser.add_argument("--once", action="store_true", help="send what is due, and end")

    def handle(self, *args: Any, threads: int, once: bool, **options: Any) -> None:
        ways = backends()
        if once:
            while work_once(ways, clock=timezone.now):
                pass
            return
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        workers = [threading.Thread(target=self._work, args=(ways, stopped)) for _ in range(threads)]
        for worker in workers:
            worker.start()
        while not stopped.wait(_EMPTY_EVERY):
            self._empty()
        for worker in workers:
            worker.join()

    def _work(self, ways: Mapping[str, Backend], stopped: threading.Event) -> None:
        """What was begun is ended, and then the stop is heard."""
        while not stopped.is_set():
            try:
                busy = work_once(ways, clock=timezone.now)
            except Error as error:
                self.stderr.write(f"no messages, trying on: {type(error).__name__}")
                connection.close()
                busy = False
            if not busy:
                stopped.wait(_PAUSE)
        connection.close()

    def _empty(self) -> None:
        try:
            empty_settled(now=timezone.now())
        except Error as error:
            self.stderr.write(f"old messages keep their texts for now: {type(error).__name__}")
            connection.close()
