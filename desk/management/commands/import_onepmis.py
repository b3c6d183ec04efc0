"""`manage.py import_onepmis FILE|URL --service NAME`: rows of Seoul's open data become submitted versions."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from desk.actions import ActionError
from desk.onepmis.actions import Import, Summary
from desk.onepmis.departments import Departments
from desk.onepmis.endpoint import SAMPLE_KEY, Endpoint, EndpointRows
from desk.onepmis.images import CITY_HOSTS, ImageFetcher
from desk.onepmis.reader import FileRows, ReadError
from desk.onepmis.rejects import Rejects
from desk.onepmis.reporting import NOTHING_READ, Progress, finish
from desk.onepmis.services import SERVICES


class Command(BaseCommand):
    help = (
        "Import a response of Seoul's open data, from a file (JSON or XML) or page by page from an endpoint. "
        "Exit code: 0 all rows went in, 1 some were rejected or reading broke off, 2 nothing could be read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", metavar="FILE|URL", help="a file, or http://openapi.seoul.go.kr:8088")
        parser.add_argument("--service", required=True, choices=sorted(SERVICES))
        parser.add_argument(
            "--key-file", type=Path, help="file with the API key; without it the key “sample”: 5 rows a call"
        )
        parser.add_argument("--format", choices=("json", "xml"), default="json", help="what to ask the endpoint for")
        parser.add_argument(
            "--project", default="", help="project code: the call's argument of pmisPjtPhoto and pmisWokInfo"
        )
        parser.add_argument("--rejects", type=Path, help="CSV file for rejected rows with field and reason")
        parser.add_argument("--department", default="", help="code of the department for rows that name none")
        parser.add_argument(
            "--add-departments", action="store_true", help="add departments that rows name to the public directory"
        )
        parser.add_argument("--no-images", action="store_true", help="leave out renderings")
        parser.add_argument("--image-host", action="append", default=[], help="another host pictures may come from")

    def handle(self, *args: Any, **options: Any) -> None:
        service = SERVICES[options["service"]]
        if options["no_images"] and service.name == "pmisPjtPhoto":
            self.stderr.write(_("Without its picture nothing is left of a row of pmisPjtPhoto."))
            raise SystemExit(NOTHING_READ)
        failure, summary = "", Summary()
        try:
            rows = self._rows(options)
            with Rejects(options["rejects"]) as rejects, Progress(rows) as progress:
                job = Import(
                    service=service,
                    departments=Departments(options["department"], may_add=options["add_departments"]),
                    rejects=rejects,
                    now=timezone.now(),
                    fetcher=None if options["no_images"] else ImageFetcher((*CITY_HOSTS, *options["image_host"])),
                    project=options["project"],
                    report=progress.advance,
                    summary=summary,
                )
                job.run(rows)
        except (ReadError, ActionError, OSError) as error:
            failure = " ".join(error.messages) if isinstance(error, ActionError) else str(error)
            if not summary.rows:
                self.stderr.write(failure)
                raise SystemExit(NOTHING_READ) from error
        finish(self, summary, rejects, failure=failure)

    def _rows(self, options: dict[str, Any]) -> FileRows | EndpointRows:
        source, service = options["source"], options["service"]
        if "://" not in source:
            return FileRows(Path(source), service)
        key = options["key_file"].read_text("utf-8").strip() if options["key_file"] else SAMPLE_KEY
        arguments = (options["project"],) if options["project"] else ()
        return EndpointRows(Endpoint(source, service, key=key, form=options["format"], arguments=arguments))
