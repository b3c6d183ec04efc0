"""Reading One-PMIS: service by service, page by page, and on from where it was cut.

The rows of a batch and the place behind them are written in one transaction. So a kill at any moment loses nothing and
repeats nothing, and what is read twice all the same (a pass that is begun anew) writes nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from threading import Event
from typing import Any, NamedTuple, Self

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from desk.actions.automatic import approve_automatically
from desk.actions.pulls import advance, finish
from desk.models import Pull, Statement
from desk.onepmis.actions import BATCH, BATCH_WITH_PICTURES, Import, Summary, batches
from desk.onepmis.departments import Departments
from desk.onepmis.endpoint import Endpoint, EndpointRows
from desk.onepmis.images import CITY_HOSTS, ImageFetcher
from desk.onepmis.items import Service
from desk.onepmis.reader import ReadError
from desk.onepmis.services import SERVICES
from disclosures.models import Source

from .ration import Ration, Stopped
from .refusals import Refusals

# Where rows came or went while a list was read, one may have slipped past its page: the list is read again.
ROUNDS = 3
# Any number that nothing else locks; "PULL" in ASCII.
_PULL_LOCK = 0x50554C4C


class Remote(NamedTuple):
    """Where One-PMIS is, and how it may be called."""

    address: str
    key: str
    calls_a_second: float
    picture_hosts: tuple[str, ...] = CITY_HOSTS
    form: str = "json"

    @classmethod
    def from_settings(cls) -> Self:
        """Raises ReadError where no address is set."""
        if not settings.ONEPMIS_ADDRESS:
            raise ReadError(_("ALLIMI_ONEPMIS_ADDRESS is not set: there is nothing to pull from."))
        hosts = (*CITY_HOSTS, *settings.ONEPMIS_PICTURE_HOSTS)
        return cls(settings.ONEPMIS_ADDRESS, settings.ONEPMIS_KEY, settings.ONEPMIS_CALLS_A_SECOND, hosts)


@contextmanager
def only_puller() -> Iterator[bool]:
    """Whether nobody else pulls. Held by the database's session, so that a killed process leaves nothing locked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_PULL_LOCK])
        [mine] = cursor.fetchone() or [False]
    try:
        yield mine
    finally:
        if mine and connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_PULL_LOCK])


class Puller:
    """Pulls until told to stop; then it leaves with Stopped, between two batches."""

    def __init__(self, remote: Remote, *, stop: Event, report: Callable[[int], None] = lambda rows: None) -> None:
        self.remote = remote
        self.stop = stop
        self.report = report
        self.ration = Ration(remote.calls_a_second, stop=stop)
        self.fetcher = ImageFetcher(remote.picture_hosts, pause=self.ration)

    def pull(self, pull: Pull) -> None:
        """Read what is left of it. Raises ReadError where One-PMIS cannot be read; call again to go on."""
        service = SERVICES[pull.service]
        departments = Departments(settings.ONEPMIS_DEPARTMENT)
        if service.is_by_project:
            self._by_project(pull, service, departments)
        else:
            self._list(pull, service, departments)
        finish(pull=pull, now=timezone.now())

    def _list(self, pull: Pull, service: Service, departments: Departments) -> None:
        while True:
            rows = self._rows(service, start=pull.next_row)
            self._read(pull, rows, service, departments)
            if rows.total == pull.total or pull.rounds >= ROUNDS:
                return
            advance(pull=pull, now=timezone.now(), next_row=1, total=rows.total, rounds=pull.rounds + 1)

    def _by_project(self, pull: Pull, service: Service, departments: Departments) -> None:
        """Each project in the order of its code; `pull.project` is the last that was read to its end."""
        listing = [name for name, other in SERVICES.items() if not other.is_by_project]
        codes = Statement.objects.running_projects(listing)
        if pull.total is None:
            advance(pull=pull, now=timezone.now(), next_row=pull.next_row, total=codes.count())
        for code in list(codes.filter(managed_site__code__gt=pull.project)):
            rows = self._rows(service, start=pull.next_row, project=code)
            self._read(pull, rows, service, departments, project=code)
            advance(pull=pull, now=timezone.now(), next_row=1, project=code)

    def _rows(self, service: Service, *, start: int, project: str = "") -> EndpointRows:
        remote = self.remote
        arguments = (project,) if project else ()
        endpoint = Endpoint(remote.address, service.name, key=remote.key, form=remote.form, arguments=arguments)
        return EndpointRows(endpoint, start=start, pause=self.ration.pause, ration=self.ration)

    def _read(
        self, pull: Pull, rows: EndpointRows, service: Service, departments: Departments, *, project: str = ""
    ) -> None:
        """The rows from the pull's place on, batch by batch: a page, or less where pictures are to be fetched."""
        most = BATCH_WITH_PICTURES if service.has_pictures else BATCH
        for batch in batches(rows, min(most, rows.endpoint.page_size)):
            self._put(pull, batch, rows, service, departments, project)
            approve_automatically(source=Source.ONE_PMIS, now=timezone.now())
            self.report(len(batch))
            if self.stop.is_set():
                raise Stopped

    def _put(
        self,
        pull: Pull,
        batch: Iterable[Mapping[str, Any]],
        rows: EndpointRows,
        service: Service,
        departments: Departments,
        project: str,
    ) -> None:
        now, refusals, summary = timezone.now(), Refusals(), Summary()
        job = Import(
            service=service,
            departments=departments,
            rejects=refusals,
            now=now,
            fetcher=self.fetcher,
            project=project,
            summary=summary,
        )
        prepared = [job.prepare(number, raw) for number, raw in enumerate(batch, pull.next_row)]
        reads = job.complete(prepared)
        total = pull.total if project or pull.total is not None else rows.total
        with transaction.atomic():
            job.put(reads)
            advance(
                pull=pull,
                now=now,
                next_row=pull.next_row + len(prepared),
                total=total,
                summary=summary,
                refusals=refusals.told,
            )
