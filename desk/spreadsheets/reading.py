"""What a filled spreadsheet says: which rows are new or changed, and every cell that cannot go in."""

import datetime
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from desk import roles
from desk.actions.import_tables import draft_table
from desk.actions.imports import ImportedItem, ImportedRow, Refusal, RowResult, foresee
from desk.models import ManagedSite, Official, draft_model
from disclosures.kinds import Kind
from disclosures.models import Source

from .columns import AS_OF, ITEM, NAME, SITE, KindSheet, spellings
from .sheets import Cells, Table
from .widgets import text_of

# What the table must have, and what every row must say.
_NEEDED = (SITE, AS_OF)


class BadCell(NamedTuple):
    """A cell that keeps the file out: its address as spreadsheets write it, its column, what it holds, and why."""

    address: str
    column: str
    value: str
    reason: str | Promise


class Row(NamedTuple):
    """A row that can be read, with the item that it makes."""

    number: int
    site: ManagedSite
    item: ImportedItem


@dataclass
class Reading:
    """All that a file says. It goes in only as a whole: where a cell is bad, nothing does."""

    kind: Kind
    rows: list[Row] = field(default_factory=list)
    results: list[RowResult] = field(default_factory=list)
    bad: list[BadCell] = field(default_factory=list)

    @property
    def imported(self) -> list[ImportedRow]:
        return [ImportedRow(row.site.code, row.site.name, row.site.department_id, (row.item,)) for row in self.rows]

    def count(self, outcome: str) -> int:
        return sum(result.outcome == outcome for result in self.results)

    @property
    def changing(self) -> list[tuple[Row, RowResult]]:
        """The rows that would make a version."""
        pairs = zip(self.rows, self.results, strict=True)
        return [(row, result) for row, result in pairs if result.outcome in ("new", "changed")]


def read_rows(table: Table, kind: Kind, *, by: Official, now: datetime.datetime) -> Reading:
    """What the table says, to be put in by this official. Nothing is written."""
    reading = Reading(kind)
    columns = _columns(table.headings, kind, reading.bad)
    if not reading.bad:
        _Reader(reading, columns, by=by).read(table.rows)
        reading.results = foresee(rows=reading.imported, source=Source.OFFICIAL, by=by, now=now)
        for row, result in zip(reading.rows, reading.results, strict=True):
            reading.bad += [_bad_by(refusal, row, columns) for refusal in result.refusals]
        reading.bad.sort(key=_place)
    return reading


class Column(NamedTuple):
    """A column of the file that is read."""

    name: str
    letter: str
    heading: str


def _columns(headings: Cells, kind: Kind, bad: list[BadCell]) -> dict[str, tuple[int, Column]]:
    """The columns that are read, by the names of what they hold, with their places."""
    known = {_folded(spelling): name for spelling, name in spellings(kind).items()}
    found: dict[str, tuple[int, Column]] = {}
    for place, cell in enumerate(headings):
        heading, letter = text_of(cell), get_column_letter(place + 1)
        name = known.get(_folded(heading))
        if not heading:
            continue
        if name is None or name in found:
            reason = (
                _("This column stands here twice.") if name else _("No column of this kind is called so. Delete it.")
            )
            bad.append(BadCell(f"{letter}1", heading, heading, reason))
        elif name != NAME:
            found[name] = place, Column(name, letter, heading)
    labels = {name: column.column_name for name, column in KindSheet(kind).fields.items()}
    for name in _NEEDED:
        if name not in found:
            bad.append(BadCell("A1", labels[name], "", _("This column is missing. Download the template anew.")))
    return found


class _Reader:
    """Reads cells into items, row by row."""

    def __init__(self, reading: Reading, columns: Mapping[str, tuple[int, Column]], *, by: Official) -> None:
        self.reading = reading
        self.columns = columns
        self.by = by
        self.widgets = {name: column.widget for name, column in KindSheet(reading.kind).fields.items()}
        self.table = draft_table(reading.kind.slug)
        self.required = frozenset(reading.kind.fields_class.required)
        self.sites: dict[str, ManagedSite | None] = {}
        self.known = _Known(reading.kind)
        self.seen: dict[uuid.UUID, int] = {}

    def read(self, rows: Iterable[tuple[int, Cells]]) -> None:
        rows = list(rows)
        place, _column = self.columns[SITE]
        codes = {text_of(cells[place]) for _number, cells in rows if place < len(cells)}
        self._look_up_sites(codes)
        for number, cells in rows:
            self._row(number, cells)

    def _look_up_sites(self, codes: set[str]) -> None:
        """The sites that the file names and this official may enter for; None for those of others."""
        slug = self.reading.kind.slug
        found = list(roles.visible_sites(self.by).filter(code__in=codes))
        for site in found:
            self.sites[site.code] = site if roles.may_enter(self.by, site, slug) else None
        self.known.look_up([site.pk for site in self.sites.values() if site is not None])

    def _row(self, number: int, cells: Cells) -> None:
        values: dict[str, Any] = {}
        before = len(self.reading.bad)
        for name, (place, column) in self.columns.items():
            cell = cells[place] if place < len(cells) else None
            try:
                values[name] = self.widgets[name].clean(cell)
            except ValueError as error:
                self._bad(number, column, cell, str(error))
            else:
                # Asked here, and not of the import alone: every bad cell of a row is told at once.
                if (reason := self._fault(name, values[name])) is not None:
                    self._bad(number, column, cell, reason)
        site = self._site(number, values)
        if site is None or len(self.reading.bad) > before:
            return
        item = self._item(number, site, values)
        if item is None:
            return
        content = {name: value for name, value in values.items() if name not in (SITE, AS_OF, ITEM)}
        imported = ImportedItem(self.reading.kind.slug, (), values[AS_OF], content, item=item)
        self.reading.rows.append(Row(number, site, imported))

    def _fault(self, name: str, value: Any) -> str | Promise | None:
        """Why the field cannot have this value."""
        if name not in self.table.checks:
            return None
        if value is None or value == "":
            return _("This has to be filled in.") if name in self.required else None
        return self.table.checks[name](value)

    def _site(self, number: int, values: Mapping[str, Any]) -> ManagedSite | None:
        """The row's site; also notes a missing as-of date."""
        if AS_OF in values and values[AS_OF] is None:
            self._bad(number, self.columns[AS_OF][1], None, _("This has to be filled in."))
        code = values.get(SITE, "")
        if not code:
            self._bad(number, self.columns[SITE][1], None, _("This has to be filled in."))
            return None
        site = self.sites.get(code)
        if site is None:
            reason = (
                _("You may not enter this kind for this site.")
                if code in self.sites
                else _("No site within your reach has this code.")
            )
            self._bad(number, self.columns[SITE][1], code, reason)
        return site

    def _item(self, number: int, site: ManagedSite, values: Mapping[str, Any]) -> uuid.UUID | None:
        """The item that the row is about: by its number, by what identifies it, or a new one."""
        text = values.get(ITEM, "")
        if text:
            found = self.known.by_number(site, text)
            if found is None:
                self._bad(number, self.columns[ITEM][1], text, _("This site has no such item. Leave the cell empty."))
                return None
        else:
            found = self.known.by_content(site, values) or uuid.uuid4()
        if found in self.seen:
            reason = _("Row %(row)d is about the same item.") % {"row": self.seen[found]}
            self._bad(number, self.columns[SITE][1], site.code, reason)
            return None
        self.seen[found] = number
        if not text:
            self.known.add(site, values, found)
        return found

    def _bad(self, number: int, column: Column, cell: Any, reason: str | Promise) -> None:
        self.reading.bad.append(BadCell(f"{column.letter}{number}", column.heading, text_of(cell)[:200], reason))


class _Known:
    """The items that the desk has of the file's sites, by their numbers and by what identifies them."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        # Of a kind with one item a site, the site alone tells which.
        self.identifying = kind.identified_by if kind.many else ()
        self._items: dict[int, set[uuid.UUID]] = {}
        self._by_content: dict[tuple[Any, ...], uuid.UUID] = {}

    def look_up(self, sites: Sequence[int]) -> None:
        versions = draft_model(self.kind.slug)._default_manager.filter(managed_site__in=sites).order_by("version")
        for site, item, *content in versions.values_list("managed_site_id", "item", *self.identifying):
            self._items.setdefault(site, set()).add(item)
            self._by_content[(site, *content)] = item

    def by_number(self, site: ManagedSite, text: str) -> uuid.UUID | None:
        try:
            item = uuid.UUID(text)
        except ValueError:
            return None
        return item if item in self._items.get(site.pk, ()) else None

    def by_content(self, site: ManagedSite, values: Mapping[str, Any]) -> uuid.UUID | None:
        return self._by_content.get((site.pk, *(values.get(name) for name in self.identifying)))

    def add(self, site: ManagedSite, values: Mapping[str, Any], item: uuid.UUID) -> None:
        self._by_content[(site.pk, *(values.get(name) for name in self.identifying))] = item


def _bad_by(refusal: Refusal, row: Row, columns: Mapping[str, tuple[int, Column]]) -> BadCell:
    """A refusal of the import as a cell: the field's own, else the row's site."""
    _place_, column = columns.get(refusal.field) or columns[SITE]
    label = column.heading if refusal.field in columns or not refusal.field else refusal.field
    return BadCell(f"{column.letter}{row.number}", label, refusal.value[:200], refusal.reason)


def _place(bad: BadCell) -> tuple[int, int, str]:
    """By row, then by column."""
    letters = bad.address.rstrip("0123456789")
    return int(bad.address[len(letters) :]), len(letters), letters


def _folded(heading: str) -> str:
    return "".join(heading.split()).lower()
