"""Every version of one item, and what each changed."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from sites.models import ConstructionSite

from .documents import release_document
from .kinds import SITE, Kind, ReleasedRow, kind_by_slug
from .ledger import canonical_json
from .models import LedgerEntry, LedgerEvent, Release, ReleaseState, Withholding


@dataclass(frozen=True)
class Change:
    """One field that differs from the version before. A withheld side has no value, and says so."""

    field: models.Field
    old: Any
    new: Any
    old_withheld: bool
    new_withheld: bool


@dataclass(frozen=True)
class Version:
    """One version of an item: header, content unless taken down, ledger entries, differences."""

    release: Release
    row: ReleasedRow | None
    withheld: dict[str, Withholding]
    entries: Sequence[LedgerEntry]
    changes: Sequence[Change] | None  # None where there is nothing to compare with

    @property
    def ground(self) -> str:
        """Why it was taken down; empty while it can be read."""
        return "" if self.release.is_readable else next((entry.ground for entry in reversed(self.entries)), "")

    @property
    def is_erased(self) -> bool:
        return self.release.state == ReleaseState.ERASED

    @property
    def canonical(self) -> str:
        """The document that the salted digest covers; empty once the content is gone."""
        if self.row is None:
            return ""
        return canonical_json(release_document(self.kind, self.release, self.row)).decode()

    @property
    def kind(self) -> Kind:
        return kind_by_slug(self.release.kind)


@dataclass(frozen=True)
class History:
    kind: Kind
    versions: Sequence[Version]  # the newest first

    @property
    def newest(self) -> Release:
        return self.versions[0].release


def item_history(item: uuid.UUID) -> History | None:
    """The item's versions, the newest first; None for an item that was never released. Four statements."""
    releases = list(Release.objects.versions_of(item).select_related("site", "department"))
    if not releases:
        return None
    kind = kind_by_slug(releases[0].kind)
    keys = [field.name for field in kind.fields if field.is_relation]
    rows = {row.pk: row for row in kind.model._default_manager.filter(release__item=item).select_related(*keys)}
    withheld = _grouped(Withholding.objects.filter(release__item=item))
    entries = _grouped(LedgerEntry.objects.filter(release__item=item).order_by("sequence"))
    versions = []
    for release, before in zip(releases, [*releases[1:], None], strict=True):
        row = rows.get(release.pk)
        versions.append(
            Version(
                release=release,
                row=row,
                withheld={each.field: each for each in withheld.get(release.pk, [])},
                entries=entries.get(release.pk, []),
                changes=_changes(kind, rows.get(before.pk) if before else None, row),
            )
        )
    return History(kind=kind, versions=versions)


def site_tombstone(site: ConstructionSite) -> LedgerEntry | None:
    """The ledger's entry by which the record of a site was last taken down; None if it never was."""
    entries = LedgerEntry.objects.filter(release__site=site, release__kind=SITE.slug)
    return entries.exclude(event=LedgerEvent.RELEASED).order_by("-sequence").first()


def _grouped(found: models.QuerySet) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = {}
    for each in found:
        groups.setdefault(each.release_id, []).append(each)
    return groups


def _changes(kind: Kind, before: ReleasedRow | None, after: ReleasedRow | None) -> list[Change] | None:
    if before is None or after is None:
        return None
    changes = []
    for field in kind.fields:
        old, new = getattr(before, field.name), getattr(after, field.name)
        was, now = field.name in before.withheld, field.name in after.withheld
        if old != new or was != now:
            changes.append(Change(field=field, old=old, new=new, old_withheld=was, new_withheld=now))
    return changes
