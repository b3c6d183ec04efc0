"""A kind's rows as a file: all that the desk has of a set of sites, or a template to fill in."""

import datetime
from collections.abc import Sequence

from django.db.models import OuterRef, QuerySet, Subquery

from desk.models import Draft, DraftState, ManagedSite, draft_model
from desk.models.draft import OPEN
from disclosures.kinds import Kind

from . import sheets
from .columns import KindSheet, content_fields

_KEPT = (*OPEN, DraftState.RELEASED)


def current_versions(kind: Kind, sites: QuerySet[ManagedSite]) -> QuerySet[Draft]:
    """The newest version of each item of these sites, but for what was taken down."""
    versions = draft_model(kind.slug)._default_manager
    newest = versions.filter(item=OuterRef("item")).order_by("-version").values("pk")[:1]
    drafts = versions.filter(managed_site__in=sites.values("pk"), pk=Subquery(newest), state__in=_KEPT)
    return drafts.select_related("managed_site").order_by("managed_site__name", "managed_site__code", "as_of_on", "pk")


def export(kind: Kind, sites: QuerySet[ManagedSite], *, form: str) -> tuple[bytes, int]:
    """All items as a file, to be corrected and put in again; and how many they are."""
    sheet, drafts = KindSheet(kind), list(current_versions(kind, sites))
    return sheets.write(sheet.headings, sheet.rows(drafts), form=form), len(drafts)


def template(kind: Kind, sites: QuerySet[ManagedSite], *, today: datetime.date, form: str) -> tuple[bytes, int]:
    """A row for each site, with its newest values and today's date; of what a site has one of, that one."""
    newest: dict[int, Draft] = {}
    for draft in current_versions(kind, sites):
        newest[draft.managed_site_id] = draft
    rows = [_next(kind, site, newest.get(site.pk), today) for site in sites.order_by("name", "code")]
    sheet = KindSheet(kind)
    cells: Sequence[list[object]] = sheet.rows(rows)
    if kind.many:
        cells = [[*row[:-1], ""] for row in cells]  # a new item
    else:
        cells = [row if each.pk else [*row[:-1], ""] for row, each in zip(cells, rows, strict=True)]
    return sheets.write(sheet.headings, cells, form=form), len(rows)


def _next(kind: Kind, site: ManagedSite, last: Draft | None, today: datetime.date) -> Draft:
    """What the next period's row begins with."""
    draft = draft_model(kind.slug)(managed_site=site)
    if last is not None:
        draft.pk, draft.item = last.pk, last.item
        for field in content_fields(kind):
            setattr(draft, field.attname, getattr(last, field.attname))
    draft.as_of_on = today
    return draft
