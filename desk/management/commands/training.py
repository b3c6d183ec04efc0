import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection
from django.utils import timezone

from allimi.wall.errors import WallError
from desk.actions import ActionError
from desk.models import TrainingStart
from desk.training.ground import begin_anew, prepare, require_training

LOOK_EVERY = 3.0  # seconds


class Command(BaseCommand):
    help = (
        "Of a training deployment alone: marks its database as a place to practise (prepare), sets it back to the "
        "start (reset), or does so whenever an administrator asks on the training page (watch, runs until stopped). "
        "Resetting needs the operator's environment."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=("prepare", "reset", "watch"))

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        try:
            require_training()
            {"prepare": self._prepare, "reset": self._reset, "watch": self._watch}[what]()
        except ActionError as error:
            raise CommandError(" ".join(error.messages)) from error
        except WallError as error:
            raise CommandError(str(error)) from error

    def _prepare(self) -> None:
        is_new = prepare(now=timezone.now())
        self.stdout.write("this is a training ground now" if is_new else "this was a training ground already")

    def _reset(self, asked: TrainingStart | None = None) -> None:
        begin_anew(asked=asked, now=timezone.now())
        self.stdout.write("the training begins anew")

    def _watch(self) -> None:
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        while not stopped.is_set():
            try:
                if asked := TrainingStart.objects.waiting().first():
                    self._reset(asked)
            except DatabaseError as error:
                self.stderr.write(f"not reset, trying on: {type(error).__name__}")
                connection.close()
            stopped.wait(LOOK_EVERY)
