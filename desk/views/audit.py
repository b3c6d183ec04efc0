from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.actions import record
from desk.auditing import words
from desk.auditing.search import Question, found_deeds, found_looks
from desk.forms.audit import AuditForm
from desk.models import AuditEntry, Official, Viewing
from sites.csv import Column, by_key, csv_response

from .common import official, page

PER_PAGE = 50


@dataclass(frozen=True)
class Line:
    """A deed or a look, as the page and the file show it."""

    key: int
    at: Any
    by: Official | None
    deed: str
    subject: str
    details: str


COLUMNS = (
    Column[Line](gettext_lazy("at"), lambda line: line.at),
    Column[Line](gettext_lazy("User ID"), lambda line: line.by.username if line.by else ""),
    Column[Line](gettext_lazy("name"), lambda line: line.by.get_full_name() if line.by else ""),
    Column[Line](gettext_lazy("deed"), lambda line: line.deed),
    Column[Line](gettext_lazy("subject"), lambda line: line.subject),
    Column[Line](gettext_lazy("details"), lambda line: line.details),
)


def audit(request: HttpRequest) -> HttpResponse:
    """Who did or saw what. The newest first, fifty at a time; `before` goes on from there."""
    _check(request)
    form = AuditForm(request.GET)
    rows = _found(form.question())
    if (before := request.GET.get("before", "")).isdecimal():
        rows = rows.filter(pk__lt=int(before))
    lines = [_line(row) for row in rows[: PER_PAGE + 1]] if form.is_valid() else []
    asked = request.GET.copy()
    asked.pop("before", None)
    return page(
        request,
        "desk/audit.html",
        title=_("Audit"),
        form=form,
        lines=lines[:PER_PAGE],
        asked=asked.urlencode(),
        next_before=lines[PER_PAGE - 1].key if len(lines) > PER_PAGE else None,
    )


def audit_csv(request: HttpRequest) -> HttpResponseBase:
    """All that the question finds, as a file; the audit notes that it was taken."""
    _check(request)
    question = AuditForm(request.GET).question()
    record(by=official(request), action="audit.export", subject="audit", details=question.as_details())
    rows = (_line(row) for row in by_key(_found(question)))
    return csv_response(name="audit", columns=COLUMNS, rows=rows)


def _check(request: HttpRequest) -> None:
    if not official(request).has_perm("desk.view_auditentry"):
        raise PermissionDenied


def _found(question: Question) -> Any:
    return found_looks(question) if question.is_about_looking else found_deeds(question)


def _line(row: AuditEntry | Viewing) -> Line:
    if isinstance(row, Viewing):
        return Line(
            row.pk, row.seen_at, row.official, words.deed(words.LOOKING), words.subject(row.subject), row.address
        )
    details = words.details(row.details)
    return Line(row.pk, row.occurred_at, row.by, words.deed(row.action), words.subject(row.subject), details)
