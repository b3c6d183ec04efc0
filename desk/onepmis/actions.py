"""Imports: rows from a reader, through a service's declarations, into submitted versions."""

import datetime
import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from django.core.exceptions import ValidationError
from django.utils import timezone

from desk.actions.imports import ImportedItem, ImportedRow, RowResult, put_many
from desk.actions.service_accounts import one_pmis
from disclosures.kinds import kind_by_slug
from disclosures.models import Source

from .ahead import Ahead
from .departments import Departments
from .fields import Problem, source_name
from .images import ImageFetcher
from .items import Pictured, Service, in_department
from .pictures import Pictures
from .reader import ReadError
from .rejects import KEPT_OUT, LEFT_OUT, Rejects
from .rows import read_row

T = TypeVar("T")

BATCH = 1000  # rows a transaction
BATCH_WITH_PICTURES = 25  # fewer: their pictures are held at once


@dataclass
class Summary:
    """How many rows became what, and how many items wait for a person's decision."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("new", "changed", "unchanged", "refused"), 0))
    conflicts: int = 0

    def add(self, outcome: str) -> None:
        self.counts[outcome] += 1

    @property
    def rows(self) -> int:
        return sum(self.counts.values())


class Prepared(NamedTuple):
    """A row as far as it gets without the database."""

    number: int
    row: Mapping[str, Any]
    items: Sequence[ImportedItem | Pictured]  # the record of the site first
    problems: Sequence[Problem]


class Read(NamedTuple):
    """A row on its way in: its number in the source, the items it makes, and what they still lack."""

    number: int | str
    service: str
    row: ImportedRow
    pictured: tuple[Pictured, ...] = ()


Report = Callable[[int], None]


@dataclass(kw_only=True)
class Import:
    """One import of a service's rows."""

    service: Service
    departments: Departments
    rejects: Rejects
    now: datetime.datetime
    fetcher: ImageFetcher | None = None  # None leaves pictures out
    project: str = ""  # the code that rows without one belong to, where the call named it
    report: Report = lambda rows: None
    summary: Summary = field(default_factory=Summary)  # counts along, so that it holds when reading breaks off

    def __post_init__(self) -> None:
        self.by = one_pmis()
        wanted = self.fetcher if self.service.has_pictures else None
        self.pictures = Pictures(wanted, by=self.by) if wanted else None

    def run(self, rows: Iterable[Mapping[str, Any]]) -> Summary:
        """Import every row that can be; the rest is in the rejects. Raises ReadError where reading breaks off."""
        prepared = (self.prepare(number, raw) for number, raw in enumerate(rows, 1))
        with seldom_collecting():
            for batch in Ahead(batches(prepared, BATCH_WITH_PICTURES if self.pictures else BATCH)):
                self.put(self.complete(batch))
                self.report(len(batch))
        return self.summary

    def complete(self, batch: Sequence[Prepared]) -> list[Read]:
        """The batch's rows with their departments and pictures. Calls the pictures' servers: no transaction waits."""
        reads = [read for found in batch if (read := self._placed(found)) is not None]
        return list(self._with_pictures(reads, self.pictures)) if self.pictures else reads

    def put(self, reads: Sequence[Read]) -> None:
        """Write a batch, in one transaction."""
        rows = [read.row for read in reads]
        results = put_many(rows=rows, source=Source.ONE_PMIS, by=self.by, now=self.now, told_by=self.service.name)
        note_results(reads, results, rejects=self.rejects, summary=self.summary)

    def prepare(self, number: int, raw: Mapping[str, Any]) -> Prepared:
        """Everything that needs no database; done ahead, in another thread."""
        if self.project:
            raw = {source_name(self.service.name, "code"): self.project, **raw}
        row, problems = read_row(self.service, raw, collected_on=timezone.localdate(self.now))
        if problems:
            return Prepared(number, row, [], problems)
        row["name"] = row.get("name") or row["code"]
        items = [item for build in self.service.builders if (item := build(row)) is not None]
        return Prepared(number, row, items, [])

    def _placed(self, found: Prepared) -> Read | None:
        """The row under its department, or None where it was rejected."""
        row = found.row
        if found.problems:
            reject(self.rejects, found.number, row.get("code", ""), found.problems)
            self.summary.add("refused")
            return None
        client = row.get("client", "")
        department = self.departments.named(client)
        items = [item for item in found.items if isinstance(item, ImportedItem)]
        pictured = tuple(item for item in found.items if isinstance(item, Pictured))
        items[0] = in_department(items[0], department, is_named=bool(client))
        return Read(found.number, self.service.name, ImportedRow(row["code"], row["name"], department, items), pictured)

    def _with_pictures(self, reads: Sequence[Read], pictures: Pictures) -> Iterator[Read]:
        """The rows with what pictures could be had. A row that is nothing but its picture stays out without."""
        addresses = (pictured.address for read in reads for pictured in read.pictured)
        outcomes = dict(pictures.stored(addresses))
        for read in reads:
            items = list(read.row.items)
            bare = all(item.kind == "site" for item in items) and not any(
                isinstance(outcomes[pictured.address], str) for pictured in read.pictured
            )
            for pictured in read.pictured:
                outcome = outcomes[pictured.address]
                if isinstance(outcome, str):
                    items.append(pictured.item._replace(values={**pictured.item.values, "image": outcome}))
                else:
                    self._note_failure(read, pictured, outcome, KEPT_OUT if bare else LEFT_OUT)
            if bare:
                self.summary.add("refused")
            else:
                yield read._replace(row=read.row._replace(items=items))

    def _note_failure(self, read: Read, pictured: Pictured, error: Exception, outcome: str) -> None:
        reason = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        self.rejects.add(
            read.number,
            code=read.row.code,
            field=source_name(read.service, pictured.item.kind),
            value=pictured.address,
            reason=reason,
            outcome=outcome,
        )


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Looks for garbage once a batch or so: its objects live as long as it, and looking took a fifth of the time."""
    thresholds = gc.get_threshold()
    gc.set_threshold(100_000, *thresholds[1:])
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)


def reject(rejects: Rejects, number: int | str, code: str, problems: Iterable[Problem]) -> None:
    for problem in problems:
        rejects.add(number, code=code, field=problem.field, value=problem.value, reason=problem.reason)


def note_results(reads: Sequence[Read], results: Sequence[RowResult], *, rejects: Rejects, summary: Summary) -> None:
    """Count the outcomes and tell the refusals, each with the field as the source calls it."""
    for read, result in zip(reads, results, strict=True):
        summary.add(result.outcome)
        summary.conflicts += result.conflicts
        for refusal in result.refusals:
            name = f"{kind_by_slug(refusal.kind).slug}.{refusal.field}".rstrip(".")
            rejects.add(read.number, code=read.row.code, field=name, value=refusal.value, reason=refusal.reason)


def batches(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of up to `size` rows. Where reading breaks off, what was read before comes first."""
    iterator = iter(rows)
    batch: list[T] = []
    try:
        for row in iterator:
            batch.append(row)
            if len(batch) == size:
                yield batch
                batch = []
    except ReadError:
        if batch:
            yield batch
        raise
    if batch:
        yield batch
