"""`manage.py pull_onepmis`: read One-PMIS by schedule, on from where it was cut. Runs until stopped."""

import signal
import threading
from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from desk.actions import ActionError
from desk.actions.pulls import note_failure, start_pull
from desk.link.pulling import Puller, Remote, only_puller
from desk.link.ration import Stopped
from desk.link.schedule import last_due, times_of_day
from desk.models import Pull
from desk.onepmis.reader import ReadError
from desk.onepmis.reporting import Progress
from desk.onepmis.services import SERVICES

LOOK_SECONDS = 5.0  # between looks for what is due or was asked for at the desk
TRY_AGAIN_SECONDS = 300.0  # after One-PMIS could not be read


class Command(BaseCommand):
    help = (
        "Pull One-PMIS: at the times of ALLIMI_ONEPMIS_PULL_AT, and when somebody asks for it at the desk. A pull that "
        "was cut or killed goes on behind the last row that is in. Exit code with --once: 0 all was read, 1 not."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--once",
            action="store_true",
            help="pull every service once, now, and end; after a cut, those that are left",
        )
        parser.add_argument("--service", choices=sorted(SERVICES), action="append", help="this service alone")

    def handle(self, *args: Any, once: bool, service: list[str] | None, **options: Any) -> None:
        self.services: list[str] = service or settings.ONEPMIS_SERVICES
        if unknown := sorted(set(self.services) - SERVICES.keys()):
            raise CommandError(_("There is no service %(names)s.") % {"names": ", ".join(unknown)})
        self.stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_args: self.stop.set())
        try:
            remote, self.times = Remote.from_settings(), times_of_day(settings.ONEPMIS_PULL_AT)
        except (ReadError, ValueError) as error:
            raise CommandError(str(error)) from error
        with Progress() as progress:
            self.puller = Puller(remote, stop=self.stop, report=progress.advance)
            if once:
                self._once()
            else:
                self._for_ever()

    def _once(self) -> None:
        with only_puller() as alone:
            if not alone:
                raise CommandError(_("Another process pulls already. It goes on by itself."))
            if not self._pull_all(self._left()):
                raise SystemExit(1)

    def _left(self) -> list[str]:
        """The services from the first that was cut on; all where none was."""
        cut = set(Pull.objects.unfinished().values_list("service", flat=True))
        first = next((place for place, name in enumerate(self.services) if name in cut), 0)
        return self.services[first:]

    def _for_ever(self) -> None:
        while not self.stop.is_set():
            fine = True
            try:
                with only_puller() as alone:
                    fine = not alone or self._pull_all(filter(self._is_wanted, self.services))
            except DatabaseError as error:
                self.stderr.write(f"no database, trying on: {type(error).__name__}")
                connection.close()
            self.stop.wait(LOOK_SECONDS if fine else TRY_AGAIN_SECONDS)

    def _is_wanted(self, service: str) -> bool:
        """Whether it was asked for, was cut, or is due."""
        newest = Pull.objects.filter(service=service).first()
        return newest is None or newest.ended_at is None or newest.started_at < last_due(timezone.now(), self.times)

    def _pull_all(self, services: Iterable[str]) -> bool:
        """Whether each was read to its end. One that fails holds up no other."""
        outcomes = [self._pull(name) for name in services]
        return all(outcomes)

    def _pull(self, service: str) -> bool:
        """Whether the service was read to its end."""
        if self.stop.is_set():
            return False
        pull = start_pull(service=service, by=None, now=timezone.now())
        try:
            self.puller.pull(pull)
        except Stopped:
            return False
        except (ReadError, ActionError) as error:
            why = " ".join(error.messages) if isinstance(error, ActionError) else str(error)
            note_failure(pull=pull, why=why, now=timezone.now())
            self.stderr.write(f"{service}: {why}")
            return False
        self.stdout.write(
            f"{service}: "
            + _("%(new)d new, %(changed)d changed, %(unchanged)d unchanged, %(refused)d rejected")
            % {name: getattr(pull, name) for name in ("new", "changed", "unchanged", "refused")}
        )
        return True
