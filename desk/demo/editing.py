"""The demo's versions as the desk's rows: submitted drafts, made many at a time."""

import datetime
import zoneinfo
from collections.abc import Sequence
from functools import cache
from typing import Any

from django.conf import settings

from desk.actions import withhold
from desk.actions.content import subject_of
from desk.files import keep
from desk.models import AuditEntry, Draft, DraftState, ManagedSite, Official, draft_model
from disclosures.models import Source
from sites.models import Department

from .officials import Staff
from .papers import Paper, printed
from .pictures import Picture, drawn
from .versions import Version

_OFFICE_HOUR = datetime.time(10, 20)
# A ground is looked at again after half a year; for the demo, always some time from now.
_REVIEW_AFTER = datetime.timedelta(days=180)


@cache
def at_office_hour(day: datetime.date, *, late: bool = False) -> datetime.datetime:
    """A moment of that working day in the city: entered in the morning, decided in the afternoon."""
    hour = _OFFICE_HOUR.replace(hour=15) if late else _OFFICE_HOUR
    return datetime.datetime.combine(day, hour, zoneinfo.ZoneInfo(settings.TIME_ZONE))


class Files:
    """Draws and prints what versions show, each once, and keeps it in the desk's store."""

    def __init__(self, by: Official) -> None:
        self._by = by
        self._digests: dict[Picture | Paper, str] = {}

    def digest(self, wanted: Picture | Paper) -> str:
        if wanted not in self._digests:
            cleaned = drawn(wanted) if isinstance(wanted, Picture) else printed(wanted)
            keep([cleaned], by=self._by)
            self._digests[wanted] = cleaned.sha256
        return self._digests[wanted]

    @property
    def used(self) -> list[str]:
        """The digests of everything asked for so far."""
        return list(self._digests.values())

    def resolved(self, values: dict[str, Any]) -> dict[str, Any]:
        """The values with digests in place of what is to be drawn."""
        return {
            name: self.digest(value) if isinstance(value, Picture | Paper) else value for name, value in values.items()
        }


def make_draft(version: Version, *, site: ManagedSite, department: Department, files: Files, by: Official) -> Draft:
    """The version as a draft in the making, not yet saved."""
    content = files.resolved(version.values)
    if version.kind == "site":
        content["department_id"] = department.pk
    return draft_model(version.kind)(
        managed_site=site,
        item=version.item,
        version=version.number,
        as_of_on=version.as_of_on,
        source_department=department,
        source=Source.DEMO,
        correction_reason=version.reason,
        entered_by=by,
        **content,
    )


def submit_drafts(drafts: Sequence[Draft], *, by: Official, now: datetime.datetime) -> None:
    """What `save_draft` and `submit` do to one draft, for many in a few statements."""
    by_model: dict[type[Draft], list[Draft]] = {}
    for draft in drafts:
        draft.state, draft.submitted_by, draft.submitted_at = DraftState.SUBMITTED, by, now
        by_model.setdefault(type(draft), []).append(draft)
    for model, rows in by_model.items():
        model._default_manager.bulk_create(rows)
    AuditEntry.objects.bulk_create(
        AuditEntry(by=by, action="draft.submit", subject=subject_of(draft), details={"demo": True}) for draft in drafts
    )


def decide_withholdings(versions: Sequence[Version], *, staff: Staff, today: datetime.date) -> None:
    """The grounds, decided before the item is released for the first time."""
    for version in versions:
        for withheld in version.withheld:
            withhold(
                kind=version.kind,
                item=version.item,
                field=withheld.field,
                ground=withheld.ground,
                reason=withheld.reason,
                review_on=today + _REVIEW_AFTER,
                by=staff.editor,
            )
