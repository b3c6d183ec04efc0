"""Content from another system, as submitted versions: nothing for what is known, one for what changed.

The importer says what the system says; what is compared, written and refused is decided here, for a
thousand rows as for one.
"""

import datetime
import uuid
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from django.db import IntegrityError, connection, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from desk.items import item_uuid
from desk.models import ManagedSite, Official
from disclosures.kinds import ALL_KINDS
from disclosures.models import Source

from .audit import record
from .errors import ActionError
from .import_tables import DraftTable, Stamp, Version, draft_table, open_new_sites

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


class _Refused(Exception):
    def __init__(self, *refusals: Refusal) -> None:
        super().__init__(refusals)
        self.refusals = refusals


@transaction.atomic
def put(
    *,
    kind: str,
    managed_site: ManagedSite,
    item: uuid.UUID,
    as_of_on: datetime.date,
    values: Mapping[str, Any],
    source: Source,
    by: Official,
    now: datetime.datetime,
) -> Outcome:
    """One item, by its id. Raises ActionError where put_many refuses."""
    batch = _Batch(source=source, by=by, now=now)
    table = draft_table(kind)
    batch.known = {kind: table.newest([item])}
    imported = ImportedItem(kind, (), as_of_on, values)
    try:
        outcome = batch.plan(managed_site.pk, managed_site.department_id, [(item, imported)])
    except _Refused as refused:
        raise ActionError([str(refusal.reason) for refusal in refused.refusals]) from refused
    batch.write()
    return outcome


def put_many(*, rows: Sequence[ImportedRow], source: Source, by: Official, now: datetime.datetime) -> list[RowResult]:
    """Each row wholly or not at all; the result of each, in order. At most one version a changed item.

    An official's open version is never overwritten: the row is refused until it is decided. What was erased
    stays erased.
    """
    try:
        return _put_rows(rows, source=source, by=by, now=now)
    except IntegrityError:
        # Someone at the desk opened one of these items in the same moment: find out which.
        return [_put_alone(row, source=source, by=by, now=now) for row in rows]


def _put_alone(row: ImportedRow, *, source: Source, by: Official, now: datetime.datetime) -> RowResult:
    try:
        return _put_rows([row], source=source, by=by, now=now)[0]
    except IntegrityError:
        reason = _("Somebody changed this site at the same moment. Import the row again.")
        return RowResult("refused", (Refusal("site", "code", row.code, reason),))


@transaction.atomic
def _put_rows(rows: Sequence[ImportedRow], *, source: Source, by: Official, now: datetime.datetime) -> list[RowResult]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_IMPORT_LOCK])
    sites, opened = _open_sites(rows)
    batch = _Batch(source=source, by=by, now=now)
    identified = [[(item_uuid(item.kind, row.code, *item.parts), item) for item in row.items] for row in rows]
    batch.look_up(items for row, items in zip(rows, identified, strict=True) if row.code not in opened)
    results = []
    for row, items in zip(rows, identified, strict=True):
        try:
            results.append(RowResult(batch.plan(sites[row.code], row.department, items)))
        except _Refused as refused:
            results.append(RowResult("refused", refused.refusals))
    written = batch.write()
    used = {row.code for row, result in zip(rows, results, strict=True) if result.outcome != "refused"}
    ManagedSite.objects.filter(code__in=opened - used).delete()
    if written:
        details = {"versions": written, "rows": len(rows), "sites_opened": len(opened & used), "source": str(source)}
        record(by=by, action="import.put", subject=f"import:{source}", details=details)
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

    def __init__(self, *, source: Source, by: Official, now: datetime.datetime) -> None:
        self.stamp = Stamp(source=source, by=by.pk, now=now)
        self.known: dict[str, dict[uuid.UUID, Version]] = {}
        self.touched: dict[str, dict[uuid.UUID, Version]] = {}
        self.tables: dict[str, DraftTable] = {}

    def look_up(self, rows: Any) -> None:
        """The newest version of every item, in one statement a kind."""
        wanted: dict[str, list[uuid.UUID]] = {}
        for items in rows:
            for item, imported in items:
                wanted.setdefault(imported.kind, []).append(item)
        self.known = {kind: draft_table(kind).newest(items) for kind, items in wanted.items()}

    def plan(self, site: int, department: int, items: Sequence[tuple[uuid.UUID, ImportedItem]]) -> Outcome:
        """Decide what becomes of a row's items; raises _Refused before anything of it is decided."""
        planned: list[tuple[str, Version]] = []
        refusals: list[Refusal] = []
        new = 0
        for item, imported in items:
            newest = self.known.setdefault(imported.kind, {}).get(item)
            table = self.tables.get(imported.kind) or self.tables.setdefault(imported.kind, draft_table(imported.kind))
            version, problems = _next_version(table, item, newest, imported, self.stamp)
            refusals += problems
            if version is None:
                continue
            version.site, version.department = site, department
            new += newest is None
            planned.append((imported.kind, version))
        if refusals:
            raise _Refused(*refusals)
        for kind, version in planned:
            self.known[kind][version.item] = version
            self.touched.setdefault(kind, {})[version.item] = version
        if not planned:
            return "unchanged"
        return "new" if new == len(planned) else "changed"

    def write(self) -> int:
        """Write what was planned; how many versions that were."""
        for kind in ALL_KINDS:
            versions = self.touched.get(kind.slug)
            if versions:
                draft_table(kind.slug).write(list(versions.values()), self.stamp)
        return sum(len(versions) for versions in self.touched.values())


def _next_version(
    table: DraftTable, item: uuid.UUID, newest: Version | None, imported: ImportedItem, stamp: Stamp
) -> tuple[Version | None, list[Refusal]]:
    """The version that this item needs, or None where it needs none."""
    slug = imported.kind
    if newest is not None and (newest.is_erased or table.says(newest, imported.values)):
        return None, []
    if newest is not None and newest.is_open and newest.entered_by != stamp.by:
        reason = _("An official has an open version of this. Import the row again once that is decided.")
        return None, [Refusal(slug, "", "", reason)]
    version = _successor(table, item, newest, stamp)
    version.as_of_on = imported.as_of_on
    said = {**imported.values, **imported.passing}
    table.fill(version, said, imported.otherwise)
    faults = table.faults(version, {**imported.otherwise, **said})
    return version, [Refusal(slug, field, value, reason) for field, value, reason in faults]


def _successor(table: DraftTable, item: uuid.UUID, newest: Version | None, stamp: Stamp) -> Version:
    """A first version, a new one after a decided one, or the import's own open one again."""
    if newest is None:
        return Version(item, 1, table.empty(), entered_by=stamp.by)
    content = list(newest.content)
    if newest.is_open:
        return Version(item, newest.number, content, newest.pk, entered_by=stamp.by, reason=newest.reason)
    return Version(item, newest.number + 1, content, entered_by=stamp.by, reason=stamp.reason)
