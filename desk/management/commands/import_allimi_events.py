"""`manage.py import_allimi_events FILE`: Allimi's lists of events become submitted versions."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from desk.actions import ActionError
from desk.onepmis.allimi_events import import_events
from desk.onepmis.departments import Departments
from desk.onepmis.reader import ReadError
from desk.onepmis.rejects import Rejects
from desk.onepmis.reporting import NOTHING_READ, Progress, finish


class Command(BaseCommand):
    help = (
        "Import the extension, design-change, penalty and progress lists of Seoul's Allimi from a JSON file. "
        "Exit code: 0 all rows went in, 1 some were rejected, 2 nothing could be read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--rejects", type=Path, help="CSV file for rejected rows with field and reason")
        parser.add_argument("--department", default="", help="code of the department for rows that name none")
        parser.add_argument(
            "--add-departments", action="store_true", help="add departments that rows name to the public directory"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with Rejects(options["rejects"]) as rejects, Progress() as progress:
                summary = import_events(
                    options["file"],
                    departments=Departments(options["department"], may_add=options["add_departments"]),
                    rejects=rejects,
                    now=timezone.now(),
                    report=progress.advance,
                )
        except (ReadError, ActionError, OSError) as error:
            self.stderr.write(" ".join(error.messages) if isinstance(error, ActionError) else str(error))
            raise SystemExit(NOTHING_READ) from error
        finish(self, summary, rejects)
