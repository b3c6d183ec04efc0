"""Spreadsheets: take a kind's rows out, fill them in, look at what that would change, put it in."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from desk import roles
from desk.actions import ActionError
from desk.actions.spreadsheets import discard_spreadsheet, keep_spreadsheet, note_export, preview, put_spreadsheet
from desk.differences import Difference, differences
from desk.forms.spreadsheets import PutInForm, UploadForm
from desk.models import Draft, Official, Spreadsheet, draft_model
from desk.spreadsheets import exporting, sheets
from desk.spreadsheets.columns import kinds
from desk.spreadsheets.reading import Reading, Row
from disclosures.kinds import Kind
from sites.csv import Column, csv_response

from .common import official, page, tell

SHOWN_ROWS = 200  # of the preview; what is more is counted
SHOWN_CELLS = 500


def spreadsheets(request: HttpRequest) -> HttpResponse:
    """The kinds with their files to download, and the upload of a filled one."""
    user = official(request)
    readable = [kind for kind in kinds() if user.has_perm(roles.draft_permission("view", kind.slug))]
    if not readable:
        raise PermissionDenied
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        if not _may_upload(user):
            raise PermissionDenied
        if form.is_valid() and (kept := _keep(request, form)):
            return redirect("admin:desk-spreadsheet", kept.pk)
    return page(
        request,
        "desk/spreadsheets/index.html",
        title=_("Spreadsheets"),
        kinds=readable,
        form=form,
        may_upload=_may_upload(user),
        waiting=Spreadsheet.objects.filter(uploaded_by=user).defer("content").order_by("-uploaded_at"),
    )


@require_GET
def download_sheet(request: HttpRequest, kind: str, what: str, form: str) -> HttpResponse:
    """All rows (`all`) or a template (`template`) as XLSX or CSV."""
    user = official(request)
    found = next((each for each in kinds() if each.slug == kind), None)
    if found is None or what not in ("all", "template") or form not in (sheets.XLSX, sheets.CSV):
        raise Http404
    if not user.has_perm(roles.draft_permission("view", kind)):
        raise PermissionDenied
    sites, today = roles.visible_sites(user), timezone.localdate()
    if what == "all":
        content, rows = exporting.export(found, sites, form=form)
    else:
        content, rows = exporting.template(found, sites, today=today, form=form)
    note_export(kind=found, rows=rows, is_template=what == "template", form=form, by=user)
    part = _("template") if what == "template" else _("all")
    name = f"{found.title}-{part}-{today:%Y%m%d}.{form}"
    header = content_disposition_header(as_attachment=True, filename=name.replace(" ", "-"))
    return HttpResponse(content, content_type=sheets.media_type(form), headers={"Content-Disposition": header or ""})


def spreadsheet(request: HttpRequest, pk: int) -> HttpResponse:
    """What a kept file would change, or which of its cells are bad; its uploader puts it in or throws it away."""
    user = official(request)
    kept = _own(user, pk)
    if request.method == "POST" and "discard" in request.POST:
        discard_spreadsheet(spreadsheet=kept, by=user)
        messages.success(request, _("Thrown away. Nothing was put in."))
        return redirect("admin:desk-spreadsheets")
    try:
        reading = preview(spreadsheet=kept, by=user, now=timezone.now())
    except ActionError as error:
        tell(request, error)
        return redirect("admin:desk-spreadsheets")
    form = PutInForm(request.POST or None, is_needed=bool(reading.count("changed")))
    if request.method == "POST" and form.is_valid() and _put(request, kept, form.cleaned_data["reason"]):
        return redirect("admin:desk-spreadsheets")
    return page(
        request,
        "desk/spreadsheets/preview.html",
        title=_("Preview: %(name)s") % {"name": kept.name},
        kept=kept,
        kind=reading.kind,
        reading=reading,
        bad=reading.bad[:SHOWN_CELLS],
        more_bad=max(0, len(reading.bad) - SHOWN_CELLS),
        lines=_lines(reading),
        more_lines=max(0, len(reading.changing) - SHOWN_ROWS),
        counts={name: reading.count(name) for name in ("new", "changed", "unchanged")},
        form=form,
    )


@require_GET
def bad_cells(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """Every bad cell of a kept file as CSV, for whoever mends it elsewhere."""
    user = official(request)
    reading = preview(spreadsheet=_own(user, pk), by=user, now=timezone.now())
    columns: list[Column[Any]] = [
        Column(_("Cell"), lambda bad: bad.address),
        Column(_("Column"), lambda bad: bad.column),
        Column(_("Value"), lambda bad: bad.value),
        Column(_("Reason"), lambda bad: str(bad.reason)),
    ]
    return csv_response(name=str(_("Cells to mend")), columns=columns, rows=reading.bad)


def _may_upload(user: Official) -> bool:
    return roles.has_duty(user, roles.Duty.SUBMIT)


def _own(user: Official, pk: int) -> Spreadsheet:
    """An upload of one's own; those of others do not exist."""
    return get_object_or_404(Spreadsheet, pk=pk, uploaded_by=user)


def _keep(request: HttpRequest, form: UploadForm) -> Spreadsheet | None:
    kind: Kind = form.cleaned_data["kind"]
    upload = form.cleaned_data["file"]
    if upload.size > sheets.LARGEST:
        form.add_error(
            "file", _("The file is larger than %(size)d MB. Split it.") % {"size": sheets.LARGEST // 1024**2}
        )
        return None
    try:
        return keep_spreadsheet(
            kind=kind, name=upload.name, content=upload.read(), by=official(request), now=timezone.now()
        )
    except ActionError as error:
        form.add_error("file", error)
        return None


def _put(request: HttpRequest, kept: Spreadsheet, reason: str) -> bool:
    try:
        counts = put_spreadsheet(spreadsheet=kept, reason=reason, by=official(request), now=timezone.now())
    except ActionError as error:
        tell(request, error)
        return False
    messages.success(
        request,
        _("Handed in: %(new)d new, %(changed)d corrected; %(unchanged)d rows say nothing new.")
        % {"new": counts.new, "changed": counts.changed, "unchanged": counts.unchanged},
    )
    return True


def _lines(reading: Reading) -> list[tuple[Row, list[Difference]]]:
    """The first rows that change something, each with what it changes."""
    rows = [row for row, _result in reading.changing[:SHOWN_ROWS]]
    model = draft_model(reading.kind.slug)
    found = model._default_manager.filter(item__in=[row.item.item for row in rows]).order_by("version")
    before = {draft.item: draft for draft in found}
    return [(row, _changes(row, before.get(row.item.id_at(row.site.code)), model)) for row in rows]


def _changes(row: Row, before: Draft | None, model: type[Draft]) -> list[Difference]:
    after = model(managed_site=row.site, source_department=row.site.department, as_of_on=row.item.as_of_on)
    if before is not None:
        for field, value in before.kind.values(before):  # type: ignore[attr-defined]
            setattr(after, field.attname, value)
    for name, value in row.item.values.items():
        setattr(after, name, value)
    names = {*row.item.values, "as_of_on"}
    return [change for change in differences(after, before) if change.is_changed and change.name in names]
