"""The lists of Seoul's Allimi: extensions of time, design changes, penalty points, progress.

A file holds them under EXTENSION, DESIGN, PENALTY and PROGRESS, and says in `_source.collected_kst` when
they were read. The lists name a project by its code and title; the progress list by its title alone.
"""

import datetime
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.actions.imports import ImportedItem, ImportedRow, put_many
from desk.actions.service_accounts import one_pmis
from desk.models import ManagedSite
from disclosures.kinds.penalty import PenalisedRole
from disclosures.models import Source

from . import values
from .actions import Read, Summary, note_results, reject
from .context import derived_code
from .departments import Departments
from .fields import Problem
from .items import in_department, undescribed_site
from .reader import ReadError
from .rejects import Rejects

_ROLES = {"시공": PenalisedRole.CONTRACTOR, "감리": PenalisedRole.SUPERVISOR}
_POINTS = Decimal("0.001")
_FILE_LIMIT = 100 * 1024 * 1024  # bytes


class EventList(NamedTuple):
    """One of the lists: what its rows must have, and what a row says."""

    name: str
    required: tuple[str, ...]
    item: Callable[[Mapping[str, Any], datetime.date], ImportedItem]


class _Bad(Exception):
    def __init__(self, field: str, value: Any, reason: Any) -> None:
        super().__init__(str(reason))
        self.problem = Problem(field, str(value), reason)


def _extension(row: Mapping[str, Any], collected_on: datetime.date) -> ImportedItem:
    before, after = _date(row, "before_completion"), _date(row, "after_completion")
    between = (after - before).days
    if str(row["extension_days"]) != str(between):
        reason = format_lazy(gettext_lazy("The two dates are {days} days apart."), days=between)
        raise _Bad("extension_days", row["extension_days"], reason)
    content = {"number": values.text(row["record_key"]), "completion_before_on": before}
    content |= {"completion_after_on": after, "days": between}
    return ImportedItem("time-extension", (row["record_key"],), _date(row, "registration_date"), content)


def _design_change(row: Mapping[str, Any], collected_on: datetime.date) -> ImportedItem:
    """The list names documents, and not what they say: an official adds that."""
    documents = ", ".join(str(document) for document in row["doc_ids"])
    otherwise = {"what": f"설계변경 문서 등록 (문서번호 {documents})"}
    registered_on = _date(row, "registration_date")
    return ImportedItem("design-change", (documents,), registered_on, {"number": documents}, otherwise=otherwise)


def _penalty(row: Mapping[str, Any], collected_on: datetime.date) -> ImportedItem:
    role = values.text(row.get("company_role"))
    if role and role not in _ROLES:
        raise _Bad("company_role", role, gettext_lazy("This role is not known. Known: 시공, 감리."))
    imposed_on = _date(row, "imposed_date")
    content = {
        "number": values.text(row["record_no"]),
        "firm_name": values.text(row["company"]),
        "role": _ROLES.get(role, ""),
        "inspection": values.text(row.get("inspection_kind")),
        "points": _decimal(row, "penalty_points").quantize(_POINTS),
        "imposed_on": imposed_on,
        "reason": values.text(row.get("reason")),
    }
    return ImportedItem("penalty", (row["record_no"],), imposed_on, content)


def _progress(row: Mapping[str, Any], collected_on: datetime.date) -> ImportedItem:
    planned, actual = _percent(row, "plan_percent"), _percent(row, "actual_percent")
    if row.get("gap_pp") is not None and _percent(row, "gap_pp") != actual - planned:
        reason = format_lazy(gettext_lazy("Actual minus planned is {gap}."), gap=actual - planned)
        raise _Bad("gap_pp", row["gap_pp"], reason)
    content = {"planned_percent": planned, "actual_percent": actual}
    return ImportedItem("progress", (collected_on.isoformat(),), collected_on, content)


LISTS = (
    EventList(
        "EXTENSION",
        ("pjt_cd", "title", "record_key", "extension_days", "before_completion", "after_completion"),
        _extension,
    ),
    EventList("DESIGN", ("pjt_cd", "title", "doc_ids", "registration_date"), _design_change),
    EventList("PENALTY", ("pjt_cd", "title", "record_no", "company", "penalty_points", "imposed_date"), _penalty),
    EventList("PROGRESS", ("title", "plan_percent", "actual_percent"), _progress),
)


def import_events(
    path: Path,
    *,
    departments: Departments,
    rejects: Rejects,
    now: datetime.datetime,
    report: Callable[[int], None] = lambda rows: None,
) -> Summary:
    """Import a file of event lists. Raises ReadError where it is none."""
    document = _document(path)
    collected_on = _collected_on(document)
    by = one_pmis()
    summary = Summary()
    for events in LISTS:
        reads = list(_read(events, document.get(events.name) or [], collected_on, departments, rejects, summary))
        rows = [read.row for read in reads]
        results = put_many(rows=rows, source=Source.ALLIMI_LISTS, by=by, now=now)
        note_results(reads, results, rejects=rejects, summary=summary)
        report(len(document.get(events.name) or []))
    return summary


def _read(
    events: EventList,
    rows: Sequence[Any],
    collected_on: datetime.date,
    departments: Departments,
    rejects: Rejects,
    summary: Summary,
) -> Iterator[Read]:
    for number, row in enumerate(rows, 1):
        name = f"{events.name}:{number}"
        try:
            item = _item(events, row, collected_on)
            code = values.code(row["pjt_cd"]) if "pjt_cd" in events.required else _code_of(values.text(row["title"]))
        except _Bad as bad:
            problem = bad.problem
        except values.BadValue as bad:
            problem = Problem("pjt_cd", str(row["pjt_cd"]), bad.reason)
        else:
            yield Read(name, "", _imported(code, row, item, departments))
            continue
        reject(rejects, name, str(row.get("pjt_cd", "")) if isinstance(row, dict) else "", [problem])
        summary.add("refused")


def _item(events: EventList, row: Any, collected_on: datetime.date) -> ImportedItem:
    if not isinstance(row, dict):
        raise _Bad("", row, gettext_lazy("This is no row."))
    for field in events.required:
        if row.get(field) in (None, "", []):
            raise _Bad(field, "", gettext_lazy("This has to be filled in."))
    return events.item(row, collected_on)


def _imported(code: str, row: Mapping[str, Any], item: ImportedItem, departments: Departments) -> ImportedRow:
    """The event, and its site where the desk does not know it yet."""
    name = values.text(row["title"])
    agency = values.text(row.get("agency"))
    department = departments.named(agency)
    site = in_department(undescribed_site({"name": name, "as_of_on": item.as_of_on}), department, is_named=False)
    if item.kind == "time-extension":
        site = site._replace(otherwise={**site.otherwise, "ends_on": item.values["completion_after_on"]})
    return ImportedRow(code, name, department, (site, item))


def _code_of(title: str) -> str:
    """The code of the only site with this name, else one derived from the name: this list has no codes."""
    found = ManagedSite.objects.filter(name=title).values_list("code", flat=True)[:2]
    return found[0] if len(found) == 1 else derived_code("ALLIMI", title)


def _date(row: Mapping[str, Any], field: str) -> datetime.date:
    try:
        found = values.date(row.get(field))
    except values.BadValue as bad:
        raise _Bad(field, row.get(field), bad.reason) from bad
    if found is None:
        raise _Bad(field, "", gettext_lazy("This has to be filled in."))
    return found


def _decimal(row: Mapping[str, Any], field: str) -> Decimal:
    try:
        found = values.number(row[field])
    except values.BadValue as bad:
        raise _Bad(field, row[field], bad.reason) from bad
    if found is None:
        raise _Bad(field, "", gettext_lazy("This has to be filled in."))
    return found


def _percent(row: Mapping[str, Any], field: str) -> Decimal:
    return _decimal(row, field).quantize(Decimal("0.01"))


def _document(path: Path) -> Mapping[str, Any]:
    try:
        if path.stat().st_size > _FILE_LIMIT:
            raise ReadError(_("%(path)s is larger than any event list can be.") % {"path": path})
        document = json.loads(path.read_text("utf-8-sig"), parse_float=Decimal)
    except (OSError, ValueError) as error:
        raise ReadError(_("%(path)s cannot be read: %(why)s") % {"path": path, "why": error}) from error
    if not isinstance(document, dict) or not any(isinstance(document.get(events.name), list) for events in LISTS):
        raise ReadError(
            _("%(path)s has none of the lists %(lists)s.")
            % {"path": path, "lists": ", ".join(events.name for events in LISTS)}
        )
    return document


def _collected_on(document: Mapping[str, Any]) -> datetime.date:
    source = document.get("_source")
    collected = source.get("collected_kst") if isinstance(source, dict) else None
    try:
        return datetime.datetime.fromisoformat(str(collected)).date()
    except ValueError:
        raise ReadError(
            _("The file does not say when it was collected: _source.collected_kst, as in 2026-09-16T16:38:50+09:00.")
        ) from None
