"""`manage.py wall`: set up, migrate, watch and prove the boundary. Parses, calls, reports."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from allimi.wall import replica
from allimi.wall.errors import WallError
from allimi.wall.migration import migrate
from allimi.wall.purge import purge
from allimi.wall.setup import rebuild, setup
from allimi.wall.status import status
from allimi.wall.status_text import lines
from allimi.wall.verify import verify


class Command(BaseCommand):
    help = "The wall between the inside and the DMZ: docs/operations.md explains each part."
    # Half of it runs before there is a database to check against.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True)
        parts.add_parser("setup", help="make the wall, or bring it back to what the models say")
        parts.add_parser("migrate", help="migrate primary and gateway in the safe order")
        told = parts.add_parser("status", help="rows on every side, lag, slots; exit 1 if something is broken")
        told.add_argument("--json", action="store_true", help="for a program")
        parts.add_parser("verify", help="prove the five laws on the live clusters; exit 1 on a fault")
        parts.add_parser("rebuild", help="fill the gateway anew from the primary")
        parts.add_parser("purge", help="after an erasure: get the bytes out of files and WAL")
        copies = parts.add_parser("replica", help="another replica").add_subparsers(dest="action", required=True)
        more = copies.add_parser("add", help="reserve WAL for it and copy the gateway")
        more.add_argument("name")
        more.add_argument("--directory", type=Path, help="an empty folder; without it only the slot is made")
        copies.add_parser("drop", help="forget one that is gone").add_argument("name")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['part']}")(options)
        except WallError as error:
            raise CommandError(str(error)) from error

    def _progress(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _setup(self, options: dict[str, Any]) -> None:
        setup(self._progress)
        self._progress("The wall stands.")

    def _migrate(self, options: dict[str, Any]) -> None:
        migrate(self._progress)
        self._progress("Both sides are migrated.")

    def _rebuild(self, options: dict[str, Any]) -> None:
        rebuild(self._progress)
        self._progress("The gateway is filled anew.")

    def _purge(self, options: dict[str, Any]) -> None:
        purge(self._progress)

    def _status(self, options: dict[str, Any]) -> None:
        found = status()
        if options["json"]:
            self.stdout.write(json.dumps(found.as_json(), indent=2))
        else:
            for line in lines(found):
                self.stdout.write(line)
        if found.broken:
            raise CommandError(f"{len(found.broken)} broken.", returncode=1)

    def _verify(self, options: dict[str, Any]) -> None:
        faults = 0
        for check in verify():
            faults += len(check.faults)
            for line in check.lines():
                self._progress(line)
        if faults:
            raise CommandError(f"{faults} faults in the wall.", returncode=1)
        self._progress("No fault found.")

    def _replica(self, options: dict[str, Any]) -> None:
        name = options["name"]
        if options["action"] == "drop":
            replica.drop(name)
            self._progress(f"The replica {name} is forgotten.")
            return
        replica.add(name, options["directory"])
        self._progress(f"The gateway keeps WAL for {name} (slot {replica.slot_of(name)}).")
        if options["directory"]:
            self._progress(f"{options['directory']} is ready to start: pg_ctl -D {options['directory']} start")
        else:
            self._progress("docs/operations.md says how to copy the gateway from the replica's machine.")
