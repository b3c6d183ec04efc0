"""Spreadsheets in and out: what was taken out is audited, what is put in goes in as a whole or not at all."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from desk.models import Official, Spreadsheet
from desk.spreadsheets import sheets
from desk.spreadsheets.reading import Reading, read_rows
from disclosures.kinds import Kind, kind_by_slug
from disclosures.models import Source

from .audit import record
from .errors import ActionError
from .imports import put_many

KEPT = datetime.timedelta(days=7)  # how long an upload waits between its preview and its decision


@dataclass(frozen=True)
class PutIn:
    """How many rows made what."""

    new: int
    changed: int
    unchanged: int


@transaction.atomic
def keep_spreadsheet(*, kind: Kind, name: str, content: bytes, by: Official, now: datetime.datetime) -> Spreadsheet:
    """Keep an upload until it is decided. Refuses what is no table."""
    try:
        sheets.read(content)
    except sheets.SheetError as error:
        raise ActionError(str(error)) from error
    Spreadsheet.objects.filter(uploaded_at__lt=now - KEPT).delete()
    return Spreadsheet.objects.create(kind=kind.slug, name=name[:200], content=content, uploaded_by=by, uploaded_at=now)


def preview(*, spreadsheet: Spreadsheet, by: Official, now: datetime.datetime) -> Reading:
    """What the file says. Raises ActionError where it is no table."""
    try:
        table = sheets.read(bytes(spreadsheet.content))
    except sheets.SheetError as error:
        raise ActionError(str(error)) from error
    return read_rows(table, kind_by_slug(spreadsheet.kind), by=by, now=now)


@transaction.atomic
def put_spreadsheet(*, spreadsheet: Spreadsheet, reason: str, by: Official, now: datetime.datetime) -> PutIn:
    """Hand in every row that is new or changed, or none of them: then an ActionError says why."""
    locked = Spreadsheet.objects.select_for_update().filter(pk=spreadsheet.pk, uploaded_by=by).first()
    if locked is None:
        raise ActionError(_("This spreadsheet was put in or thrown away already."), code="moved-on")
    reading = preview(spreadsheet=locked, by=by, now=now)
    if reading.bad:
        raise ActionError(_("Something changed since the preview. Look at the cells that are named now."))
    rows = reading.imported
    results = put_many(rows=rows, source=Source.OFFICIAL, by=by, now=now, reason=reason.strip())
    if any(result.outcome == "refused" for result in results):
        raise ActionError(_("Somebody changed one of these items at the same moment. Nothing was put in; try again."))
    counts = PutIn(*(sum(result.outcome == name for result in results) for name in ("new", "changed", "unchanged")))
    details = {"name": locked.name, "new": counts.new, "changed": counts.changed, "unchanged": counts.unchanged}
    record(by=by, action="spreadsheet.put", subject=f"spreadsheet:{locked.kind}", details=details)
    locked.delete()
    return counts


@transaction.atomic
def discard_spreadsheet(*, spreadsheet: Spreadsheet, by: Official) -> None:
    """Throw an upload away."""
    Spreadsheet.objects.filter(pk=spreadsheet.pk, uploaded_by=by).delete()


def note_export(*, kind: Kind, rows: int, is_template: bool, form: str, by: Official) -> None:
    """Keep who took which data out."""
    details = {"rows": rows, "template": is_template, "form": form}
    record(by=by, action="spreadsheet.export", subject=f"spreadsheet:{kind.slug}", details=details)
