"""Many sites' progress at once: a row a site, saved row by row as drafts of the kind progress."""

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from disclosures.kinds import kind_by_slug
from disclosures.models import UpdateDuty
from sites.models import ConstructionSite
from sites.models.construction_site import UNFINISHED

from . import roles
from .actions import ActionError, save_draft
from .due_kinds import owed_soon
from .handing_in import hand_in
from .models import DRAFT_MODELS, Draft, DraftState, ManagedSite, Official
from .models.draft import EDITABLE, OPEN
from .next_period import last_report, next_values

KIND = kind_by_slug("progress")
COLUMNS = ("planned_percent", "actual_percent", "gap_reason")
_DRAFTS = DRAFT_MODELS[KIND.slug]


@dataclass
class Row:
    """A site in the grid: what was released last, and what is being entered."""

    site: ManagedSite
    last: Draft | None = None  # released; what is read beside the fields
    draft: Draft | None = None  # begun, and still to be edited
    is_waiting: bool = False  # handed in: nothing to enter
    errors: dict[str, list[str]] = field(default_factory=dict)

    @property
    def values(self) -> dict[str, Any]:
        """What the fields show at first: the draft that was begun, or nothing."""
        return {name: getattr(self.draft, name) for name in COLUMNS} if self.draft else {}

    @property
    def last_values(self) -> dict[str, Any]:
        return {name: getattr(self.last, name) for name in COLUMNS} if self.last else {}


@dataclass
class Outcome:
    """What a saving did; the refusals are with their rows."""

    saved: int = 0
    handed_in: int = 0
    refused: int = 0


def grid_sites(user: Official, *, today: datetime.date, due_only: bool) -> QuerySet[ManagedSite]:
    """The sites under construction whose progress the user enters, or those of them where it is due."""
    public = ConstructionSite.objects.disclosed().filter(status__in=UNFINISHED)
    if due_only:
        owed = UpdateDuty.objects.filter(owed_soon(today), kind=KIND.slug)
        public = public.filter(pk__in=owed.values("site"))
    sites = roles.own_sites(user).filter(code__in=public.values("code"))
    return sites.order_by("name", "code")


def grid_rows(sites: Iterable[ManagedSite]) -> list[Row]:
    """Two statements, however many sites."""
    rows = {site.pk: Row(site) for site in sites}
    for draft in _newest_first(rows, [DraftState.RELEASED]).distinct("managed_site_id"):
        rows[draft.managed_site_id].last = draft
    for draft in _newest_first(rows, OPEN):
        row = rows[draft.managed_site_id]
        if draft.state in EDITABLE:
            row.draft = row.draft or draft
        elif row.last is None or draft.as_of_on > row.last.as_of_on:
            row.is_waiting = True
    return list(rows.values())


def _newest_first(sites: Collection[int], states: Sequence[str]) -> QuerySet[Draft]:
    found = _DRAFTS._default_manager.filter(managed_site__in=sites, state__in=states)
    return found.select_related("managed_site__department").order_by("managed_site_id", "-as_of_on", "-pk")


def save_rows(
    entries: Iterable[tuple[Row, Mapping[str, Any]]],
    *,
    as_of_on: datetime.date,
    by: Official,
    now: datetime.datetime,
    and_hand_in: bool,
) -> Outcome:
    """Each row for itself: one that is refused keeps no other from being saved, and says why."""
    outcome = Outcome()
    for row, values in entries:
        try:
            row.draft = _save(row, values, as_of_on=as_of_on, by=by)
            outcome.saved += 1
            if and_hand_in:
                hand_in(by, row.draft, now=now)
                row.is_waiting = True
                outcome.handed_in += 1
        except ActionError as error:
            outcome.refused += 1
            row.errors.setdefault("", []).extend(error.messages)
        except PermissionDenied:
            outcome.refused += 1
            row.errors.setdefault("", []).append(_("You may not enter this site’s progress."))
    return outcome


def _save(row: Row, values: Mapping[str, Any], *, as_of_on: datetime.date, by: Official) -> Draft:
    draft = row.draft or _begun(row, as_of_on=as_of_on, by=by)
    if row.draft is not None and not roles.may_edit(by, draft):
        raise PermissionDenied
    draft.as_of_on = as_of_on
    for name in COLUMNS:
        setattr(draft, name, values[name])
    return save_draft(draft=draft, by=by)


def _begun(row: Row, *, as_of_on: datetime.date, by: Official) -> Draft:
    """A new report, begun from the last: what is not in the grid is counted on."""
    if not roles.may_enter(by, row.site, KIND.slug):
        raise PermissionDenied
    if row.last is not None and row.last.as_of_on >= as_of_on:
        raise ActionError(
            _("There is a report as of %(date)s already. Choose a later day, or correct that one.")
            % {"date": row.last.as_of_on}
        )
    last = last_report(KIND, row.site)
    content = next_values(last, KIND, today=as_of_on) if last else {}
    return _DRAFTS(managed_site=row.site, as_of_on=as_of_on, source_department_id=row.site.department_id, **content)
