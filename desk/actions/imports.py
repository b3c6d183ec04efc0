"""Content from another system or a spreadsheet, as submitted versions: nothing for what is known, one for what changed.

The importer says what its source says; what is compared, written and refused is decided here, for a
thousand rows as for one. Where a system and an official changed the same, both wait for a person (`statements`).
"""

import datetime
import uuid
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from django.db import IntegrityError, connection, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from desk.items import item_uuid
from desk.models import ManagedSite, Official
from desk.models.draft import EDITABLE
from disclosures.kinds import ALL_KINDS
from disclosures.models import Source

from .audit import record
from .import_tables import DraftTable, Stamp, Version, draft_table, open_new_sites
from .statements import Memory, Told, Verdict

Outcome = Literal["unchanged", "new", "changed"]
NOTHING: Mapping[str, Any] = MappingProxyType({})
# Any number that nothing else locks; "IMPORT" in ASCII.
_IMPORT_LOCK = 0x494D504F5254


class ImportedItem(NamedTuple):
    """What another system says of one item, by the kind's field names.

    A difference in `values` makes a version. `passing` values move with the calendar (days left) or with
    the department in charge: they are written along with a version, and never make one. `otherwise` stands
    in where the item has nothing, and gives way to whatever an official enters.
    """

    kind: str
    parts: tuple[object, ...]  # what tells the item from the site's others of its kind
    as_of_on: datetime.date
    values: Mapping[str, Any]
    passing: Mapping[str, Any] = NOTHING
    otherwise: Mapping[str, Any] = NOTHING
    item: uuid.UUID | None = None  # where the source knows the desk's own id of it

    def id_at(self, code: str) -> uuid.UUID:
        """The item's id, at the site with this code."""
        return self.item or item_uuid(self.kind, code, *self.parts)


class ImportedRow(NamedTuple):
    """Items that stand or fall together, of one site, which is opened when it is new."""

    code: str
    name: str
    department: int  # the primary key
    items: Sequence[ImportedItem]


class Refusal(NamedTuple):
    """Why a row was kept out."""

    kind: str
    field: str
    value: str
    reason: str | Promise


class RowResult(NamedTuple):
    outcome: Outcome | Literal["refused"]
    refusals: tuple[Refusal, ...] = ()
    conflicts: int = 0  # items that wait for a person's decision


class _Refused(Exception):
    def __init__(self, *refusals: Refusal) -> None:
        super().__init__(refusals)
        self.refusals = refusals


def put_many(
    *,
    rows: Sequence[ImportedRow],
    source: Source,
    by: Official,
    now: datetime.datetime,
    told_by: str = "",
    reason: str = "",
) -> list[RowResult]:
    """Each row wholly or not at all; the result of each, in order. At most one version a changed item.

    `told_by` names the service of the source, for each remembers what it said. `reason` is what citizens read beside a
    correction. What was erased stays erased. An official's open version is never overwritten.
    """
    stamp = Stamp(source=source, by=by.pk, now=now, given_reason=reason)
    told_by = told_by or str(source)
    try:
        return _put_rows(rows, stamp=stamp, by=by, told_by=told_by)
    except IntegrityError:
        # Someone at the desk opened one of these items in the same moment: find out which.
        return [_put_alone(row, stamp=stamp, by=by, told_by=told_by) for row in rows]


def _put_alone(row: ImportedRow, *, stamp: Stamp, by: Official, told_by: str) -> RowResult:
    try:
        return _put_rows([row], stamp=stamp, by=by, told_by=told_by)[0]
    except IntegrityError:
        reason = _("Somebody changed this site at the same moment. Import the row again.")
        return RowResult("refused", (Refusal("site", "code", row.code, reason),))


def foresee(*, rows: Sequence[ImportedRow], source: Source, by: Official, now: datetime.datetime) -> list[RowResult]:
    """What `put_many` would make of these rows, of sites that are known. Writes nothing, and nothing waits for it."""
    sites = dict(ManagedSite.objects.filter(code__in={row.code for row in rows}).values_list("code", "pk"))
    batch = _Batch(stamp=Stamp(source=source, by=by.pk, now=now), told_by=str(source))
    return _planned(batch, rows, sites, new=frozenset())


@transaction.atomic
def _put_rows(rows: Sequence[ImportedRow], *, stamp: Stamp, by: Official, told_by: str) -> list[RowResult]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_IMPORT_LOCK])
    sites, opened = _open_sites(rows)
    batch = _Batch(stamp=stamp, told_by=told_by)
    results = _planned(batch, rows, sites, new=opened)
    written = batch.write()
    used = {row.code for row, result in zip(rows, results, strict=True) if result.outcome != "refused"}
    ManagedSite.objects.filter(code__in=opened - used).delete()
    if written:
        details = {"versions": written, "rows": len(rows), "sites_opened": len(opened & used), "source": told_by}
        record(by=by, action="import.put", subject=f"import:{stamp.source}", details=details)
    return results


def _planned(
    batch: "_Batch", rows: Sequence[ImportedRow], sites: Mapping[str, int], *, new: Collection[str]
) -> list[RowResult]:
    """What becomes of each row, in order. Of sites that are `new` the desk has nothing yet."""
    identified = [[(item.id_at(row.code), item) for item in row.items] for row in rows]
    batch.look_up(items for row, items in zip(rows, identified, strict=True) if row.code not in new)
    results = []
    for row, items in zip(rows, identified, strict=True):
        try:
            results.append(batch.plan(sites[row.code], row.department, items))
        except _Refused as refused:
            results.append(RowResult("refused", refused.refusals))
    return results


def _open_sites(rows: Sequence[ImportedRow]) -> tuple[dict[str, int], set[str]]:
    """The primary keys of the rows' sites by code, and the codes of those that are new."""
    first = {row.code: row for row in reversed(rows)}
    known = dict(ManagedSite.objects.filter(code__in=first).values_list("code", "pk"))
    missing = [row for code, row in first.items() if code not in known]
    opened = open_new_sites((row.code, row.name or row.code, row.department) for row in missing)
    return known | opened, set(opened)


class _Batch:
    """The versions of some rows: what there is, what is to be written."""

    def __init__(self, *, stamp: Stamp, told_by: str) -> None:
        self.stamp = stamp
        self.known: dict[str, dict[uuid.UUID, Version]] = {}
        self.touched: dict[str, dict[uuid.UUID, Version]] = {}
        # An official's spreadsheet is no system that may change its mind.
        linked = stamp.source != Source.OFFICIAL
        self.memory = Memory(told_by=told_by, source=stamp.source, now=stamp.now) if linked else None

    def look_up(self, rows: Any) -> None:
        """The newest version of every item and what was said of it before, in a statement a kind and two more."""
        wanted: dict[str, list[uuid.UUID]] = {}
        for items in rows:
            for item, imported in items:
                wanted.setdefault(imported.kind, []).append(item)
        self.known = {kind: draft_table(kind).newest(items) for kind, items in wanted.items()}
        if self.memory is not None:
            self.memory.look_up([item for items in wanted.values() for item in items])

    def plan(self, site: int, department: int, items: Sequence[tuple[uuid.UUID, ImportedItem]]) -> RowResult:
        """Decide what becomes of a row's items; raises _Refused before anything of it is decided."""
        steps = [self._step(item, imported, site) for item, imported in items]
        if refusals := [refusal for step in steps for refusal in step.refusals]:
            raise _Refused(*refusals)
        planned = new = conflicts = 0
        for step in steps:
            conflicts += step.is_conflict
            self._keep_in_mind(step)
            if (version := step.version) is not None:
                version.site, version.department = site, department
                planned += 1
                new += version.item not in self.known[step.told.kind]
                self.known[step.told.kind][version.item] = version
                self.touched.setdefault(step.told.kind, {})[version.item] = version
        outcome: Outcome = "unchanged" if not planned else "new" if new == planned else "changed"
        return RowResult(outcome, conflicts=conflicts)

    def _step(self, item: uuid.UUID, imported: ImportedItem, site: int) -> "_Step":
        """What becomes of one item."""
        table, newest = draft_table(imported.kind), self.known.setdefault(imported.kind, {}).get(item)
        told = Told(item, imported.kind, site, imported.as_of_on, imported.values, imported.passing)
        verdict, values = self._judge(table, newest, told)
        if verdict is Verdict.CONFLICT:
            return _Step(told, is_conflict=True)
        if verdict is Verdict.NOTHING:
            return _Step(told)
        if refusal := self._closed_to_us(newest, imported.kind):
            return _Step(told, refusals=(refusal,))
        version = _successor(table, item, newest, self.stamp)
        version.as_of_on = imported.as_of_on
        said = {**values, **imported.passing}
        table.fill(version, said, imported.otherwise)
        faults = table.faults(version, {**imported.otherwise, **said})
        return _Step(told, version, tuple(Refusal(imported.kind, *fault) for fault in faults))

    def _judge(self, table: DraftTable, newest: Version | None, told: Told) -> tuple[Verdict, Mapping[str, Any]]:
        if self.memory is not None:
            return self.memory.judge(table, newest, told, importer=self.stamp.by)
        if newest is not None and (newest.is_erased or table.says(newest, told.values)):
            return Verdict.NOTHING, {}
        return Verdict.TAKE, told.values

    def _closed_to_us(self, newest: Version | None, kind: str) -> Refusal | None:
        """Why an open version is not to be written to."""
        if newest is None or not newest.is_open:
            return None
        if newest.entered_by != self.stamp.by:
            return Refusal(kind, "", "", _("An official has an open version of this. Try again once that is decided."))
        if self.memory is None and newest.state not in EDITABLE:
            return Refusal(
                kind, "", "", _("This waits for approval. Have it returned first, or wait for the decision.")
            )
        return None

    def _keep_in_mind(self, step: "_Step") -> None:
        if self.memory is None:
            return
        if step.is_conflict:
            self.memory.leave_to_a_person(step.told)
        else:
            self.memory.remember(step.told)

    def write(self) -> int:
        """Write what was planned; how many versions that were."""
        for kind in ALL_KINDS:
            versions = self.touched.get(kind.slug)
            if versions:
                draft_table(kind.slug).write(list(versions.values()), self.stamp)
        if self.memory is not None:
            self.memory.write()
        return sum(len(versions) for versions in self.touched.values())


class _Step(NamedTuple):
    """What becomes of one item of a row: a version, a conflict, refusals, or nothing."""

    told: Told
    version: Version | None = None
    refusals: tuple[Refusal, ...] = ()
    is_conflict: bool = False


def _successor(table: DraftTable, item: uuid.UUID, newest: Version | None, stamp: Stamp) -> Version:
    """A first version, a new one after a decided one, or the import's own open one again."""
    if newest is None:
        return Version(item, 1, table.empty(), entered_by=stamp.by)
    content = list(newest.content)
    if newest.is_open:
        reason = stamp.given_reason or newest.reason
        return Version(item, newest.number, content, newest.pk, entered_by=stamp.by, reason=reason)
    return Version(item, newest.number + 1, content, entered_by=stamp.by, reason=stamp.reason)
